import type { ReactNode } from 'react';
import './widgets.css';

/** `late` only for overdue or lost, `soon` for soon, `delivered` only for delivered. */
export type Tone = 'plain' | 'accent' | 'late' | 'soon' | 'delivered';

/** A small word of state. Colour never stands alone: the word says the same. */
export function Tag({
  tone = 'plain',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}): ReactNode {
  return <span className={tone === 'plain' ? 'jd-tag' : `jd-tag jd-tag-${tone}`}>{children}</span>;
}
