import type { ReactNode } from 'react';
import './widgets.css';

interface MeterProps {
  readonly done: number;
  readonly total: number;
  /** Read out instead of the bar. */
  readonly label: string;
  readonly className?: string;
}

/** A thin bar beside the figure that says the same. */
export function Meter({ done, total, label, className }: MeterProps): ReactNode {
  const percent = total === 0 ? 0 : Math.min(100, Math.round((done * 100) / total));
  return (
    <span className={className ? `jd-meter ${className}` : 'jd-meter'} role="img" aria-label={label}>
      <span style={{ inlineSize: `${percent}%` }} />
    </span>
  );
}
