import { Button } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useRouteError } from 'react-router';
import { FailureNote } from '../../ui/failure-note.tsx';

/** A bug in one page: the frame stays, what was saved stays, the fault is reported like any uncaught error. */
export function PageFault(): ReactNode {
  const { t } = useTranslation('app');
  const fault = useRouteError();
  const navigate = useNavigate();
  useEffect(() => {
    reportError(fault);
  }, [fault]);
  return (
    <div className="jd-page-body jd-fault">
      <FailureNote
        section="device"
        kind="page-fault"
        actions={<Button onClick={() => void navigate('/work')}>{t('fault.toWork')}</Button>}
      />
    </div>
  );
}
