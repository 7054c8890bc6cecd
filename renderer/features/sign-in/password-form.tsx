import { Button } from 'antd';
import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceStatus, KnownOfficer, Session } from '../../platform/facts.ts';
import { useBureau } from '../../platform/bureau-context.tsx';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { Iso } from '../../ui/iso.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { useWords } from '../../ui/words.ts';
import { OfficerChoice } from './officer-choice.tsx';

interface PasswordFormProps {
  readonly status: DeviceStatus;
  readonly officers: readonly KnownOfficer[];
  readonly officer: KnownOfficer | null;
  readonly onChoose: (officer: KnownOfficer) => void;
  readonly onSession: (session: Session) => void;
  readonly onRecover: (why: 'forgotten' | 'keystore-lost') => void;
}

type Trouble =
  | { readonly kind: 'wrong-password'; readonly triesBeforeWait: number }
  | { readonly kind: 'unknown-officer' | 'key-file-damaged' | 'device-revoked' };

/** Officer and password. Wrong tries are counted by the main process; here they are only shown. */
export function PasswordForm({
  status,
  officers,
  officer,
  onChoose,
  onSession,
  onRecover,
}: PasswordFormProps): ReactNode {
  const { t } = useTranslation('sign-in');
  const words = useWords();
  const bureau = useBureau();
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [waitSeconds, setWaitSeconds] = useCountdown();

  const signIn = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!officer || password === '' || waitSeconds > 0) return;
    setBusy(true);
    setTrouble(null);
    const outcome = await bureau.call('keys/sign-in', { officerId: officer.officerId, password });
    setBusy(false);
    setPassword('');
    if (outcome.kind === 'signed-in') onSession(outcome.session);
    else if (outcome.kind === 'wait') setWaitSeconds(outcome.seconds);
    else if (outcome.kind === 'keystore-lost') onRecover('keystore-lost');
    else setTrouble(outcome);
  };
  if (officers.length === 0)
    return (
      <div className="jd-form-card">
        <EmptyNote title={t('nobody.title')} text={t('nobody.text')} />
      </div>
    );
  return (
    <form className="jd-form-card jd-form" onSubmit={(event) => void signIn(event)}>
      <header>
        <h1 className="jd-title">{t('title')}</h1>
        {status.device ? <Iso className="jd-soft">{words(status.device.bureau)}</Iso> : null}
      </header>
      <OfficerChoice officers={officers} chosen={officer} onChoose={onChoose} />
      <PasswordField
        key={officer?.officerId ?? 'nobody'}
        label={t('password')}
        value={password}
        onChange={setPassword}
        autoFocus
        disabled={officer === null || isBusy}
        hint={officer === null ? t('chooseFirst') : undefined}
        problem={problemText()}
      />
      {trouble && trouble.kind !== 'wrong-password' ? (
        <FailureNote section="sign-in" kind={trouble.kind} tone="late" />
      ) : null}
      <div className="jd-form-actions">
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          loading={isBusy}
          disabled={officer === null || password === '' || waitSeconds > 0}
        >
          {t('enter')}
        </Button>
        <Button type="link" onClick={() => onRecover('forgotten')} disabled={officer === null}>
          {t('forgotten')}
        </Button>
      </div>
    </form>
  );

  function problemText(): string | undefined {
    if (waitSeconds > 0) return t('wait', { count: waitSeconds });
    if (trouble?.kind !== 'wrong-password') return undefined;
    return t('wrongPassword', { count: trouble.triesBeforeWait });
  }
}

/** Whole seconds down to nought. */
function useCountdown(): [number, (seconds: number) => void] {
  const [seconds, setSeconds] = useState(0);
  const isRunning = seconds > 0;
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setSeconds((left) => Math.max(0, left - 1)), 1_000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return [seconds, setSeconds];
}
