import {
  CheckOutlined,
  CloseOutlined,
  ExclamationOutlined,
  LoadingOutlined,
  MinusOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorResult, DoctorStep } from '../../../platform/facts.ts';
import { FailureNote } from '../../../ui/failure-note.tsx';
import { failureOf } from '../../../ui/failure-of.ts';
import { Num } from '../../../ui/iso.tsx';
import { Tag, type Tone } from '../../../ui/tag.tsx';
import { readableDetails } from './readable-details.ts';

type Shown = DoctorResult['state'] | 'running' | 'waiting';

const SIGNS: Readonly<Record<Shown, ReactNode>> = {
  ok: <CheckOutlined />,
  warn: <ExclamationOutlined />,
  failed: <CloseOutlined />,
  skipped: <MinusOutlined />,
  running: <LoadingOutlined />,
  waiting: <MinusOutlined />,
};
const TONES: Readonly<Record<Shown, Tone>> = {
  ok: 'delivered',
  warn: 'soon',
  failed: 'late',
  skipped: 'plain',
  running: 'accent',
  waiting: 'plain',
};
/** Results that say what a person can do although nothing failed. */
const ADVISED = new Set(['interface-none', 'clock-ahead', 'clock-behind', 'rate-slow']);

interface DoctorStepRowProps {
  readonly step: DoctorStep;
  readonly result: DoctorResult | null;
  readonly isRunning: boolean;
}

/** One step: its state by sign and word, what was found, how long it took, and what to do. */
export function DoctorStepRow({ step, result, isRunning }: DoctorStepRowProps): ReactNode {
  const { t } = useTranslation('doctor');
  const shown: Shown = isRunning ? 'running' : (result?.state ?? 'waiting');
  const failure = result?.failure ? failureOf(result.failure) : null;
  // i18n-dynamic: doctor:step.*, doctor:state.*, doctor:result.*, doctor:advice.*
  return (
    <li className={`jd-doctor-step jd-doctor-${shown}`} data-step={step} data-state={shown}>
      <span className="jd-doctor-sign" aria-hidden="true">
        {SIGNS[shown]}
      </span>
      <span className="jd-doctor-name">{t(`step.${step}`)}</span>
      <span className="jd-doctor-found">
        {result ? t(`result.${result.code}`, readableDetails(result.details)) : null}
        {result && ADVISED.has(result.code) ? (
          <span className="jd-soft jd-doctor-advice">{t(`advice.${result.code}`)}</span>
        ) : null}
      </span>
      <span className="jd-doctor-state">
        {shown === 'waiting' ? (
          <span className="jd-soft">{t('state.waiting')}</span>
        ) : (
          <Tag tone={TONES[shown]}>{t(`state.${shown}`)}</Tag>
        )}
        {result && result.state !== 'skipped' ? (
          <Num className="jd-soft jd-small">{tookText(result.tookMs)}</Num>
        ) : null}
      </span>
      {failure ? (
        <div className="jd-doctor-failure">
          <FailureNote section={failure.section} kind={failure.kind} details={failure.details} />
        </div>
      ) : null}
    </li>
  );
}

function tookText(tookMs: number): string {
  return tookMs < 1_000 ? `${tookMs} ms` : `${(tookMs / 1000).toFixed(1)} s`;
}
