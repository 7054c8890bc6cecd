import { Button, Input, Radio, Select, Skeleton } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { moveTemplate } from '../../../../shared/domain/inspections/move-template.ts';
import type { TemplateItem } from '../../../../shared/domain/inspections/template.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Field } from '../../../ui/field.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Page } from '../../../ui/page.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { AnswerText } from '../visit/answer-text.tsx';
import { failureOf, type SaveFailure } from '../visit/save-failure.ts';
import { FailureText } from '../visit/save-mark.tsx';
import {
  loadMove,
  mapOf,
  planOf,
  type ChangedItem,
  type Choice,
  type MoveFacts,
  type MoveTarget,
} from './move-query.ts';
import '../templates/templates.css';

/** Moves an open visit to a later version of its checklist: what goes by itself, what changed, what has no home. */
export function MovePage(): ReactNode {
  const { t } = useTranslation('templates');
  const desk = useDesk();
  const id = (useParams()['inspectionId'] ?? '') as RecordId;
  const facts = useLive(() => loadMove(desk.records, id), [id]);
  if (facts.state === 'loading') return <Skeleton className="jd-page-body" active paragraph={{ rows: 8 }} />;
  const [newest] = facts.value?.targets ?? [];
  const isOpen = facts.value?.inspection.state === 'in-progress';
  const isMine = facts.value?.inspection.officers.includes(desk.officerId) ?? false;
  if (!facts.value || !newest || !isOpen || !isMine)
    return (
      <EmptyNote
        title={t('move.notPossible')}
        text={t(
          facts.value && !isOpen ? 'move.sealed' : facts.value && !isMine ? 'move.notMine' : 'move.noneLater',
        )}
        action={
          <Link to={`/inspections/${id}`}>
            <Button>{t('move.back')}</Button>
          </Link>
        }
      />
    );
  return <MoveForm facts={facts.value} newest={newest} />;
}

interface MoveFormProps {
  readonly facts: MoveFacts;
  readonly newest: MoveTarget;
}

function MoveForm({ facts, newest }: MoveFormProps): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  const desk = useDesk();
  const navigate = useNavigate();
  const { inspection, institution, targets } = facts;
  const [targetId, setTarget] = useState<string>(newest.template.id);
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const target = targets.find(({ template }) => template.id === targetId) ?? newest;
  const plan = useMemo(() => planOf(facts, target.body), [facts, target]);
  const { map, open } = mapOf(plan, choices);
  const choose = (itemId: string, choice: Choice): void =>
    setChoices((now) => new Map(now).set(itemId, choice));
  const taken = new Set([...choices.values()].flatMap(({ to }) => (to === null ? [] : [to])));
  const changed = plan.changed.filter((one) => one.hasContent);

  const move = async (): Promise<void> => {
    setBusy(true);
    const outcome = await desk.act(moveTemplate, {
      inspectionId: inspection.id,
      from: { templateId: inspection.templateId, templateVersion: inspection.templateVersion },
      to: { templateId: target.template.templateId, templateVersion: target.template.version },
      map: [...map],
    });
    setBusy(false);
    setFailure(failureOf(outcome));
    if (outcome.kind === 'saved') void navigate(`/inspections/${inspection.id}`, { replace: true });
  };
  return (
    <Page
      title={
        <span className="jd-back-title">
          <Link to={`/inspections/${inspection.id}`} className="jd-visit-back" aria-label={t('move.back')}>
            <span className="jd-chevron" aria-hidden="true" />
          </Link>
          {t('move.title')}
        </span>
      }
      note={<Iso>{institution ? words(institution.name) : ''}</Iso>}
      actions={
        <Button
          type="primary"
          loading={isBusy}
          disabled={open.length > 0}
          title={open.length > 0 ? t('move.open', { count: open.length }) : undefined}
          onClick={() => void move()}
        >
          {t('move.go', { version: target.template.version })}
        </Button>
      }
    >
      <div className="jd-move">
        {failure ? (
          <p className="jd-visit-failed" role="alert">
            <FailureText failure={failure} />
          </p>
        ) : null}
        <Field
          label={t('move.target')}
          hint={`${t('move.signatures')}${open.length > 0 ? ` ${t('move.open', { count: open.length })}` : ''}`}
        >
          {({ id }) => (
            <Select
              id={id}
              className="jd-move-target"
              value={targetId}
              onChange={(next) => {
                setTarget(next);
                setChoices(new Map());
              }}
              options={targets.map(({ template, body }) => ({
                value: template.id as string,
                label: `${words(body.title)} ${template.version} · ${t(template.isOfBureau ? 'list.ofBureau' : 'list.ofRegion')}`,
              }))}
            />
          )}
        </Field>
        <ul className="jd-move-facts">
          <li>{t('move.same', { count: plan.same })}</li>
          <li>{t('move.changed', { count: plan.changed.length })}</li>
          <li>{t('move.homeless', { count: plan.homeless.length })}</li>
          <li>{t('move.fresh', { count: plan.fresh.length })}</li>
          {plan.goneEmpty > 0 ? <li>{t('move.goneEmpty', { count: plan.goneEmpty })}</li> : null}
        </ul>
        {changed.length > 0 ? <h2 className="jd-subtitle">{t('move.changedTitle')}</h2> : null}
        {changed.map((one) => (
          <ChangedRow
            key={one.before.id}
            changed={one}
            facts={facts}
            choice={choices.get(one.before.id)}
            onChoose={(choice) => choose(one.before.id, choice)}
          />
        ))}
        {plan.homeless.length > 0 ? <h2 className="jd-subtitle">{t('move.homelessTitle')}</h2> : null}
        {plan.homeless.map((item) => (
          <HomelessRow
            key={item.id}
            item={item}
            facts={facts}
            homes={plan.fresh.filter((one) => !taken.has(one.id) || choices.get(item.id)?.to === one.id)}
            choice={choices.get(item.id)}
            onChoose={(choice) => choose(item.id, choice)}
          />
        ))}
      </div>
    </Page>
  );
}

interface ChangedRowProps {
  readonly changed: ChangedItem;
  readonly facts: MoveFacts;
  readonly choice: Choice | undefined;
  readonly onChoose: (choice: Choice) => void;
}

function ChangedRow({ changed, facts, choice, onChoose }: ChangedRowProps): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  const { before, after, isUnfit } = changed;
  const isAnew = choice?.to === null;
  return (
    <section className="jd-panel jd-move-row" role="group" aria-label={before.id}>
      <div className="jd-move-pair">
        <div>
          <Num className="jd-soft">{facts.inspection.templateVersion}</Num>
          <p>
            <Num className="jd-item-id">{before.id}</Num> <Iso>{words(before.text)}</Iso>
          </p>
          <Content itemId={before.id} facts={facts} />
        </div>
        <div>
          <span className="jd-soft">{t('move.now')}</span>
          <p>
            <Num className="jd-item-id">{after.id}</Num> <Iso>{words(after.text)}</Iso>
          </p>
        </div>
      </div>
      {isUnfit ? <p className="jd-visit-hint">{t('move.unfit')}</p> : null}
      <Radio.Group
        value={isAnew ? 'anew' : 'keep'}
        onChange={(event) =>
          onChoose(
            event.target.value === 'anew'
              ? { to: null, reason: choice?.reason ?? '' }
              : { to: after.id, reason: '' },
          )
        }
      >
        <Radio value="keep">{t(isUnfit ? 'move.keepRest' : 'move.keep')}</Radio>
        <Radio value="anew">{t('move.anew')}</Radio>
      </Radio.Group>
      {isAnew ? <Reason id={before.id} choice={choice} onChoose={onChoose} /> : null}
    </section>
  );
}

interface HomelessRowProps {
  readonly item: TemplateItem;
  readonly facts: MoveFacts;
  readonly homes: readonly TemplateItem[];
  readonly choice: Choice | undefined;
  readonly onChoose: (choice: Choice) => void;
}

const NOWHERE = '';

function HomelessRow({ item, facts, homes, choice, onChoose }: HomelessRowProps): ReactNode {
  const { t } = useTranslation('templates');
  const words = useWords();
  return (
    <section className="jd-panel jd-move-row" role="group" aria-label={item.id}>
      <p>
        <Num className="jd-item-id">{item.id}</Num> <Iso>{words(item.text)}</Iso>
      </p>
      <Content itemId={item.id} facts={facts} />
      <Select
        aria-label={t('move.home', { id: item.id })}
        placeholder={t('move.homePlaceholder')}
        value={choice ? (choice.to ?? NOWHERE) : null}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(to: string) => onChoose({ to: to === NOWHERE ? null : to, reason: choice?.reason ?? '' })}
        options={[
          { value: NOWHERE, label: t('move.nowhere') },
          ...homes.map((home) => ({ value: home.id, label: `${home.id} ${words(home.text)}` })),
        ]}
      />
      {choice?.to === null ? <Reason id={item.id} choice={choice} onChoose={onChoose} /> : null}
    </section>
  );
}

interface ReasonProps {
  readonly id: string;
  readonly choice: Choice | undefined;
  readonly onChoose: (choice: Choice) => void;
}

function Reason({ id, choice, onChoose }: ReasonProps): ReactNode {
  const { t } = useTranslation('templates');
  return (
    <Input
      aria-label={t('move.reasonFor', { id })}
      placeholder={t('move.reason')}
      maxLength={500}
      defaultValue={choice?.reason ?? ''}
      onChange={(event) => onChoose({ to: null, reason: cleanText(event.target.value) })}
    />
  );
}

/** What hangs on an item: its answer, note, photos and findings. */
function Content({ itemId, facts }: { readonly itemId: string; readonly facts: MoveFacts }): ReactNode {
  const { t } = useTranslation('templates');
  const answer = facts.answers.get(itemId)?.current;
  const { photos, findings } = facts.counts.get(itemId) ?? { photos: 0, findings: 0 };
  return (
    <p className="jd-move-content">
      {answer ? (
        <b>
          <AnswerText value={answer.value} />
        </b>
      ) : null}{' '}
      {answer?.note ? <Iso className="jd-soft">{answer.note}</Iso> : null}{' '}
      {photos > 0 ? <Tag>{t('move.photos', { count: photos })}</Tag> : null}{' '}
      {findings > 0 ? <Tag>{t('move.findings', { count: findings })}</Tag> : null}
    </p>
  );
}
