import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** One subject of the settings: its name and explanation at the side, its controls beside it. */
export function Section({ title, note, children }: SectionProps): ReactNode {
  return (
    <section className="jd-settings-section">
      <header>
        <h2 className="jd-subtitle">{title}</h2>
        {note ? <p className="jd-soft">{note}</p> : null}
      </header>
      <div className="jd-panel jd-settings-body">{children}</div>
    </section>
  );
}

/** One line of a section: what it is, and its value or control. */
export function Row({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="jd-settings-row">
      <div>
        <div>{label}</div>
        {hint ? <div className="jd-soft jd-small">{hint}</div> : null}
      </div>
      <div className="jd-settings-value">{children}</div>
    </div>
  );
}
