import type { ReactNode } from 'react';
import type { CivilDate } from '../../../shared/lib/dates.ts';
import { Field } from '../../ui/field.tsx';
import { DayInput } from './day-field.tsx';

interface DayFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly value: CivilDate | null;
  readonly onChange: (day: CivilDate) => void;
}

/** A civil date with its label and one line under it. */
export function DayField({ label, hint, problem, value, onChange }: DayFieldProps): ReactNode {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(ids) => <DayInput {...ids} value={value} onChange={onChange} />}
    </Field>
  );
}
