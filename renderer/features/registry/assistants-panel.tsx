import { Button, Checkbox, Select } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { assistantPolicy, changesBetween } from '../../../shared/domain/registry/amend.ts';
import type { Appraiser } from '../../../shared/domain/registry/appraiser.ts';
import {
  addAssistant,
  amendAssistant,
  closeAssistant,
} from '../../../shared/domain/registry/assistant-mutations.ts';
import { ASSISTANT_TASKS, type Assistant } from '../../../shared/domain/registry/assistant.ts';
import type { Institution } from '../../../shared/domain/registry/institution.ts';
import { civilDateOf } from '../../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../../shared/lib/ids.ts';
import { cleanText } from '../../../shared/lib/text.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { ActOutcome } from '../../data/desk.ts';
import { Field } from '../../ui/field.tsx';
import { Iso, Num } from '../../ui/iso.tsx';
import { OutcomeNote } from '../../ui/outcome-note.tsx';
import { useWords } from '../../ui/words.ts';
import { useFieldName } from './field-value.tsx';
import { DateField, dateOrNull, FormEnd, isDateWrong, PairFields, TextField } from './form-fields.tsx';

interface AssistantsPanelProps {
  readonly institution: Institution;
  readonly assistants: readonly Assistant[];
  readonly appraisers: readonly Appraiser[];
  readonly mayKeep: boolean;
}

/** Who assists here, under whom, and until when. Nobody is removed: an assistant who left has a last day. */
export function AssistantsPanel({
  institution,
  assistants,
  appraisers,
  mayKeep,
}: AssistantsPanelProps): ReactNode {
  const { t } = useTranslation(['registers', 'registry']);
  const words = useWords();
  const desk = useDesk();
  const [editing, setEditing] = useState<Assistant | null>(null);
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const names = new Map<string, string>(appraisers.map((one) => [one.id, words(one.name)]));
  const start = (): void =>
    setEditing({
      id: newUlid(desk.clock, desk.random) as RecordId,
      prefectureCode: institution.prefectureCode,
      institutionId: institution.id,
      name: { zh: '', ug: '' },
      number: '',
      supervisorId: null,
      tasks: [],
      startedOn: civilDateOf(desk.clock.now()),
      endedOn: null,
    });
  const close = async (id: RecordId): Promise<void> =>
    setOutcome(await desk.act(closeAssistant, { id, on: civilDateOf(desk.clock.now()) }));
  return (
    <section className="jd-panel" aria-label={t('registers:assistants.title')}>
      <h2 className="jd-subtitle">
        {t('registers:assistants.title')} <Num className="jd-soft jd-small">{assistants.length}</Num>
      </h2>
      {assistants.length === 0 ? <p className="jd-entry-none">{t('registers:assistants.none')}</p> : null}
      <ul>
        {assistants.map((one) => (
          <li key={one.id} className="jd-entry-line">
            <Iso>{words(one.name)}</Iso>
            <span className="jd-soft">
              {one.supervisorId === null
                ? t('registers:assistants.noSupervisor')
                : t('registers:assistants.under', { name: names.get(one.supervisorId) ?? '—' })}
            </span>
            <span className="jd-soft">
              <Num>{one.startedOn}</Num> – <Num>{one.endedOn ?? ''}</Num>
            </span>
            {one.endedOn === null && mayKeep ? (
              <>
                <Button size="small" onClick={() => setEditing(one)}>
                  {t('registry:amend.open')}
                </Button>
                <Button size="small" onClick={() => void close(one.id)}>
                  {t('registers:assistants.close')}
                </Button>
              </>
            ) : null}
          </li>
        ))}
      </ul>
      <OutcomeNote outcome={outcome} />
      <div className="jd-entry-none">
        {editing ? (
          <AssistantForm
            key={editing.id}
            assistant={editing}
            isNew={assistants.every(({ id }) => id !== editing.id)}
            appraisers={appraisers}
            onDone={() => setEditing(null)}
          />
        ) : (
          <Button
            disabled={!mayKeep}
            title={mayKeep ? undefined : t('registry:amend.noRight')}
            onClick={start}
          >
            {t('registers:assistants.add')}
          </Button>
        )}
      </div>
    </section>
  );
}

interface AssistantFormProps {
  readonly assistant: Assistant;
  readonly isNew: boolean;
  readonly appraisers: readonly Appraiser[];
  readonly onDone: () => void;
}

function AssistantForm({ assistant, isNew, appraisers, onDone }: AssistantFormProps): ReactNode {
  const { t } = useTranslation('registers');
  const words = useWords();
  const nameOf = useFieldName();
  const desk = useDesk();
  const [draft, setDraft] = useState({ ...assistant, startedOn: String(assistant.startedOn) });
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const set = (change: Partial<typeof draft>): void => setDraft({ ...draft, ...change });
  const after: Assistant = {
    ...draft,
    name: { zh: cleanText(draft.name.zh), ug: cleanText(draft.name.ug) },
    number: cleanText(draft.number),
    startedOn: dateOrNull(draft.startedOn) ?? assistant.startedOn,
  };
  const changes = changesBetween(assistantPolicy, assistant, after);
  const lacksName = after.name.zh === '' || after.name.ug === '';
  const problem = lacksName ? 'bothLanguages' : isDateWrong(draft.startedOn, true) ? 'dateAbove' : null;
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (problem) return;
    const done = isNew
      ? await desk.act(addAssistant, { assistant: after })
      : await desk.act(amendAssistant, { id: assistant.id, changes });
    if (done.kind === 'saved') onDone();
    else setOutcome(done);
  };
  // i18n-dynamic: registers:task.*, registers:form.*
  return (
    <form
      className="jd-form jd-amend"
      aria-label={t('assistants.add')}
      onSubmit={(event) => void save(event)}
    >
      <PairFields label={t('appraiser.name')} value={draft.name} onChange={(name) => set({ name })} />
      <div className="jd-amend-grid">
        <TextField
          label={nameOf('number')}
          max={40}
          value={draft.number}
          onChange={(number) => set({ number })}
        />
        <Field label={nameOf('supervisorId')}>
          {(ids) => (
            <Select
              {...ids}
              allowClear
              value={draft.supervisorId}
              options={appraisers.map(({ id, name }) => ({ value: id, label: words(name) }))}
              onChange={(supervisorId: RecordId | null | undefined) =>
                set({ supervisorId: supervisorId ?? null })
              }
            />
          )}
        </Field>
        <DateField
          label={nameOf('startedOn')}
          isRequired
          value={draft.startedOn}
          onChange={(startedOn) => set({ startedOn })}
        />
      </div>
      <Checkbox.Group
        value={draft.tasks}
        options={ASSISTANT_TASKS.map((task) => ({ value: task, label: t(`task.${task}`) }))}
        onChange={(chosen) => set({ tasks: ASSISTANT_TASKS.filter((task) => chosen.includes(task)) })}
      />
      <OutcomeNote outcome={outcome} />
      <FormEnd
        isChanged={isNew || changes.length > 0}
        problem={problem && t(`form.${problem}`)}
        onCancel={onDone}
      />
    </form>
  );
}
