import { App, Button } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useBureau } from '../../platform/bureau-context.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { failureOf, type NamedFailure } from '../../ui/failure-of.ts';
import { isGoodPassword, NewPasswordFields, NO_PASSWORD } from '../../ui/new-password-fields.tsx';
import { Page } from '../../ui/page.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import './settings.css';

/** Changes the signed-in officer's password on this computer. The recovery key stays as it is. */
export function PasswordPage(): ReactNode {
  const { t } = useTranslation('settings');
  const bureau = useBureau();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState(NO_PASSWORD);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<NamedFailure | null>(null);
  const isReady = old !== '' && isGoodPassword(fresh);

  const change = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady) return;
    setBusy(true);
    setProblem(null);
    setFailure(null);
    const outcome = await bureau.call('keys/change-password', { oldPassword: old, newPassword: fresh.first });
    setBusy(false);
    if (outcome.kind === 'changed') {
      void message.success(t('password.changed'));
      void navigate('/settings');
    } else if (outcome.kind === 'wrong-password')
      setProblem(t('password.wrong', { count: outcome.triesBeforeWait }));
    else if (outcome.kind === 'wait') setProblem(t('password.wait', { count: outcome.seconds }));
    else setFailure(failureOf(outcome));
  };
  return (
    <Page
      title={t('password.title')}
      actions={<Button onClick={() => void navigate('/settings')}>{t('password.back')}</Button>}
    >
      <form className="jd-form-card jd-form jd-settings-narrow" onSubmit={(event) => void change(event)}>
        <p className="jd-soft">{t('password.note')}</p>
        <PasswordField
          label={t('password.old')}
          value={old}
          onChange={setOld}
          autoFocus
          problem={problem ?? undefined}
        />
        <NewPasswordFields value={fresh} onChange={setFresh} />
        {failure ? <FailureNote {...failure} /> : null}
        <div className="jd-form-actions">
          <Button type="primary" htmlType="submit" loading={isBusy} disabled={!isReady}>
            {t('password.change')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
