import { Button, Input } from 'antd';
import { useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Attachment, Inspection } from '../../../../shared/domain/inspections/inspection.ts';
import type { Officer } from '../../../../shared/domain/org/officer.ts';
import type { OfficerId } from '../../../../shared/lib/ids.ts';
import { dateTimeText } from '../../../ui/format.ts';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { Thumb } from '../visit/thumb.tsx';
import { SignaturePad, type SignaturePadHandle } from './signature-pad.tsx';
import { signAsMe, signAsPartner, type SigningDeps, type SigningProblem } from './signing.ts';
import { SigningProblemText } from './signing-problem.tsx';

interface SignerCardProps {
  readonly officerId: OfficerId;
  readonly officer: Officer | undefined;
  readonly role: 'lead' | 'partner';
  readonly signature: Inspection['signatures'][number] | undefined;
  readonly drawn: Attachment | undefined;
  /** Whether the signed-in officer may open this officer's key here: only officers of the visit may. */
  readonly canSign: boolean;
  /** The institution answers first. */
  readonly isBlocked: boolean;
  readonly isMe: boolean;
  /** Whether this officer has a key on this computer. */
  readonly isKnownHere: boolean;
  readonly deps: SigningDeps;
}

/** One officer's place to sign. The signed-in officer draws; the partner also gives their own password. */
export function SignerCard(props: SignerCardProps): ReactNode {
  const { officerId, officer, role, signature, drawn } = props;
  const { t } = useTranslation(['inspections', 'visit']);
  const words = useWords();
  const name = officer ? words(officer.name) : officerId;
  // i18n-dynamic: inspections:sign.role.*
  return (
    <section className="jd-signer" aria-label={name}>
      <header>
        <strong>
          <Iso>{name}</Iso>
        </strong>
        <span className="jd-soft">
          {t(`sign.role.${role}`)}
          {officer?.certificateNo ? (
            <>
              {' · '}
              {t('sign.certificate')} <Num>{officer.certificateNo}</Num>
            </>
          ) : null}
        </span>
      </header>
      {signature ? (
        <div className="jd-signed">
          {drawn ? <Thumb photo={drawn} isLarge label={t('sign.signatureOf', { name })} /> : null}
          <span>
            <Tag tone="accent">{t('sign.signed')}</Tag> <Num>{dateTimeText(signature.signedAt)}</Num>
          </span>
        </div>
      ) : props.canSign && props.isBlocked ? (
        <p className="jd-soft">{t('visit:institution.first')}</p>
      ) : props.canSign && !props.isMe && !props.isKnownHere ? (
        <NotKnownHere name={name} />
      ) : props.canSign ? (
        <SignForm {...props} name={name} />
      ) : (
        <p className="jd-soft">{t('sign.notYet')}</p>
      )}
    </section>
  );
}

/** The reason before the attempt: without a key here nobody can sign here. */
function NotKnownHere({ name }: { readonly name: string }): ReactNode {
  const { t } = useTranslation(['visit', 'inspections']);
  const navigate = useNavigate();
  return (
    <div className="jd-sign-form">
      <p className="jd-soft">{t('waiting.elsewhere', { name })}</p>
      <div>
        <Button onClick={() => void navigate('/settings/add-officer')}>
          {t('inspections:sign.addOfficer')}
        </Button>
      </div>
    </div>
  );
}

function SignForm({ officerId, isMe, deps, name }: SignerCardProps & { readonly name: string }): ReactNode {
  const { t } = useTranslation('inspections');
  const pad = useRef<SignaturePadHandle>(null);
  const [hasInk, setInk] = useState(false);
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SigningProblem | null>(null);
  const passwordId = useId();
  const lacks = !hasInk ? t('sign.lacksInk') : !isMe && password === '' ? t('sign.lacksPassword') : null;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const taken = await pad.current?.take();
    if (!taken || lacks) return;
    const { drawn } = taken;
    setBusy(true);
    setProblem(null);
    const outcome = isMe
      ? await signAsMe(deps, drawn)
      : await signAsPartner(deps, drawn, officerId, password);
    setPassword('');
    setBusy(false);
    setProblem(outcome);
  };
  return (
    <form className="jd-sign-form" onSubmit={(event) => void submit(event)}>
      <SignaturePad
        ref={pad}
        name={name}
        label={t('sign.padOf', { name })}
        isDisabled={isBusy}
        onInk={setInk}
      />
      {isMe ? null : (
        <label className="jd-sign-password" htmlFor={passwordId}>
          <span>{t('sign.passwordOf', { name })}</span>
          <Input.Password
            id={passwordId}
            autoComplete="off"
            value={password}
            disabled={isBusy}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
      )}
      <div className="jd-sign-line">
        <Button type="primary" htmlType="submit" loading={isBusy} disabled={lacks !== null}>
          {t('sign.sign')}
        </Button>
        {lacks ? <span className="jd-soft jd-small">{lacks}</span> : null}
      </div>
      {problem ? <SigningProblemText problem={problem} name={name} /> : null}
    </form>
  );
}
