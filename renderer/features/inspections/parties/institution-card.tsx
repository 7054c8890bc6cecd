import { Button, Input, Segmented } from 'antd';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../../../shared/domain/inspections/inspection.ts';
import type {
  MissingParty,
  VisitAttestation,
  VisitParties,
} from '../../../../shared/domain/inspections/visit-parties.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import { dateTimeText } from '../../../ui/format.ts';
import { Field } from '../../../ui/field.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { SignaturePad, type SignaturePadHandle } from '../sign/signature-pad.tsx';
import { attest, type InstitutionAnswer, type SigningDeps, type SigningProblem } from '../sign/signing.ts';
import { SigningProblemText } from '../sign/signing-problem.tsx';
import { Thumb } from '../visit/thumb.tsx';

interface InstitutionCardProps {
  readonly parties: VisitParties | null;
  readonly missing: readonly MissingParty[];
  /** The answer to the first form; all forms get the same in one go. */
  readonly attestation: VisitAttestation | null;
  /** Whether every form is answered as it stands. */
  readonly isDone: boolean;
  readonly attachments: readonly Attachment[];
  readonly canEdit: boolean;
  readonly deps: SigningDeps;
}

/** The institution's answer: it signs, refuses before a witness, or nobody is there. */
export function InstitutionCard(props: InstitutionCardProps): ReactNode {
  const { t } = useTranslation('visit');
  const { parties, missing, attestation, isDone, canEdit } = props;
  return (
    <section className="jd-signer" aria-label={t('institution.title')}>
      <h2>{t('institution.title')}</h2>
      {isDone && attestation ? (
        <AttestationShown {...props} attestation={attestation} />
      ) : (
        <>
          {attestation ? (
            <p className="jd-visit-hint" role="status">
              {t('institution.outdated')}
            </p>
          ) : null}
          {missing.length > 0 ? (
            <p className="jd-soft">
              {t('institution.factsFirst')} <MissingFacts missing={missing} />
            </p>
          ) : canEdit ? (
            <AnswerForm key={parties?.presence} {...props} isAbsent={parties?.presence === 'absent'} />
          ) : (
            <p className="jd-soft">{t('institution.open')}</p>
          )}
        </>
      )}
    </section>
  );
}

/** Names of what is missing, as words. */
export function MissingFacts({ missing }: { readonly missing: readonly MissingParty[] }): ReactNode {
  const { t } = useTranslation(['visit', 'inspections']);
  // i18n-dynamic: visit:missing.*
  return missing.map((one) => t(`visit:missing.${one}`)).join(t('inspections:listSeparator'));
}

/** What the institution answered, as it is kept. */
export function AttestationShown({
  parties,
  attestation,
  attachments,
}: {
  readonly parties: VisitParties | null;
  readonly attestation: VisitAttestation;
  readonly attachments: readonly Attachment[];
}): ReactNode {
  const { t } = useTranslation('visit');
  const { outcome, at } = attestation;
  const drawn =
    outcome.kind === 'signed' ? attachments.find((one) => one.id === outcome.attachmentId) : undefined;
  const name = parties?.representative?.name ?? '';
  const witness = outcome.kind === 'signed' ? null : outcome.witness;
  // i18n-dynamic: visit:outcome.*
  return (
    <div className="jd-attested">
      {drawn ? <Thumb photo={drawn} isLarge label={t('institution.signatureOf', { name })} /> : null}
      <span>
        <Tag tone={outcome.kind === 'signed' ? 'accent' : 'soon'}>{t(`outcome.${outcome.kind}`)}</Tag>{' '}
        {name ? (
          <>
            <Iso>{name}</Iso> <Iso className="jd-soft">{parties?.representative?.role}</Iso>{' '}
          </>
        ) : null}
        <Num>{dateTimeText(at)}</Num>
      </span>
      {outcome.kind === 'signed' ? null : (
        <span>
          {t('institution.reason')} <Iso>{outcome.reason}</Iso>
        </span>
      )}
      {witness ? (
        <span>
          {t('institution.witness')} <Iso>{witness.name}</Iso> <Iso className="jd-soft">{witness.unit}</Iso>
        </span>
      ) : null}
    </div>
  );
}

function AnswerForm({
  parties,
  isAbsent,
  deps,
}: InstitutionCardProps & { readonly isAbsent: boolean }): ReactNode {
  const { t } = useTranslation('visit');
  const [mode, setMode] = useState<'sign' | 'refuse'>(isAbsent ? 'refuse' : 'sign');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SigningProblem | null>(null);
  const name = parties?.representative?.name ?? '';
  const send = async (answer: InstitutionAnswer): Promise<void> => {
    setBusy(true);
    setProblem(null);
    setProblem(await attest(deps, answer));
    setBusy(false);
  };
  return (
    <>
      {isAbsent ? null : (
        <Segmented
          className="jd-institution-mode"
          aria-label={t('institution.title')}
          options={[
            { value: 'sign', label: t('institution.signs') },
            { value: 'refuse', label: t('institution.refuses') },
          ]}
          value={mode}
          onChange={(next) => setMode(next === 'sign' ? 'sign' : 'refuse')}
        />
      )}
      {mode === 'sign' && !isAbsent ? (
        <SignForm name={name} isBusy={isBusy} onSend={send} />
      ) : (
        <RefusalForm isAbsent={isAbsent} isBusy={isBusy} onSend={send} />
      )}
      {problem ? <SigningProblemText problem={problem} name={name} /> : null}
    </>
  );
}

interface AnswerFormProps {
  readonly isBusy: boolean;
  readonly onSend: (answer: InstitutionAnswer) => Promise<void>;
}

function SignForm({ name, isBusy, onSend }: AnswerFormProps & { readonly name: string }): ReactNode {
  const { t } = useTranslation(['visit', 'inspections']);
  const pad = useRef<SignaturePadHandle>(null);
  const [hasInk, setInk] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const taken = await pad.current?.take();
    if (taken) await onSend({ kind: 'signed', ...taken });
  };
  return (
    <form className="jd-sign-form" onSubmit={(event) => void submit(event)}>
      <p className="jd-soft jd-small">{t('visit:institution.signText')}</p>
      <SignaturePad
        ref={pad}
        name={name}
        label={t('inspections:sign.padOf', { name })}
        isDisabled={isBusy}
        onInk={setInk}
      />
      <div className="jd-sign-line">
        <Button type="primary" htmlType="submit" loading={isBusy} disabled={!hasInk}>
          {t('visit:institution.sign')}
        </Button>
        {hasInk ? null : <span className="jd-soft jd-small">{t('inspections:sign.lacksInk')}</span>}
      </div>
    </form>
  );
}

function RefusalForm({
  isAbsent,
  isBusy,
  onSend,
}: AnswerFormProps & { readonly isAbsent: boolean }): ReactNode {
  const { t } = useTranslation('visit');
  const [reason, setReason] = useState('');
  const [name, setName] = useState('');
  const [unit, setUnit] = useState('');
  const witness = { name: cleanText(name), unit: cleanText(unit) };
  const hasWitness = witness.name !== '' && witness.unit !== '';
  const isHalf = !hasWitness && (witness.name !== '' || witness.unit !== '');
  const lacks =
    cleanText(reason) === ''
      ? t('institution.lacksReason')
      : (!isAbsent && !hasWitness) || isHalf
        ? t('institution.lacksWitness')
        : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (lacks) return;
    void onSend(
      isAbsent
        ? { kind: 'absent', reason: cleanText(reason), witness: hasWitness ? witness : null }
        : { kind: 'refused', reason: cleanText(reason), witness },
    );
  };
  return (
    <form className="jd-sign-form" onSubmit={submit}>
      <Field label={t(isAbsent ? 'institution.absentReason' : 'institution.refusalReason')}>
        {(ids) => (
          <Input
            {...ids}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className="jd-parties-pair">
        <Field label={t(isAbsent ? 'institution.witnessOptional' : 'institution.witnessName')}>
          {(ids) => (
            <Input {...ids} value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('institution.witnessUnit')}>
          {(ids) => (
            <Input {...ids} value={unit} maxLength={100} onChange={(event) => setUnit(event.target.value)} />
          )}
        </Field>
      </div>
      <div className="jd-sign-line">
        <Button type="primary" htmlType="submit" loading={isBusy} disabled={lacks !== null}>
          {t(isAbsent ? 'institution.recordAbsence' : 'institution.recordRefusal')}
        </Button>
        {lacks ? <span className="jd-soft jd-small">{lacks}</span> : null}
      </div>
    </form>
  );
}
