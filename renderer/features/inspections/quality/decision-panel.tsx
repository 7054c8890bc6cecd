import { Button, Input, Segmented, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import type { Role } from '../../../../shared/domain/org/officer.ts';
import { GRADES, type Grade } from '../../../../shared/domain/quality/plan.ts';
import {
  decideReview,
  noteAnswer,
  tellInstitution,
} from '../../../../shared/domain/quality/review-mutations.ts';
import type { ReviewFinding } from '../../../../shared/domain/quality/review.ts';
import { civilDateOf, type CivilDate } from '../../../../shared/lib/dates.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useSession } from '../../../platform/session-context.tsx';
import { Field } from '../../../ui/field.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { DayField } from '../labelled-day.tsx';
import { useAct } from '../use-act.ts';
import { FindingList } from './finding-list.tsx';
import { OrderFindings } from './order-findings.tsx';
import type { ReviewFacts } from './quality-query.ts';
import { GRADE_TONES, pointsText } from './review-words.ts';

/** After the scores: tell the institution, note what it answers, decide. One step is open at a time. */
export function DecisionPanel({ facts }: { readonly facts: ReviewFacts }): ReactNode {
  const { t } = useTranslation('quality');
  const { review } = facts;
  if (!review.result) return null;
  // i18n-dynamic: quality:answerKind.*, quality:grade.*
  return (
    <>
      {review.state === 'scored' ? <TellForm facts={facts} /> : null}
      {review.answerDueOn ? (
        <section className="jd-card" aria-label={t('answer.title')}>
          <h2>{t('answer.title')}</h2>
          <p>{t('answer.until', { day: review.answerDueOn })}</p>
          {review.answer ? (
            <p className="jd-lines">
              <Num>{review.answer.on}</Num>{' '}
              <Tag tone={review.answer.kind === 'objects' ? 'soon' : 'plain'}>
                {t(`answerKind.${review.answer.kind}`)}
              </Tag>{' '}
              <Iso>{review.answer.text}</Iso>
            </p>
          ) : review.state === 'told' ? (
            <AnswerForm facts={facts} />
          ) : (
            <p className="jd-soft">{t('answer.none')}</p>
          )}
        </section>
      ) : null}
      {review.state === 'told' || review.state === 'answered' ? <DecideForm facts={facts} /> : null}
      {review.final ? (
        <section className="jd-card" aria-label={t('final.title')}>
          <h2>{t('final.title')}</h2>
          <p>
            <Num>{review.final.on}</Num> <Num>{pointsText(review.final.tenths)}</Num>{' '}
            <Tag tone={GRADE_TONES[review.final.grade]}>{t(`grade.${review.final.grade}`)}</Tag>
          </p>
          {review.final.reason === '' ? null : (
            <p className="jd-lines">
              <Iso>{review.final.reason}</Iso>
            </p>
          )}
          <FindingList findings={review.findings} form={facts.form} onChange={null} from={review.final.on} />
          <OrderFindings facts={facts} />
        </section>
      ) : null}
    </>
  );
}

function useMay(right: 'keep-register' | 'decide-review'): boolean {
  const { officer } = useSession();
  return holdsRight(officer.roles as Role[], right);
}

function TellForm({ facts }: { readonly facts: ReviewFacts }): ReactNode {
  const { t } = useTranslation('quality');
  const desk = useDesk();
  const may = useMay('keep-register');
  const { outcome, isBusy, run } = useAct();
  const [on, setOn] = useState<CivilDate>(civilDateOf(desk.clock.now()));
  return (
    <section className="jd-card jd-form" aria-label={t('tell.title')}>
      <h2>{t('tell.title')}</h2>
      <p className="jd-soft">{t('tell.note', { days: facts.plan?.rules.answerDays ?? 0 })}</p>
      <DayField label={t('tell.on')} value={on} onChange={setOn} />
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button
          type="primary"
          loading={isBusy}
          disabled={!may}
          title={may ? undefined : t('headsOnly')}
          onClick={() => void run(tellInstitution, { reviewId: facts.review.id, on })}
        >
          {t('tell.save')}
        </Button>
        {may ? null : <span className="jd-soft jd-small">{t('headsOnly')}</span>}
      </div>
    </section>
  );
}

function AnswerForm({ facts }: { readonly facts: ReviewFacts }): ReactNode {
  const { t } = useTranslation('quality');
  const desk = useDesk();
  const may = useMay('keep-register');
  const { outcome, isBusy, run } = useAct();
  const [kind, setKind] = useState<'agrees' | 'objects'>('agrees');
  const [text, setText] = useState('');
  const [on, setOn] = useState<CivilDate>(civilDateOf(desk.clock.now()));
  return (
    <div className="jd-form">
      <Segmented
        aria-label={t('answer.kind')}
        value={kind}
        options={(['agrees', 'objects'] as const).map((one) => ({
          value: one,
          // i18n-dynamic: quality:answerKind.*
          label: t(`answerKind.${one}`),
        }))}
        onChange={setKind}
      />
      <DayField label={t('answer.on')} value={on} onChange={setOn} />
      <Field label={t('answer.text')}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={3}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button
          type="primary"
          loading={isBusy}
          disabled={!may}
          title={may ? undefined : t('headsOnly')}
          onClick={() => void run(noteAnswer, { reviewId: facts.review.id, kind, text: cleanText(text), on })}
        >
          {t('answer.save')}
        </Button>
        {may ? null : <span className="jd-soft jd-small">{t('headsOnly')}</span>}
      </div>
    </div>
  );
}

function DecideForm({ facts }: { readonly facts: ReviewFacts }): ReactNode {
  const { t } = useTranslation('quality');
  const desk = useDesk();
  const may = useMay('decide-review');
  const { outcome, isBusy, run } = useAct();
  const { review } = facts;
  const today = civilDateOf(desk.clock.now());
  const proposed = review.result?.grade ?? 'fail';
  const [grade, setGrade] = useState<Grade>(proposed);
  const [reason, setReason] = useState('');
  const [findings, setFindings] = useState<readonly ReviewFinding[]>([]);
  const isOpen = review.answer === null && review.answerDueOn !== null && today <= review.answerDueOn;
  const needsReason = grade !== proposed || review.answer?.kind === 'objects';
  const lacks = !may
    ? t('headsOnly')
    : review.reviewers.some((one) => one.officerId === desk.officerId)
      ? t('final.scored')
      : isOpen
        ? t('final.waits', { day: review.answerDueOn ?? '' })
        : needsReason && cleanText(reason) === ''
          ? t('final.lacksReason')
          : null;
  return (
    <section className="jd-card jd-form" aria-label={t('final.decide')}>
      <h2>{t('final.decide')}</h2>
      <Field label={t('final.grade')}>
        {({ id }) => (
          <Select
            id={id}
            value={grade}
            onChange={setGrade}
            // i18n-dynamic: quality:grade.*
            options={GRADES.map((one) => ({ value: one, label: t(`grade.${one}`) }))}
          />
        )}
      </Field>
      <Field label={t('final.reason')} hint={t('final.reasonHint')}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={3}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <FindingList findings={findings} form={facts.form} onChange={setFindings} from={today} />
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button
          type="primary"
          loading={isBusy}
          disabled={lacks !== null}
          title={lacks ?? undefined}
          onClick={() =>
            void run(decideReview, {
              reviewId: review.id,
              grade,
              reason: cleanText(reason),
              findings: [...findings],
              on: today,
            })
          }
        >
          {t('final.save')}
        </Button>
        {lacks ? <span className="jd-soft jd-small">{lacks}</span> : null}
      </div>
    </section>
  );
}
