import { Input, Select } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { certificatePolicy, changesBetween } from '../../../shared/domain/registry/amend.ts';
import { addCertificate, amendCertificate } from '../../../shared/domain/registry/certificate-mutations.ts';
import { CERTIFICATE_KINDS, type Certificate } from '../../../shared/domain/registry/certificate.ts';
import { importedId } from '../../../shared/domain/registry/imported-id.ts';
import type { Institution } from '../../../shared/domain/registry/institution.ts';
import { isCivilDate, type CivilDate } from '../../../shared/lib/dates.ts';
import { cleanText } from '../../../shared/lib/text.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { ActOutcome } from '../../data/desk.ts';
import { Field } from '../../ui/field.tsx';
import { OutcomeNote } from '../../ui/outcome-note.tsx';
import { useFieldName } from './field-value.tsx';
import { DateField, FormEnd, ScopeField, TextField } from './form-fields.tsx';

interface CertificateFormProps {
  readonly institution: Institution;
  /** Null: a new one. */
  readonly certificate: Certificate | null;
  readonly onDone: () => void;
}

/** Enters or amends an accreditation. The id follows from the number, so that two desks enter one certificate once. */
export function CertificateForm({ institution, certificate, onDone }: CertificateFormProps): ReactNode {
  const { t } = useTranslation('registers');
  const nameOf = useFieldName();
  const desk = useDesk();
  const [draft, setDraft] = useState(() => draftOf(certificate));
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const problem = problemOf(draft);
  const fields = {
    certNo: cleanText(draft.certNo),
    issuer: cleanText(draft.issuer),
    scopeText: cleanText(draft.scopeText),
    items: draft.items,
    issuedOn: draft.issuedOn as CivilDate,
    validTo: draft.validTo as CivilDate,
  };
  const changes = certificate
    ? changesBetween(certificatePolicy, certificate, { ...certificate, ...fields })
    : [];
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (problem) return;
    const { id: institutionId, prefectureCode } = institution;
    const { kind } = draft;
    const id = importedId('certificates', prefectureCode, `${kind}|${fields.certNo}`);
    const done = certificate
      ? await desk.act(amendCertificate, { id: certificate.id, changes, importId: null })
      : await desk.act(addCertificate, {
          certificate: { id, prefectureCode, institutionId, kind, ...fields },
          importId: null,
        });
    if (done.kind === 'saved') onDone();
    else setOutcome(done);
  };
  return (
    <form
      className="jd-form jd-amend"
      aria-label={t('certificates.edit')}
      onSubmit={(event) => void save(event)}
    >
      <div className="jd-amend-grid">
        <Field label={nameOf('kind')}>
          {(ids) => (
            <Select
              {...ids}
              disabled={certificate !== null}
              value={draft.kind}
              // i18n-dynamic: registers:certificateKind.*
              options={CERTIFICATE_KINDS.map((kind) => ({
                value: kind,
                label: t(`certificateKind.${kind}`),
              }))}
              onChange={(kind) => set({ kind })}
            />
          )}
        </Field>
        <TextField
          label={nameOf('certNo')}
          max={60}
          value={draft.certNo}
          problem={fields.certNo === '' ? t('form.needed') : undefined}
          onChange={(certNo) => set({ certNo })}
        />
        <TextField
          label={nameOf('issuer')}
          max={120}
          value={draft.issuer}
          onChange={(issuer) => set({ issuer })}
        />
        <DateField
          label={nameOf('issuedOn')}
          isRequired
          value={draft.issuedOn}
          onChange={(issuedOn) => set({ issuedOn })}
        />
        <DateField
          label={nameOf('validTo')}
          isRequired
          value={draft.validTo}
          onChange={(validTo) => set({ validTo })}
        />
      </div>
      <ScopeField label={nameOf('items')} value={draft.items} onChange={(items) => set({ items })} />
      <Field label={nameOf('scopeText')}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            maxLength={2000}
            value={draft.scopeText}
            onChange={(event) => set({ scopeText: event.target.value })}
          />
        )}
      </Field>
      <OutcomeNote outcome={outcome} />
      <FormEnd
        isChanged={certificate === null || changes.length > 0}
        // i18n-dynamic: registers:form.*
        problem={problem && t(`form.${problem}`)}
        onCancel={onDone}
      />
    </form>
  );
}

function draftOf(certificate: Certificate | null) {
  return {
    kind: certificate?.kind ?? ('CMA' as Certificate['kind']),
    certNo: certificate?.certNo ?? '',
    issuer: certificate?.issuer ?? '',
    scopeText: certificate?.scopeText ?? '',
    items: certificate?.items ?? [],
    issuedOn: String(certificate?.issuedOn ?? ''),
    validTo: String(certificate?.validTo ?? ''),
  };
}

type Draft = ReturnType<typeof draftOf>;

/** What keeps the form from being saved: a key of `registers:form.*`. */
function problemOf(draft: Draft): string | null {
  if (cleanText(draft.certNo) === '') return 'neededAbove';
  if (!isCivilDate(draft.issuedOn) || !isCivilDate(draft.validTo)) return 'dateAbove';
  return draft.validTo < draft.issuedOn ? 'endsBeforeStart' : null;
}
