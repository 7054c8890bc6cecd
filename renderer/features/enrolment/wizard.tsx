import { Steps } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppInfo, FoundOfficer } from '../../platform/facts.ts';
import { CodeStep } from './code-step.tsx';
import { PasswordStep } from './password-step.tsx';
import { PersonStep } from './person-step.tsx';
import { RecoveryStep } from './recovery-step.tsx';
import './enrolment.css';

// code ─ found ─► person ─ it is me ─► password ─ enrolled ─► recovery key ─ written down ─► done
type Stage =
  | { readonly kind: 'code' }
  | { readonly kind: 'person'; readonly found: FoundOfficer }
  | { readonly kind: 'password'; readonly found: FoundOfficer; readonly deviceLabel: string }
  | { readonly kind: 'recovery'; readonly found: FoundOfficer; readonly recoveryKey: string };

const ORDER = ['code', 'person', 'password', 'recovery'] as const;

interface EnrolmentWizardProps {
  /** A trial installation proposes its own server and a fresh code. */
  readonly hint: AppInfo['enrolHint'];
  /** True when somebody is already signed in and adds a colleague. */
  readonly isSecondOfficer?: boolean;
  readonly onDone: () => void;
}

/** From a code on paper to an officer who can sign in here. */
export function EnrolmentWizard({ hint, isSecondOfficer = false, onDone }: EnrolmentWizardProps): ReactNode {
  const { t } = useTranslation('enrolment');
  const [typed, setTyped] = useState({ address: hint?.address ?? '', code: hint?.code ?? '' });
  const [stage, setStage] = useState<Stage>({ kind: 'code' });
  return (
    <div className="jd-enrol">
      <header>
        {isSecondOfficer ? null : <h1 className="jd-title">{t('title')}</h1>}
        {stage.kind === 'code' ? (
          <p className="jd-soft">{t(isSecondOfficer ? 'intro.second' : 'intro.first')}</p>
        ) : null}
      </header>
      <Steps
        size="small"
        current={ORDER.indexOf(stage.kind)}
        // i18n-dynamic: enrolment:steps.*
        items={ORDER.map((kind) => ({ title: t(`steps.${kind}`) }))}
      />
      <div className="jd-form-card">
        {stage.kind === 'code' ? (
          <CodeStep
            typed={typed}
            onTyped={setTyped}
            isHinted={hint !== null && hint.code !== '' && !isSecondOfficer}
            onFound={(found) => setStage({ kind: 'person', found })}
          />
        ) : null}
        {stage.kind === 'person' ? (
          <PersonStep
            found={stage.found}
            asksDeviceLabel={!isSecondOfficer}
            onBack={() => setStage({ kind: 'code' })}
            onConfirm={(deviceLabel) => setStage({ kind: 'password', found: stage.found, deviceLabel })}
          />
        ) : null}
        {stage.kind === 'password' ? (
          <PasswordStep
            deviceLabel={stage.deviceLabel}
            onBack={() => setStage({ kind: 'person', found: stage.found })}
            onStartAgain={() => setStage({ kind: 'code' })}
            onEnrolled={(recoveryKey) => setStage({ kind: 'recovery', found: stage.found, recoveryKey })}
          />
        ) : null}
        {stage.kind === 'recovery' ? (
          <RecoveryStep officer={stage.found.officer} recoveryKey={stage.recoveryKey} onDone={onDone} />
        ) : null}
      </div>
    </div>
  );
}
