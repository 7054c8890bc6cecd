import { CopyOutlined, MedicineBoxOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../data/desk-context.tsx';
import { DOCTOR_STEPS } from '../../../platform/facts.ts';
import { useSession } from '../../../platform/session-context.tsx';
import { dateTimeText } from '../../../ui/format.ts';
import { SyncPage } from '../sync-page.tsx';
import { DoctorStepRow } from './doctor-step-row.tsx';
import { doctorReport } from './doctor-report.ts';
import { useDoctor, type DoctorRun } from './use-doctor.ts';
import './doctor.css';

/** The connection doctor: which step to the server fails, in plain words, and whom to ask. */
export function DoctorPage(): ReactNode {
  const { t } = useTranslation('doctor');
  const run = useDoctor();
  const isRunning = run.running !== null;
  return (
    <SyncPage
      note={t('note')}
      actions={
        <>
          <CopyReport run={run} />
          <Button type="primary" icon={<MedicineBoxOutlined />} loading={isRunning} onClick={run.start}>
            {t(isRunning ? 'running' : run.hasRun ? 'again' : 'start')}
          </Button>
        </>
      }
    >
      <div className="jd-doctor">
        <p className="jd-doctor-verdict" role="status">
          <Verdict run={run} />
        </p>
        <ol className="jd-panel jd-doctor-steps" aria-busy={isRunning} data-runs={run.runs}>
          {DOCTOR_STEPS.map((step) => (
            <DoctorStepRow
              key={step}
              step={step}
              result={run.results.find((result) => result.step === step) ?? null}
              isRunning={run.running === step}
            />
          ))}
        </ol>
      </div>
    </SyncPage>
  );
}

function Verdict({ run }: { readonly run: DoctorRun }): ReactNode {
  const { t } = useTranslation('doctor');
  const failed = run.results.find((result) => result.state === 'failed');
  // i18n-dynamic: doctor:step.*
  if (failed) return t('failedAt', { step: t(`step.${failed.step}`) });
  if (run.running !== null) return t('running');
  if (!run.hasRun) return t('idle');
  return t(run.results.some((result) => result.state === 'warn') ? 'withWarning' : 'allGood');
}

function CopyReport({ run }: { readonly run: DoctorRun }): ReactNode {
  const { t } = useTranslation(['doctor']);
  const { message } = App.useApp();
  const { clock } = useDesk();
  const { status, info } = useSession();
  if (!run.hasRun) return null;
  const copy = async (): Promise<void> => {
    const report = doctorReport(t, run.results, {
      server: status.device?.address ?? '',
      appVersion: info.appVersion,
      at: dateTimeText(clock.now()),
    });
    await navigator.clipboard.writeText(report);
    void message.success(t('copied'));
  };
  return (
    <Button icon={<CopyOutlined />} onClick={() => void copy()}>
      {t('copy')}
    </Button>
  );
}
