import type { ReactNode } from 'react';

/** The product's sign: a page under a level beam, one tick. */
export function Mark({ size = 24 }: { readonly size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect x="2" y="2" width="28" height="28" rx="6" fill="var(--jd-accent)" />
      <path
        d="M8 10.5h16M16 7v3.5M10.5 10.5l-3 6.5h6zM21.5 10.5l-3 6.5h6z"
        fill="none"
        stroke="var(--jd-surface)"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="m11.5 22.5 3.2 3 6-6"
        fill="none"
        stroke="var(--jd-surface)"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
