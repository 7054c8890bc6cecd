import { z } from 'zod';
import { addDays, type CivilDate } from '../../lib/dates.ts';
import { Severity } from '../inspections/template.ts';

const Days = z.int().min(1).max(365);

/**
 * How long a rectification may take and when it is recalled. The numbers are data: resources/domain/rectification.json gives the
 * house's, the setting `rectification` a bureau's own.
 */
export const RectificationRules = z.strictObject({
  version: z.string(),
  source: z.string(),
  /** Calendar days from the order to the first report. */
  days: z.strictObject({ minor: Days, major: Days, critical: Days }),
  /** Findings of these severities order the act itself stopped at once. */
  stopAtOnce: z.array(Severity),
  remind: z.strictObject({
    atHalfTime: z.boolean(),
    daysBefore: z.array(z.int().min(0).max(60)).min(1).max(12),
  }),
  /** The same item found again at the same institution within so many months counts as repeated. */
  repeatedWithinMonths: z.int().min(1).max(120),
});
export type RectificationRules = z.infer<typeof RectificationRules>;

/** Key of the bureau's own rules among its settings. */
export const RECTIFICATION_KEY = 'rectification';

/** The last day an order proposes; the officer may set another. */
export function proposedDueOn(
  severity: Severity,
  orderedOn: CivilDate,
  rules: RectificationRules,
): CivilDate {
  return addDays(orderedOn, rules.days[severity]);
}
