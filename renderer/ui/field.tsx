import { useId, type ReactNode } from 'react';
import './field.css';

interface FieldProps {
  readonly label: ReactNode;
  /** Quiet help under the field. */
  readonly hint?: ReactNode;
  /** Replaces the hint while the field is not right. */
  readonly problem?: ReactNode;
  readonly children: (ids: { readonly id: string; readonly 'aria-describedby': string }) => ReactNode;
}

/** A labelled field with one line under it. */
export function Field({ label, hint, problem, children }: FieldProps): ReactNode {
  const id = useId();
  return (
    <div className="jd-field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-line` })}
      <div id={`${id}-line`} className={problem ? 'jd-field-problem' : 'jd-field-hint'} aria-live="polite">
        {problem ?? hint}
      </div>
    </div>
  );
}
