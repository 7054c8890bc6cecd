import { Button, Checkbox, InputNumber, Select } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  appraiserFactsPolicy,
  appraiserPolicy,
  changesBetween,
} from '../../../shared/domain/registry/amend.ts';
import { AppraiserFacts } from '../../../shared/domain/registry/appraiser-facts.ts';
import { Appraiser } from '../../../shared/domain/registry/appraiser.ts';
import { amendAppraiserFacts } from '../../../shared/domain/registry/facts-mutations.ts';
import { CATEGORIES, type Institution } from '../../../shared/domain/registry/institution.ts';
import { amendAppraiser, registerAppraiser } from '../../../shared/domain/registry/mutations.ts';
import { cleanText } from '../../../shared/lib/text.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { ActOutcome, Desk } from '../../data/desk.ts';
import { BUSINESS_SCOPE } from '../../data/register.ts';
import { Field } from '../../ui/field.tsx';
import { OutcomeNote } from '../../ui/outcome-note.tsx';
import { useWords } from '../../ui/words.ts';
import { useFieldName } from './field-value.tsx';
import {
  DateField,
  dateOrNull,
  FormEnd,
  isDateWrong,
  PairFields,
  ScopeField,
  TextField,
} from './form-fields.tsx';

interface AppraiserFormProps {
  /** As it was when the form was opened; for a new one with empty names. */
  readonly appraiser: Appraiser;
  readonly facts: AppraiserFacts;
  readonly isNew: boolean;
  readonly institutions: readonly Institution[];
  readonly onDone: (outcome: ActOutcome | null) => void;
}

/** An appraiser as the register and supervision know them. */
export function AppraiserForm({
  appraiser,
  facts,
  isNew,
  institutions,
  onDone,
}: AppraiserFormProps): ReactNode {
  const { t } = useTranslation(['registers', 'registry']);
  const words = useWords();
  const nameOf = useFieldName();
  const desk = useDesk();
  const [draft, setDraft] = useState(() => draftOf(appraiser, facts));
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const after = recordOf(draft, appraiser);
  const factsAfter = factsOf(draft, facts);
  const changes = changesBetween(appraiserPolicy, appraiser, after);
  const factChanges = changesBetween(appraiserFactsPolicy, facts, factsAfter);
  const problem = problemOf(draft, after, factsAfter);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (problem) return;
    const done = await saveAppraiser(desk, { isNew, after, changes, factChanges });
    if (done.kind === 'saved') onDone(done);
    else setOutcome(done);
  };
  // i18n-dynamic: registry:rank.*, registry:appraiserState.*, registry:category.*, registers:form.*, registers:value.*
  return (
    <form
      className="jd-form jd-amend"
      aria-label={t('registers:appraiser.edit')}
      onSubmit={(event) => void save(event)}
    >
      <PairFields
        label={t('registers:appraiser.name')}
        value={draft.name}
        problem={draft.name.zh === '' || draft.name.ug === '' ? t('registers:form.bothLanguages') : undefined}
        onChange={(name) => set({ name })}
      />
      <div className="jd-amend-grid">
        <TextField
          label={nameOf('certificateNo')}
          max={40}
          value={draft.certificateNo}
          hint={t('registry:amend.legal')}
          problem={cleanText(draft.certificateNo) === '' ? t('registers:form.needed') : undefined}
          onChange={(certificateNo) => set({ certificateNo })}
        />
        <DateField
          label={nameOf('certificateValidTo')}
          isRequired
          value={draft.certificateValidTo}
          hint={t('registry:amend.legal')}
          onChange={(certificateValidTo) => set({ certificateValidTo })}
        />
        <DateField
          label={nameOf('certificateIssuedOn')}
          value={draft.certificateIssuedOn}
          onChange={(certificateIssuedOn) => set({ certificateIssuedOn })}
        />
        <Choice
          label={nameOf('institutionId')}
          hint={t('registry:amend.legal')}
          value={draft.institutionId as string}
          options={institutions.map(({ id, name }) => ({ value: id, label: words(name) }))}
          onChange={(institutionId) => set({ institutionId: institutionId as Appraiser['institutionId'] })}
        />
        <Choice
          label={nameOf('title')}
          value={draft.title}
          options={Appraiser.shape.title.options.map((value) => ({
            value,
            label: t(`registry:rank.${value}`),
          }))}
          onChange={(title) => set({ title })}
        />
        <Choice
          label={nameOf('state')}
          hint={t('registry:amend.legal')}
          value={draft.state}
          options={Appraiser.shape.state.options.map((value) => ({
            value,
            label: t(`registry:appraiserState.${value}`),
          }))}
          onChange={(state) => set({ state })}
        />
        <Choice
          label={nameOf('fullTime')}
          value={draft.fullTime ? 'yes' : 'no'}
          options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`registers:value.${value}`) }))}
          onChange={(value) => set({ fullTime: value === 'yes' })}
        />
        <TextField
          label={nameOf('qualification')}
          max={120}
          value={draft.qualification}
          onChange={(qualification) => set({ qualification })}
        />
        <DateField label={nameOf('oathOn')} value={draft.oathOn} onChange={(oathOn) => set({ oathOn })} />
        <DateField
          label={nameOf('suspendedTo')}
          value={draft.suspendedTo}
          onChange={(suspendedTo) => set({ suspendedTo })}
        />
      </div>
      <Field
        label={nameOf('categories')}
        hint={t('registry:amend.legal')}
        problem={draft.categories.length === 0 ? t('registers:form.needed') : undefined}
      >
        {(ids) => (
          <div {...ids} role="group" aria-label={nameOf('categories')}>
            <Checkbox.Group
              value={draft.categories}
              options={CATEGORIES.map((category) => ({
                value: category,
                label: t(`registry:category.${category}`),
              }))}
              onChange={(chosen) =>
                set({ categories: CATEGORIES.filter((category) => chosen.includes(category)) })
              }
            />
          </div>
        )}
      </Field>
      <ScopeField label={nameOf('items')} value={draft.items} onChange={(items) => set({ items })} />
      <TrainingRows training={draft.training} onChange={(training) => set({ training })} />
      <OutcomeNote outcome={outcome} />
      <FormEnd
        isChanged={isNew || changes.length > 0 || factChanges.length > 0}
        problem={problem && t(`registers:form.${problem}`)}
        onCancel={() => onDone(null)}
      />
    </form>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly value: T;
  readonly options: { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ label, hint, value, options, onChange }: ChoiceProps<T>): ReactNode {
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <Select
          {...ids}
          showSearch={{ optionFilterProp: 'label' }}
          value={value}
          options={options}
          onChange={onChange}
        />
      )}
    </Field>
  );
}

interface TrainingRowsProps {
  readonly training: AppraiserFacts['training'];
  readonly onChange: (training: AppraiserFacts['training']) => void;
}

function TrainingRows({ training, onChange }: TrainingRowsProps): ReactNode {
  const { t } = useTranslation('registers');
  const { clock } = useDesk();
  const change = (at: number, over: Partial<AppraiserFacts['training'][number]>): void =>
    onChange(training.map((one, i) => (i === at ? { ...one, ...over } : one)));
  const nextYear = Math.max(Number(clock.now().slice(0, 4)), ...training.map(({ year }) => year + 1));
  return (
    <fieldset className="jd-rows">
      <legend>{t('field.training')}</legend>
      {training.map((one, at) => (
        <div key={`${at}-${training.length}`} className="jd-rows-line">
          <InputNumber
            aria-label={t('training.year')}
            min={2000}
            max={2100}
            precision={0}
            value={one.year}
            onChange={(year) => change(at, { year: year ?? one.year })}
          />
          <InputNumber
            aria-label={t('training.hours')}
            min={0}
            max={2000}
            precision={0}
            suffix={t('training.unit')}
            value={one.hours}
            onChange={(hours) => change(at, { hours: hours ?? 0 })}
          />
          <Button onClick={() => onChange(training.filter((_, i) => i !== at))}>{t('form.remove')}</Button>
        </div>
      ))}
      <Button onClick={() => onChange([...training, { year: nextYear, hours: 0 }])}>
        {t('training.add')}
      </Button>
    </fieldset>
  );
}

type Changes = ReturnType<typeof changesBetween>;

async function saveAppraiser(
  desk: Desk,
  what: {
    readonly isNew: boolean;
    readonly after: Appraiser;
    readonly changes: Changes;
    readonly factChanges: Changes;
  },
): Promise<ActOutcome> {
  const { isNew, after, changes, factChanges } = what;
  const facts = (): Promise<ActOutcome> =>
    desk.act(amendAppraiserFacts, { id: after.id, changes: factChanges, importId: null });
  if (!isNew && changes.length === 0) return facts();
  const first = isNew
    ? await desk.act(registerAppraiser, { appraiser: after })
    : await desk.act(amendAppraiser, { id: after.id, changes });
  return first.kind === 'saved' && factChanges.length > 0 ? facts() : first;
}

function draftOf(appraiser: Appraiser, facts: AppraiserFacts) {
  return {
    ...appraiser,
    certificateValidTo: String(appraiser.certificateValidTo),
    items: facts.items,
    qualification: facts.qualification,
    certificateIssuedOn: String(facts.certificateIssuedOn ?? ''),
    oathOn: String(facts.oathOn ?? ''),
    suspendedTo: String(facts.suspendedTo ?? ''),
    training: facts.training,
  };
}

type Draft = ReturnType<typeof draftOf>;

function recordOf(draft: Draft, { id, prefectureCode, certificateValidTo }: Appraiser): Appraiser {
  return {
    id,
    prefectureCode,
    institutionId: draft.institutionId,
    name: { zh: cleanText(draft.name.zh), ug: cleanText(draft.name.ug) },
    certificateNo: cleanText(draft.certificateNo),
    certificateValidTo: dateOrNull(draft.certificateValidTo) ?? certificateValidTo,
    title: draft.title,
    fullTime: draft.fullTime,
    categories: draft.categories,
    state: draft.state,
  };
}

function factsOf(draft: Draft, before: AppraiserFacts): AppraiserFacts {
  const isSame = JSON.stringify(draft.items) === JSON.stringify(before.items);
  return {
    ...before,
    scopeVersion: isSame ? before.scopeVersion : BUSINESS_SCOPE.version,
    items: draft.items,
    qualification: cleanText(draft.qualification),
    certificateIssuedOn: dateOrNull(draft.certificateIssuedOn),
    oathOn: dateOrNull(draft.oathOn),
    suspendedTo: dateOrNull(draft.suspendedTo),
    training: draft.training.toSorted((a, b) => a.year - b.year),
  };
}

/** What keeps the form from being saved: a key of `registers:form.*`. */
function problemOf(draft: Draft, after: Appraiser, facts: AppraiserFacts): string | null {
  const dates = [draft.certificateIssuedOn, draft.oathOn, draft.suspendedTo];
  if (isDateWrong(draft.certificateValidTo, true) || dates.some((date) => isDateWrong(date, false)))
    return 'dateAbove';
  if (after.name.zh === '' || after.name.ug === '') return 'bothLanguages';
  if (after.certificateNo === '' || after.categories.length === 0) return 'neededAbove';
  return Appraiser.safeParse(after).success && AppraiserFacts.safeParse(facts).success ? null : 'unfit';
}
