import { Button, Input, InputNumber, Select } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changesBetween, institutionFactsPolicy } from '../../../shared/domain/registry/amend.ts';
import { amendInstitutionFacts } from '../../../shared/domain/registry/facts-mutations.ts';
import { InstitutionFacts, type Equipment } from '../../../shared/domain/registry/institution-facts.ts';
import { cleanText } from '../../../shared/lib/text.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { ActOutcome } from '../../data/desk.ts';
import { BUSINESS_SCOPE } from '../../data/register.ts';
import { Field } from '../../ui/field.tsx';
import { OutcomeNote } from '../../ui/outcome-note.tsx';
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

interface FactsFormProps {
  /** As it was when the form was opened. */
  readonly facts: InstitutionFacts;
  readonly onDone: (outcome: ActOutcome | null) => void;
}

const NO_INSURANCE = { insurer: '', sumFen: 0, validTo: '' };
const NO_EQUIPMENT = {
  name: '',
  model: '',
  serial: '',
  calibratedOn: '',
  calibrationValidTo: '',
  keeper: '',
};

/** What supervision knows beyond the register: scope, insurance, oath, funds, premises, equipment. */
export function FactsForm({ facts, onDone }: FactsFormProps): ReactNode {
  const { t } = useTranslation(['registers', 'registry']);
  const desk = useDesk();
  const nameOf = useFieldName();
  const [draft, setDraft] = useState(() => draftOf(facts));
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const after = factsOf(draft, facts);
  const changes = changesBetween(institutionFactsPolicy, facts, after);
  const problem = problemOf(draft, after);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (changes.length === 0 || problem) return;
    const done = await desk.act(amendInstitutionFacts, { id: facts.id, changes, importId: null });
    if (done.kind === 'saved') onDone(done);
    else setOutcome(done);
  };
  return (
    <form
      className="jd-form jd-amend"
      aria-label={t('registers:facts.edit')}
      onSubmit={(event) => void save(event)}
    >
      <ScopeField
        label={nameOf('scope')}
        hint={t('registry:amend.legal')}
        value={draft.scope}
        onChange={(scope) => set({ scope })}
      />
      <PairFields label={nameOf('sponsor')} value={draft.sponsor} onChange={(sponsor) => set({ sponsor })} />
      <div className="jd-amend-grid">
        <Field label={nameOf('legalAdviser')}>
          {(ids) => (
            <Select
              {...ids}
              allowClear
              value={draft.legalAdviser}
              options={[
                { value: true, label: t('registers:value.yes') },
                { value: false, label: t('registers:value.no') },
              ]}
              onChange={(legalAdviser: boolean | null | undefined) =>
                set({ legalAdviser: legalAdviser ?? null })
              }
            />
          )}
        </Field>
        <DateField label={nameOf('oathOn')} value={draft.oathOn} onChange={(oathOn) => set({ oathOn })} />
        <DateField
          label={nameOf('suspendedTo')}
          hint={t('registry:amend.legal')}
          value={draft.suspendedTo}
          onChange={(suspendedTo) => set({ suspendedTo })}
        />
        <Yuan label={nameOf('fundsFen')} fen={draft.fundsFen} onChange={(fundsFen) => set({ fundsFen })} />
        <Field label={nameOf('premisesSquareMetres')}>
          {(ids) => (
            <InputNumber
              {...ids}
              min={0}
              max={1_000_000}
              precision={0}
              value={draft.premisesSquareMetres}
              onChange={(premisesSquareMetres) => set({ premisesSquareMetres })}
            />
          )}
        </Field>
        <TextField
          label={nameOf('openHours')}
          max={200}
          value={draft.openHours}
          onChange={(openHours) => set({ openHours })}
        />
        <TextField
          label={t('registers:facts.insurer')}
          max={120}
          value={draft.insurance.insurer}
          onChange={(insurer) => set({ insurance: { ...draft.insurance, insurer } })}
        />
        <Yuan
          label={t('registers:facts.insuranceSum')}
          fen={draft.insurance.sumFen}
          onChange={(sumFen) => set({ insurance: { ...draft.insurance, sumFen: sumFen ?? 0 } })}
        />
        <DateField
          label={t('registers:facts.insuranceValidTo')}
          value={draft.insurance.validTo}
          onChange={(validTo) => set({ insurance: { ...draft.insurance, validTo } })}
        />
      </div>
      <EquipmentRows equipment={draft.equipment} onChange={(equipment) => set({ equipment })} />
      <OutcomeNote outcome={outcome} />
      <FormEnd
        isChanged={changes.length > 0}
        // i18n-dynamic: registers:form.*
        problem={problem && t(`registers:form.${problem}`)}
        onCancel={() => onDone(null)}
      />
    </form>
  );
}

type EquipmentDraft = typeof NO_EQUIPMENT;

interface EquipmentRowsProps {
  readonly equipment: readonly EquipmentDraft[];
  readonly onChange: (equipment: readonly EquipmentDraft[]) => void;
}

function EquipmentRows({ equipment, onChange }: EquipmentRowsProps): ReactNode {
  const { t } = useTranslation('registers');
  const change = (at: number, over: Partial<EquipmentDraft>): void =>
    onChange(equipment.map((one, i) => (i === at ? { ...one, ...over } : one)));
  return (
    <fieldset className="jd-rows">
      <legend>{t('field.equipment')}</legend>
      {equipment.map((one, at) => (
        // A piece has no number of its own before it is saved; rows are only added at the end.
        <div key={`${at}-${equipment.length}`} className="jd-rows-line">
          {(['name', 'model', 'serial', 'calibratedOn', 'calibrationValidTo', 'keeper'] as const).map(
            (field) => (
              // i18n-dynamic: registers:equipment.*
              <Input
                key={field}
                aria-label={t(`equipment.${field}`)}
                placeholder={t(`equipment.${field}`)}
                value={one[field]}
                maxLength={80}
                status={field.startsWith('calib') && isDateWrong(one[field], false) ? 'error' : ''}
                onChange={(event) => change(at, { [field]: event.target.value })}
              />
            ),
          )}
          <Button onClick={() => onChange(equipment.filter((_, i) => i !== at))}>{t('form.remove')}</Button>
        </div>
      ))}
      <Button onClick={() => onChange([...equipment, NO_EQUIPMENT])}>{t('equipment.add')}</Button>
    </fieldset>
  );
}

interface YuanProps {
  readonly label: string;
  readonly fen: number | null;
  readonly onChange: (fen: number | null) => void;
}

function Yuan({ label, fen, onChange }: YuanProps): ReactNode {
  return (
    <Field label={label}>
      {(ids) => (
        <InputNumber
          {...ids}
          min={0}
          max={10_000_000_000}
          precision={2}
          prefix="¥"
          value={fen === null ? null : fen / 100}
          onChange={(yuan) => onChange(yuan === null ? null : Math.round(yuan * 100))}
        />
      )}
    </Field>
  );
}

function draftOf(facts: InstitutionFacts) {
  return {
    ...facts,
    sponsor: facts.sponsor ?? { zh: '', ug: '' },
    insurance: facts.insurance
      ? { ...facts.insurance, validTo: String(facts.insurance.validTo) }
      : NO_INSURANCE,
    oathOn: String(facts.oathOn ?? ''),
    suspendedTo: String(facts.suspendedTo ?? ''),
    equipment: facts.equipment.map((one) => ({
      ...one,
      calibratedOn: String(one.calibratedOn ?? ''),
      calibrationValidTo: String(one.calibrationValidTo ?? ''),
    })) as readonly EquipmentDraft[],
  };
}

type Draft = ReturnType<typeof draftOf>;

function factsOf(draft: Draft, before: InstitutionFacts): InstitutionFacts {
  const sponsor = { zh: cleanText(draft.sponsor.zh), ug: cleanText(draft.sponsor.ug) };
  const insuredTo = dateOrNull(draft.insurance.validTo);
  return {
    ...draft,
    scopeVersion:
      JSON.stringify(draft.scope) === JSON.stringify(before.scope)
        ? before.scopeVersion
        : BUSINESS_SCOPE.version,
    sponsor: sponsor.zh === '' && sponsor.ug === '' ? null : sponsor,
    insurance: insuredTo
      ? { insurer: cleanText(draft.insurance.insurer), sumFen: draft.insurance.sumFen, validTo: insuredTo }
      : null,
    oathOn: dateOrNull(draft.oathOn),
    suspendedTo: dateOrNull(draft.suspendedTo),
    openHours: cleanText(draft.openHours),
    equipment: draft.equipment.filter(({ name }) => cleanText(name) !== '').map(equipmentOf),
  };
}

function equipmentOf(one: EquipmentDraft): Equipment {
  return {
    name: cleanText(one.name),
    model: cleanText(one.model),
    serial: cleanText(one.serial),
    keeper: cleanText(one.keeper),
    calibratedOn: dateOrNull(one.calibratedOn),
    calibrationValidTo: dateOrNull(one.calibrationValidTo),
  };
}

/** What keeps the form from being saved: a key of `registers:form.*`. */
function problemOf(draft: Draft, after: InstitutionFacts): string | null {
  const dates = [
    draft.oathOn,
    draft.suspendedTo,
    draft.insurance.validTo,
    ...draft.equipment.flatMap((one) => [one.calibratedOn, one.calibrationValidTo]),
  ];
  if (dates.some((date) => isDateWrong(date, false))) return 'dateAbove';
  if (draft.insurance.validTo === '' && (draft.insurance.insurer !== '' || draft.insurance.sumFen > 0))
    return 'insuranceEnd';
  if (after.sponsor && (after.sponsor.zh === '' || after.sponsor.ug === '')) return 'bothLanguages';
  return InstitutionFacts.safeParse(after).success ? null : 'unfit';
}
