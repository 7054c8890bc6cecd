import { Button, Input } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnownOfficer, Session } from '../../platform/facts.ts';
import { useBureau } from '../../platform/bureau-context.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { failureOf, type NamedFailure } from '../../ui/failure-of.ts';
import { Field } from '../../ui/field.tsx';
import { Iso } from '../../ui/iso.tsx';
import { isGoodPassword, NewPasswordFields, NO_PASSWORD } from '../../ui/new-password-fields.tsx';
import { useWords } from '../../ui/words.ts';

interface RecoverFormProps {
  readonly officer: KnownOfficer;
  readonly why: 'forgotten' | 'keystore-lost';
  readonly onBack: () => void;
  readonly onSession: (session: Session) => void;
}

/** The printed recovery key opens, and a new password is set at once. */
export function RecoverForm({ officer, why, onBack, onSession }: RecoverFormProps): ReactNode {
  const { t } = useTranslation('sign-in');
  const words = useWords();
  const bureau = useBureau();
  const [recoveryKey, setRecoveryKey] = useState('');
  const [password, setPassword] = useState(NO_PASSWORD);
  const [isBusy, setBusy] = useState(false);
  const [isWrongKey, setWrongKey] = useState(false);
  const [failure, setFailure] = useState<NamedFailure | null>(null);
  const isReady = recoveryKey.trim() !== '' && isGoodPassword(password);

  const recover = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady) return;
    setBusy(true);
    setFailure(null);
    setWrongKey(false);
    const outcome = await bureau.call('keys/recover', {
      officerId: officer.officerId,
      recoveryKey: recoveryKey.trim(),
      newPassword: password.first,
    });
    setBusy(false);
    if (outcome.kind === 'signed-in') onSession(outcome.session);
    else if (outcome.kind === 'wrong-recovery-key') setWrongKey(true);
    else if (outcome.kind === 'unknown-officer' || outcome.kind === 'device-revoked')
      setFailure({ section: 'sign-in', kind: outcome.kind, details: {} });
    else setFailure(failureOf(outcome));
  };
  return (
    <form className="jd-form-card jd-form" onSubmit={(event) => void recover(event)}>
      <header>
        <h1 className="jd-title">{t('recover.title')}</h1>
        <Iso className="jd-soft">{words(officer.name)}</Iso>
      </header>
      {why === 'keystore-lost' ? (
        <FailureNote section="sign-in" kind="keystore-lost" />
      ) : (
        <p>{t('recover.text')}</p>
      )}
      <Field
        label={t('recover.key')}
        hint={t('recover.keyHint')}
        problem={isWrongKey ? t('recover.wrongKey') : undefined}
      >
        {(ids) => (
          <Input
            {...ids}
            dir="ltr"
            size="large"
            className="jd-code"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            maxLength={120}
            value={recoveryKey}
            onChange={(event) => setRecoveryKey(event.target.value)}
          />
        )}
      </Field>
      <NewPasswordFields value={password} onChange={setPassword} />
      {failure ? <FailureNote {...failure} /> : null}
      <div className="jd-form-actions">
        <Button type="primary" size="large" htmlType="submit" loading={isBusy} disabled={!isReady}>
          {t('recover.enter')}
        </Button>
        <Button size="large" onClick={onBack} disabled={isBusy}>
          {t('recover.back')}
        </Button>
      </div>
    </form>
  );
}
