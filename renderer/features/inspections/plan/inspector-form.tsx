import { Button, Checkbox, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CONFLICT_REASONS,
  InspectorContent,
  type Conflict,
  type Inspector,
} from '../../../../shared/domain/planning/inspector.ts';
import {
  amendInspector,
  closeInspector,
  registerInspector,
} from '../../../../shared/domain/planning/mutations.ts';
import { CATEGORIES, type Institution } from '../../../../shared/domain/registry/institution.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import type { ActOutcome } from '../../../data/desk.ts';
import { Field } from '../../../ui/field.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { useWords } from '../../../ui/words.ts';
import { DayInput } from '../day-field.tsx';

interface InspectorFormProps {
  readonly id: RecordId;
  readonly inspector: Inspector | null;
  readonly start: Partial<InspectorContent>;
  readonly institutions: readonly Institution[];
  readonly today: CivilDate;
  readonly onDone: () => void;
}

const PAIRS = ['name', 'unit'] as const;
const LANGUAGES = ['zh', 'ug', 'kk', 'ky', 'mn'] as const;

/** An inspector's entry with the institutions they keep away from. */
export function InspectorForm({
  id,
  inspector,
  start,
  institutions,
  today,
  onDone,
}: InspectorFormProps): ReactNode {
  const { t } = useTranslation('plan');
  const desk = useDesk();
  const [draft, setDraft] = useState<InspectorContent>(() => contentOf(start, today));
  const [reason, setReason] = useState('');
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const set = (change: Partial<InspectorContent>): void => setDraft({ ...draft, ...change });
  const fit = InspectorContent.safeParse(draft);
  const lacking = fit.success ? null : String(fit.error.issues[0]?.path[0] ?? '');
  const end = (done: ActOutcome): void => (done.kind === 'saved' ? onDone() : setOutcome(done));
  const save = async (): Promise<void> => {
    if (!fit.success) return;
    end(
      inspector
        ? await desk.act(amendInspector, {
            id,
            before: contentOf(inspector, today),
            after: fit.data,
            on: today,
          })
        : await desk.act(registerInspector, {
            id,
            prefectureCode: desk.prefectureCode,
            content: fit.data,
            on: today,
          }),
    );
  };
  // i18n-dynamic: plan:inspectors.*, inspections:category.*
  return (
    <form
      className="jd-form jd-form-card jd-item-form"
      aria-label={t('inspectors.entry')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {PAIRS.map((name) => (
        <div key={name} className="jd-plan-grid">
          {(['zh', 'ug'] as const).map((language) => (
            <Field
              key={language}
              label={`${t(`inspectors.${name}`)} · ${t(`inspectors.language.${language}`)}`}
            >
              {(ids) => (
                <Input
                  {...ids}
                  maxLength={300}
                  lang={language === 'zh' ? 'zh-CN' : 'ug-CN'}
                  dir={language === 'zh' ? 'ltr' : 'rtl'}
                  value={draft[name][language]}
                  onChange={(event) => set({ [name]: { ...draft[name], [language]: event.target.value } })}
                />
              )}
            </Field>
          ))}
        </div>
      ))}
      <div className="jd-plan-grid">
        <Field label={t('inspectors.certNo')}>
          {(ids) => (
            <Input
              {...ids}
              dir="ltr"
              maxLength={40}
              value={draft.certNo}
              onChange={(event) => set({ certNo: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('inspectors.certValidTo')}>
          {(ids) => (
            <DayInput {...ids} value={draft.certValidTo} onChange={(certValidTo) => set({ certValidTo })} />
          )}
        </Field>
      </div>
      <div className="jd-plan-grid">
        <Field label={t('inspectors.fields')}>
          {() => (
            <Checkbox.Group
              value={draft.fields}
              options={CATEGORIES.map((one) => ({ value: one, label: t(`inspections:category.${one}`) }))}
              onChange={(chosen) => set({ fields: CATEGORIES.filter((one) => chosen.includes(one)) })}
            />
          )}
        </Field>
        <Field label={t('inspectors.languages')}>
          {() => (
            <Checkbox.Group
              value={draft.languages}
              options={LANGUAGES.map((one) => ({ value: one, label: t(`inspectors.language.${one}`) }))}
              onChange={(chosen) => set({ languages: LANGUAGES.filter((one) => chosen.includes(one)) })}
            />
          )}
        </Field>
      </div>
      <Conflicts
        conflicts={draft.conflicts}
        institutions={institutions}
        today={today}
        onChange={(conflicts) => set({ conflicts })}
      />
      <OutcomeNote outcome={outcome} />
      <div className="jd-form-actions">
        <Button type="primary" htmlType="submit" disabled={lacking !== null}>
          {t('inspectors.save')}
        </Button>
        <Button onClick={onDone}>{t('items.cancel')}</Button>
        {lacking ? (
          <span className="jd-soft jd-small">
            {t('inspectors.lacks', { field: t(`inspectors.${lacking}`) })}
          </span>
        ) : null}
      </div>
      {inspector ? (
        <div className="jd-plan-row">
          <Input
            className="jd-plan-reason"
            maxLength={500}
            aria-label={t('inspectors.closeReason')}
            placeholder={t('inspectors.closeReason')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            disabled={reason.trim() === ''}
            onClick={() =>
              void desk
                .act(closeInspector, { id, active: !inspector.active, reason: reason.trim(), on: today })
                .then(end)
            }
          >
            {inspector.active ? t('inspectors.close') : t('inspectors.reopen')}
          </Button>
        </div>
      ) : null}
    </form>
  );
}

interface ConflictsProps {
  readonly conflicts: readonly Conflict[];
  readonly institutions: readonly Institution[];
  readonly today: CivilDate;
  readonly onChange: (conflicts: Conflict[]) => void;
}

function Conflicts({ conflicts, institutions, today, onChange }: ConflictsProps): ReactNode {
  const { t } = useTranslation('plan');
  const words = useWords();
  const change = (at: number, next: Partial<Conflict>): void =>
    onChange(conflicts.map((one, index) => (index === at ? { ...one, ...next } : one)));
  const first = institutions[0];
  // i18n-dynamic: plan:excluded.*
  return (
    <Field label={t('inspectors.conflicts')} hint={t('inspectors.conflictsHint')}>
      {() => (
        <div className="jd-plan-conflicts">
          {conflicts.map((conflict, at) => (
            // A line has no id of its own: its place is its identity while the form is open.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={at} className="jd-plan-row">
              <Select
                className="jd-plan-wide"
                aria-label={t('inspectors.conflictWith')}
                showSearch={{ optionFilterProp: 'label' }}
                value={conflict.institutionId}
                options={institutions.map(({ id, name }) => ({ value: id, label: words(name) }))}
                onChange={(institutionId) => change(at, { institutionId })}
              />
              <Select
                className="jd-plan-why"
                aria-label={t('inspectors.conflictReason')}
                value={conflict.reason}
                options={CONFLICT_REASONS.map((one) => ({ value: one, label: t(`excluded.${one}`) }))}
                onChange={(reason) => change(at, { reason })}
              />
              <DayInput value={conflict.from} onChange={(from) => change(at, { from })} />
              <DayInput value={conflict.to} onChange={(to) => change(at, { to })} />
              <Button type="text" onClick={() => onChange(conflicts.filter((_one, index) => index !== at))}>
                {t('inspectors.dropConflict')}
              </Button>
            </div>
          ))}
          {first ? (
            <Button
              onClick={() =>
                onChange([
                  ...conflicts,
                  { institutionId: first.id, reason: 'self-declared', from: today, to: null },
                ])
              }
            >
              {t('inspectors.addConflict')}
            </Button>
          ) : null}
        </div>
      )}
    </Field>
  );
}

function contentOf(from: Partial<InspectorContent>, today: CivilDate): InspectorContent {
  return {
    name: from.name ?? { zh: '', ug: '' },
    unit: from.unit ?? { zh: '', ug: '' },
    certNo: from.certNo ?? '',
    certValidTo: from.certValidTo ?? today,
    fields: from.fields ?? [],
    languages: from.languages ?? ['zh'],
    conflicts: from.conflicts ?? [],
  };
}
