import type { ReactNode } from 'react';
import './widgets.css';

interface EmptyNoteProps {
  /** What is empty, in three words. */
  readonly title: ReactNode;
  /** What will appear here. */
  readonly text: ReactNode;
  /** The first step, where there is one. */
  readonly action?: ReactNode;
}

/** An empty list says what will appear and offers the first step. */
export function EmptyNote({ title, text, action }: EmptyNoteProps): ReactNode {
  return (
    <div className="jd-empty">
      <strong>{title}</strong>
      <span>{text}</span>
      {action}
    </div>
  );
}
