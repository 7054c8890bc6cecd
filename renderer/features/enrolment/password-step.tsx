import { Button } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBureau } from '../../platform/bureau-context.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { failureOf, type NamedFailure } from '../../ui/failure-of.ts';
import { isGoodPassword, NewPasswordFields, NO_PASSWORD } from '../../ui/new-password-fields.tsx';

interface PasswordStepProps {
  readonly deviceLabel: string;
  readonly onBack: () => void;
  /** The looked-up code is gone, used or expired: only a new look helps. */
  readonly onStartAgain: () => void;
  readonly onEnrolled: (recoveryKey: string) => void;
}

/** After these the code must be looked up again or replaced. */
const START_AGAIN = new Set([
  'nothing-looked-up',
  'enrolment-code-used',
  'enrolment-code-expired',
  'enrolment-code-unknown',
]);

/** The password that locks this officer's keys on this computer. */
export function PasswordStep({
  deviceLabel,
  onBack,
  onStartAgain,
  onEnrolled,
}: PasswordStepProps): ReactNode {
  const { t } = useTranslation('enrolment');
  const bureau = useBureau();
  const [password, setPassword] = useState(NO_PASSWORD);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<NamedFailure | null>(null);
  const finish = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isGoodPassword(password)) return;
    setBusy(true);
    setFailure(null);
    const outcome = await bureau.call('enrol/finish', { password: password.first, deviceLabel });
    setBusy(false);
    if (outcome.kind === 'enrolled') onEnrolled(outcome.recoveryKey);
    else setFailure(failureOf(outcome));
  };
  const mustStartAgain = failure !== null && START_AGAIN.has(failure.kind);
  return (
    <form className="jd-form" onSubmit={(event) => void finish(event)}>
      <p>{t('password.why')}</p>
      <NewPasswordFields value={password} onChange={setPassword} autoFocus />
      {failure ? (
        <FailureNote
          {...failure}
          actions={mustStartAgain ? <Button onClick={onStartAgain}>{t('password.startAgain')}</Button> : null}
        />
      ) : null}
      <div className="jd-form-actions">
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          loading={isBusy}
          disabled={!isGoodPassword(password)}
        >
          {t('password.finish')}
        </Button>
        <Button size="large" onClick={onBack} disabled={isBusy}>
          {t('password.back')}
        </Button>
        {isBusy ? <span className="jd-soft">{t('password.finishing')}</span> : null}
      </div>
    </form>
  );
}
