import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { AppInfo } from '../../platform/facts.ts';
import { useBureau } from '../../platform/bureau-context.tsx';
import { useSession } from '../../platform/session-context.tsx';
import { Page } from '../../ui/page.tsx';
import { EnrolmentWizard } from '../../features/enrolment/wizard.tsx';

/** A second officer joins this computer with a code of their own; the one signed in stays signed in. */
export function AddOfficerPage(): ReactNode {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const bureau = useBureau();
  const { status, info, refresh } = useSession();
  const [hint, setHint] = useState<AppInfo['enrolHint']>(
    status.device ? { address: status.device.address, code: '' } : null,
  );
  const done = (): void => {
    void refresh().then(() => navigate('/settings'));
  };
  return (
    <Page
      title={t('addOfficer.title')}
      actions={
        <>
          {info.isRelease ? null : (
            <Button
              type="link"
              onClick={() =>
                void bureau.call('app/fresh-code', null).then((fresh) => fresh && setHint(fresh))
              }
            >
              {t('addOfficer.trialCode')}
            </Button>
          )}
          <Button onClick={() => void navigate('/settings')}>{t('addOfficer.back')}</Button>
        </>
      }
    >
      <div className="jd-add-officer">
        <EnrolmentWizard key={hint?.code ?? ''} hint={hint} isSecondOfficer onDone={done} />
      </div>
    </Page>
  );
}
