import { addDays, type CivilDate } from '../../lib/dates.ts';
import type { Severity } from './template.ts';

// Proposals of inspections.md section 5, to be confirmed by the bureau: no national fixed number of days was found.
const DAYS: Readonly<Record<Severity, number>> = { minor: 15, major: 30, critical: 7 };

/** Calendar days until the first report on a finding of this severity. */
export function rectificationDays(severity: Severity): number {
  return DAYS[severity];
}

/** The day proposed for rectification, counted in calendar days from the day of the visit; the officer may set another. */
export function proposedDueOn(severity: Severity, startedOn: CivilDate): CivilDate {
  return addDays(startedOn, DAYS[severity]);
}
