import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { createTask } from '../../../../shared/domain/planning/task-mutations.ts';
import { SOURCE_KINDS, TASK_KINDS } from '../../../../shared/domain/planning/task.ts';
import { civilDateOf } from '../../../../shared/lib/dates.ts';
import { newUlid, type OfficerId, type RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { Field } from '../../../ui/field.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useWords } from '../../../ui/words.ts';
import type { NewTaskSources } from './new-task-query.ts';

type LeadKind = Exclude<(typeof TASK_KINDS)[number], 'double-random'>;
type LeadSource = Exclude<(typeof SOURCE_KINDS)[number], 'plan'>;

interface Draft {
  readonly institutionId: string | null;
  readonly kind: LeadKind;
  readonly source: LeadSource;
  readonly reference: string;
  readonly reason: string;
  readonly itemIds: RecordId[];
  readonly checklistIds: string[];
  readonly officers: string[];
}

const EMPTY: Draft = {
  institutionId: null,
  kind: 'complaint',
  source: 'complaint',
  reference: '',
  reason: '',
  itemIds: [],
  checklistIds: [],
  officers: [],
};

/** A task that no draw led to: from a complaint, an order or a campaign, with its reason and the officers named for it. */
export function LeadForm({ sources }: { readonly sources: NewTaskSources }): ReactNode {
  const { t } = useTranslation('tasks');
  const words = useWords();
  const desk = useDesk();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(EMPTY);
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const [lead, second] = draft.officers;
  const lacks =
    draft.institutionId === null
      ? t('new.lacks.institution')
      : draft.reason.trim() === ''
        ? t('new.lacks.reason')
        : draft.itemIds.length === 0
          ? t('new.lacks.items')
          : draft.checklistIds.length === 0
            ? t('new.lacks.checklists')
            : draft.officers.length !== 2
              ? t('new.lacks.officers')
              : null;
  const make = async (): Promise<void> => {
    if (lacks !== null || draft.institutionId === null || !lead || !second) return;
    const taskId = newUlid(desk.clock, desk.random) as RecordId;
    const done = await desk.act(createTask, {
      taskId,
      institutionId: draft.institutionId as RecordId,
      planId: null,
      drawId: null,
      kind: draft.kind,
      source: { kind: draft.source, reference: draft.reference.trim(), reason: draft.reason.trim() },
      itemIds: draft.itemIds,
      checklistIds: draft.checklistIds,
      officers: [lead as OfficerId, second as OfficerId],
      on: civilDateOf(desk.clock.now()),
    });
    setOutcome(done);
    if (done.kind === 'saved') void navigate(`/inspections/tasks/${taskId}`);
  };
  // i18n-dynamic: tasks:kind.*, tasks:source.*
  return (
    <form
      className="jd-form jd-form-card"
      aria-label={t('new.lead')}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h2 className="jd-subtitle">{t('new.lead')}</h2>
      <Field label={t('task.institution')}>
        {(ids) => (
          <Select
            {...ids}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('field.choose')}
            value={draft.institutionId}
            options={sources.institutions.map(({ id, name }) => ({
              value: id as string,
              label: words(name),
            }))}
            onChange={(institutionId) => set({ institutionId })}
          />
        )}
      </Field>
      <div className="jd-new-grid">
        <Field label={t('list.kind')}>
          {(ids) => (
            <Select
              {...ids}
              value={draft.kind}
              options={TASK_KINDS.flatMap((kind) =>
                kind === 'double-random' ? [] : [{ value: kind, label: t(`kind.${kind}`) }],
              )}
              onChange={(kind) => set({ kind })}
            />
          )}
        </Field>
        <Field label={t('task.source')}>
          {(ids) => (
            <Select
              {...ids}
              value={draft.source}
              options={SOURCE_KINDS.flatMap((kind) =>
                kind === 'plan' ? [] : [{ value: kind, label: t(`source.${kind}`) }],
              )}
              onChange={(source) => set({ source })}
            />
          )}
        </Field>
        <Field label={t('new.reference')} hint={t('new.referenceHint')}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={200}
              value={draft.reference}
              onChange={(event) => set({ reference: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('new.officers')} hint={t('new.officersHint')}>
          {(ids) => (
            <Select
              {...ids}
              mode="multiple"
              maxCount={2}
              value={draft.officers}
              options={sources.inspectors.map(({ id, name }) => ({
                value: id as string,
                label: words(name),
              }))}
              onChange={(officers) => set({ officers })}
            />
          )}
        </Field>
        <Field label={t('task.items')}>
          {(ids) => (
            <Select
              {...ids}
              mode="multiple"
              value={draft.itemIds}
              options={sources.items.map((item) => ({ value: item.id, label: words(item.name) }))}
              onChange={(itemIds) => {
                const own = sources.items
                  .filter(({ id }) => itemIds.includes(id))
                  .flatMap(({ checklistId }) => checklistId ?? []);
                set({ itemIds, checklistIds: [...new Set([...draft.checklistIds, ...own])] });
              }}
            />
          )}
        </Field>
        <Field label={t('task.checklists')}>
          {(ids) => (
            <Select
              {...ids}
              mode="multiple"
              value={draft.checklistIds}
              options={[...sources.checklists].map(([id, title]) => ({ value: id, label: words(title) }))}
              onChange={(checklistIds) => set({ checklistIds })}
            />
          )}
        </Field>
      </div>
      <Field label={t('new.reason')} hint={t('new.reasonHint')}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={3}
            maxLength={1000}
            value={draft.reason}
            onChange={(event) => set({ reason: event.target.value })}
          />
        )}
      </Field>
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button type="primary" htmlType="submit" disabled={lacks !== null}>
          {t('new.make')}
        </Button>
        {lacks ? <span className="jd-soft jd-small">{lacks}</span> : null}
      </div>
    </form>
  );
}
