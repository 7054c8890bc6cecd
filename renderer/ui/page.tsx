import type { ReactNode } from 'react';
import './widgets.css';

interface PageProps {
  readonly title: ReactNode;
  /** One quiet line beside the title. */
  readonly note?: ReactNode;
  /** The primary action last. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the frame: title, note, actions; the body scrolls under them. */
export function Page({ title, note, actions, children }: PageProps): ReactNode {
  return (
    <div className="jd-page">
      <header className="jd-page-head">
        <h1>{title}</h1>
        <div className="jd-page-note jd-clip">{note}</div>
        {actions ? <div className="jd-page-actions">{actions}</div> : null}
      </header>
      <div className="jd-page-body">{children}</div>
    </div>
  );
}
