import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { expertBarrier } from '../../../../shared/domain/experts/conflict-check.ts';
import type { Expert } from '../../../../shared/domain/experts/expert.ts';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import type { Role } from '../../../../shared/domain/org/officer.ts';
import { assignReviewer, replaceReviewer } from '../../../../shared/domain/quality/review-mutations.ts';
import type { QualityReview, Reviewer } from '../../../../shared/domain/quality/review.ts';
import { civilDateOf, type CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useSession } from '../../../platform/session-context.tsx';
import { Field } from '../../../ui/field.tsx';
import { Iso } from '../../../ui/iso.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { useAct } from '../use-act.ts';
import type { ReviewFacts } from './quality-query.ts';

/** Who scores the file; a head gives it to experts, and each one who may not take it says why. */
export function ReviewersPanel({ facts }: { readonly facts: ReviewFacts }): ReactNode {
  const { t } = useTranslation('quality');
  const { officer } = useSession();
  const { review } = facts;
  const mayAssign = holdsRight(officer.roles as Role[], 'keep-register');
  const wanted = review.thirdFor === null ? 2 : 3;
  const isOpen =
    (review.state === 'sampled' || review.state === 'scoring' || review.state === 'third-needed') &&
    review.reviewers.length < wanted;
  return (
    <section className="jd-card" aria-label={t('column.reviewers')}>
      <h2>{t('column.reviewers')}</h2>
      {review.thirdFor ? (
        // i18n-dynamic: quality:third.*
        <p role="status">{t(`third.${review.thirdFor}`)}</p>
      ) : null}
      {review.reviewers.length === 0 ? <p className="jd-soft">{t('reviewers.none')}</p> : null}
      {review.reviewers.map((reviewer) => (
        <ReviewerLine key={reviewer.officerId} reviewer={reviewer} facts={facts} mayReplace={mayAssign} />
      ))}
      {isOpen && mayAssign ? <AssignForm facts={facts} /> : null}
      {isOpen && !mayAssign ? <p className="jd-soft jd-small">{t('headsOnly')}</p> : null}
    </section>
  );
}

function ReviewerLine({
  reviewer,
  facts,
  mayReplace,
}: {
  readonly reviewer: Reviewer;
  readonly facts: ReviewFacts;
  readonly mayReplace: boolean;
}): ReactNode {
  const { t } = useTranslation('quality');
  const words = useWords();
  const desk = useDesk();
  const { outcome, run } = useAct();
  const [reason, setReason] = useState<string | null>(null);
  const expert = facts.experts.find((one) => one.id === reviewer.expertId);
  const name = expert?.name ?? facts.names.get(reviewer.officerId);
  return (
    <div>
      <strong>
        <Iso>{name ? words(name) : reviewer.officerId}</Iso>
      </strong>{' '}
      {reviewer.part === 'third' ? <Tag>{t('reviewers.third')}</Tag> : null}{' '}
      <Tag tone={reviewer.commit === null ? 'soon' : 'accent'}>
        {t(reviewer.commit === null ? 'reviewers.out' : 'reviewers.in')}
      </Tag>
      {reviewer.commit === null && mayReplace && reason === null ? (
        <Button type="link" size="small" onClick={() => setReason('')}>
          {t('reviewers.replace')}
        </Button>
      ) : null}
      {reason !== null ? (
        <div className="jd-form-actions">
          <Input
            aria-label={t('reviewers.replaceReason')}
            placeholder={t('reviewers.replaceReason')}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            disabled={cleanText(reason) === ''}
            title={cleanText(reason) === '' ? t('focus.lacksReason') : undefined}
            onClick={() =>
              void run(replaceReviewer, {
                reviewId: facts.review.id,
                officerId: reviewer.officerId,
                reason: cleanText(reason),
                on: civilDateOf(desk.clock.now()),
              })
            }
          >
            {t('reviewers.replace')}
          </Button>
        </div>
      ) : null}
      <OutcomeNote outcome={outcome} />
    </div>
  );
}

function AssignForm({ facts }: { readonly facts: ReviewFacts }): ReactNode {
  const { t } = useTranslation(['quality', 'experts']);
  const desk = useDesk();
  const words = useWords();
  const { outcome, isBusy, run } = useAct();
  const [expertId, setExpert] = useState<RecordId | null>(null);
  const on = civilDateOf(desk.clock.now());
  const options = facts.experts.map((expert) => {
    const why = barrierOf(expert, facts.review, on);
    // i18n-dynamic: experts:barrier.*
    const name = words(expert.name);
    return {
      value: expert.id,
      disabled: why !== null,
      label: why === null ? name : `${name} · ${t(`experts:barrier.${why}`)}`,
    };
  });
  if (facts.experts.length === 0)
    return (
      <p className="jd-soft">
        {t('reviewers.noExperts')} <Link to="/inspections/experts">{t('experts:title')}</Link>
      </p>
    );
  const assign = async (): Promise<void> => {
    if (expertId && (await run(assignReviewer, { reviewId: facts.review.id, expertId, on }))) setExpert(null);
  };
  return (
    <div className="jd-form">
      <Field label={t(facts.review.thirdFor ? 'reviewers.assignThird' : 'reviewers.assign')}>
        {({ id }) => (
          <Select
            id={id}
            className="jd-wide"
            showSearch={{ optionFilterProp: 'label' }}
            value={expertId}
            onChange={setExpert}
            options={options}
          />
        )}
      </Field>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button
          type="primary"
          loading={isBusy}
          disabled={!expertId}
          title={expertId ? undefined : t('reviewers.lacksExpert')}
          onClick={() => void assign()}
        >
          {t('reviewers.give')}
        </Button>
        {expertId ? null : <span className="jd-soft jd-small">{t('reviewers.lacksExpert')}</span>}
      </div>
    </div>
  );
}

function barrierOf(expert: Expert, review: QualityReview, on: CivilDate): string | null {
  if (expert.officerId === null) return 'no-account';
  if (review.reviewers.some((one) => one.officerId === expert.officerId)) return 'already-reviewer';
  return (
    expertBarrier(expert, { institutionId: review.institutionId, category: review.file.category, on })
      ?.kind ?? null
  );
}
