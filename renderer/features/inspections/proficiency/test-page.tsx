import { Button, Input, Select, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { proposedDueOn } from '../../../../shared/domain/inspections/rectification.ts';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import type { Role } from '../../../../shared/domain/org/officer.ts';
import { owesRectification, stepProficiencyTest } from '../../../../shared/domain/proficiency/mutations.ts';
import {
  nextStates,
  proficiencyTestKind,
  RESULTS,
  type ProficiencyResult,
  type ProficiencyState,
  type ProficiencyTest,
} from '../../../../shared/domain/proficiency/proficiency-test.ts';
import { orderRectification } from '../../../../shared/domain/rectification/order-mutation.ts';
import { rectificationKind } from '../../../../shared/domain/rectification/rectification.ts';
import { institutionKind, type Institution } from '../../../../shared/domain/registry/institution.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { useSession } from '../../../platform/session-context.tsx';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Field } from '../../../ui/field.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { InspectionsPage } from '../inspections-page.tsx';
import { DayField } from '../labelled-day.tsx';
import { useAct } from '../use-act.ts';
import '../rows.css';

/** A finding that comes back within this time is a repeated one (inspections.md section 5). */
const REPEATED_MONTHS = 24;

/** One institution's part in a test, step by step. */
export function TestPage(): ReactNode {
  const { t } = useTranslation(['proficiency', 'registry']);
  const desk = useDesk();
  const words = useWords();
  const id = useParams()['testId'] as RecordId;
  const facts = useLive(async () => {
    const test = await desk.records.get(proficiencyTestKind, id);
    const institution = test && (await desk.records.get(institutionKind, test.institutionId));
    return { test, institution, rectification: await desk.records.get(rectificationKind, id) };
  }, [id]);
  const back = <Link to="/inspections/proficiency">{t('back')}</Link>;
  if (facts.state === 'loading' || !facts.value.test)
    return (
      <InspectionsPage title={t('title')} actions={back}>
        {facts.state === 'loading' ? (
          <Skeleton active paragraph={{ rows: 6 }} />
        ) : (
          <div className="jd-panel">
            <EmptyNote title={t('notHere')} text={t('notHereText')} action={back} />
          </div>
        )}
      </InspectionsPage>
    );
  const { test, institution, rectification } = facts.value;
  // i18n-dynamic: proficiency:state.*, proficiency:result.*, registry:category.*
  return (
    <InspectionsPage
      title={<Iso>{test.itemCode}</Iso>}
      note={<Tag tone="accent">{t(`state.${test.state}`)}</Tag>}
      actions={back}
    >
      <div className="jd-two">
        <div className="jd-stack">
          <StepForm key={test.state} test={test} />
          {owesRectification(test) && institution ? (
            <RectificationPanel test={test} institution={institution} isOrdered={rectification !== null} />
          ) : null}
        </div>
        <section className="jd-card" aria-label={t('facts')}>
          <h2>{t('facts')}</h2>
          <dl className="jd-info">
            <dt>{t('column.institution')}</dt>
            <dd>
              <Iso>{institution ? words(institution.name) : test.institutionId}</Iso>
            </dd>
            <dt>{t('column.category')}</dt>
            <dd>{t(`registry:category.${test.category}`)}</dd>
            <dt>{t('column.provider')}</dt>
            <dd>
              <Iso>{test.provider}</Iso>
            </dd>
            <dt>{t('column.year')}</dt>
            <dd>
              <Num>{test.year}</Num>
            </dd>
            <dt>{t('registerBy')}</dt>
            <dd>
              <Num>{test.registerBy ?? '–'}</Num>
            </dd>
          </dl>
          <ol className="jd-history">
            {test.events.map((event) => (
              <li key={event.at}>
                <Num>{event.on}</Num>
                <span>
                  {t(`state.${event.kind}`)} {event.result ? t(`result.${event.result}`) : null}
                  <p className="jd-small">
                    <Iso>{event.text}</Iso>
                  </p>
                </span>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </InspectionsPage>
  );
}

function StepForm({ test }: { readonly test: ProficiencyTest }): ReactNode {
  const { t } = useTranslation('proficiency');
  const desk = useDesk();
  const { officer } = useSession();
  const { outcome, isBusy, run } = useAct();
  const next = nextStates(test);
  const [to, setTo] = useState<ProficiencyState | null>(next[0] ?? null);
  const [result, setResult] = useState<ProficiencyResult>(
    test.state === 'received' ? 'not-returned' : 'satisfactory',
  );
  const [text, setText] = useState('');
  const [on, setOn] = useState(civilDateOf(desk.clock.now()));
  const may = holdsRight(officer.roles as Role[], 'keep-register');
  if (to === null) return <p className="jd-soft">{t('ended')}</p>;
  const results = test.state === 'received' ? (['not-returned'] as const) : RESULTS;
  // i18n-dynamic: proficiency:state.*, proficiency:result.*
  return (
    <section className="jd-card jd-form" aria-label={t('step')}>
      <h2>{t('step')}</h2>
      <div className="jd-fields">
        <Field label={t('next')}>
          {({ id }) => (
            <Select
              id={id}
              className="jd-wide"
              value={to}
              onChange={setTo}
              options={next.map((state) => ({ value: state, label: t(`state.${state}`) }))}
            />
          )}
        </Field>
        {to === 'result' ? (
          <Field label={t('column.result')}>
            {({ id }) => (
              <Select
                id={id}
                className="jd-wide"
                value={result}
                onChange={setResult}
                options={results.map((one) => ({ value: one, label: t(`result.${one}`) }))}
              />
            )}
          </Field>
        ) : null}
        <DayField label={t('on')} value={on} onChange={setOn} />
        <Field label={t('text')} hint={t('textHint')}>
          {(ids) => (
            <Input {...ids} maxLength={1000} value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
      </div>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button
          type="primary"
          loading={isBusy}
          disabled={!may}
          title={may ? undefined : t('headsOnly')}
          onClick={() =>
            void run(stepProficiencyTest, {
              testId: test.id,
              to,
              result: to === 'result' ? result : null,
              text: cleanText(text),
              on,
            })
          }
        >
          {t('save')}
        </Button>
        {may ? null : <span className="jd-soft jd-small">{t('headsOnly')}</span>}
      </div>
    </section>
  );
}

/** A failed test orders a rectification of its own (same id), which goes its own way from there. */
function RectificationPanel({
  test,
  institution,
  isOrdered,
}: {
  readonly test: ProficiencyTest;
  readonly institution: Institution;
  readonly isOrdered: boolean;
}): ReactNode {
  const { t } = useTranslation('proficiency');
  const desk = useDesk();
  const { outcome, isBusy, run } = useAct();
  const [text, setText] = useState('');
  const on = civilDateOf(desk.clock.now());
  const order = (): Promise<boolean> =>
    run(orderRectification, {
      rectificationId: test.id,
      from: {
        source: 'proficiency',
        sourceId: test.id,
        institutionId: institution.id,
        itemId: null,
        severity: 'major',
        text: cleanText(text),
        basis: '',
      },
      on,
      dueOn: proposedDueOn('major', on),
      owner: '',
      stopsAtOnce: false,
      document: '',
      repeatedWithinMonths: REPEATED_MONTHS,
    });
  const isWhole = cleanText(text) !== '';
  return (
    <section className="jd-card jd-form" aria-label={t('rectification.title')}>
      <h2>{t('rectification.title')}</h2>
      {isOrdered ? (
        <p role="status">{t('rectification.ordered')}</p>
      ) : (
        <>
          <Field
            label={t('rectification.text')}
            hint={t('rectification.due', { day: proposedDueOn('major', on) })}
          >
            {(ids) => (
              <Input.TextArea
                {...ids}
                rows={3}
                maxLength={2000}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <OutcomeNote outcome={outcome} />
          <div className="jd-form-actions">
            <Button
              loading={isBusy}
              disabled={!isWhole}
              title={isWhole ? undefined : t('rectification.lacks')}
              onClick={() => void order()}
            >
              {t('rectification.order')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
