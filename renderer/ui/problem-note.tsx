import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { Num } from './iso.tsx';
import './widgets.css';

interface ProblemNoteProps {
  readonly what: ReactNode;
  readonly safe: ReactNode;
  readonly next: ReactNode;
  /** The closed kind of the failure, for a call to the region. */
  readonly code: string;
  /** `calm` for what is normal (no network), `late` only where something was lost. */
  readonly tone?: 'calm' | 'soon' | 'late';
  readonly actions?: ReactNode;
}

/** What happened, what is safe, what to do, code. Never a stack, never "unknown error". */
export function ProblemNote({ what, safe, next, code, tone = 'soon', actions }: ProblemNoteProps): ReactNode {
  const { t } = useTranslation('app');
  return (
    <section className={`jd-problem jd-problem-${tone}`} role={tone === 'calm' ? 'status' : 'alert'}>
      <p>{what}</p>
      <dl>
        <dt>{t('problem.safe')}</dt>
        <dd>{safe}</dd>
        <dt>{t('problem.next')}</dt>
        <dd>{next}</dd>
      </dl>
      <div className="jd-problem-foot">
        <span className="jd-problem-code">
          {t('problem.code')} <Num className="jd-code">{code}</Num>
        </span>
        {actions ? <span>{actions}</span> : null}
      </div>
    </section>
  );
}
