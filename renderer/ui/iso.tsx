import type { ReactNode } from 'react';

interface IsoProps {
  readonly children: ReactNode;
  /** `ltr` for numbers, codes, dates and Latin; `auto` for names and free text in either script. */
  readonly dir?: 'auto' | 'ltr';
  readonly className?: string | undefined;
}

/** Text that keeps its own direction whatever surrounds it. */
export function Iso({ children, dir = 'auto', className }: IsoProps): ReactNode {
  return (
    <bdi dir={dir} className={className}>
      {children}
    </bdi>
  );
}

/** A figure, date or code: left to right, tabular figures. */
export function Num({ children, className }: Omit<IsoProps, 'dir'>): ReactNode {
  return (
    <Iso dir="ltr" className={className ? `jd-number ${className}` : 'jd-number'}>
      {children}
    </Iso>
  );
}
