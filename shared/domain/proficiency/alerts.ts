import { z } from 'zod';
import { addDays, daysBetween, type CivilDate } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import type { Category, Institution } from '../registry/institution.ts';
import { isFailed, type ProficiencyTest } from './proficiency-test.ts';

/** Lead times as data (registry-quality-integrity.md section 5). */
export const ProficiencyRules = z.strictObject({
  source: z.string(),
  cycleYears: z.int().min(1).max(10),
  registrationClosesDays: z.array(z.int().min(0).max(365)).min(1),
  resultMissingDays: z.int().min(1).max(365),
  planMissingDays: z.int().min(1).max(365),
});
export type ProficiencyRules = z.infer<typeof ProficiencyRules>;

export type ProficiencyAlert =
  | { readonly kind: 'no-participation'; readonly institutionId: RecordId; readonly category: Category }
  | {
      readonly kind: 'registration-closes' | 'result-missing' | 'plan-missing';
      readonly institutionId: RecordId;
      readonly testId: RecordId;
      /** Days left; negative: overdue by so many. */
      readonly days: number;
    };

/** What needs somebody today: a licensed category without a test in the cycle, and what is late in a test that runs. */
export function proficiencyAlerts(
  institutions: readonly Institution[],
  tests: readonly ProficiencyTest[],
  today: CivilDate,
  rules: ProficiencyRules,
): readonly ProficiencyAlert[] {
  return [
    ...institutions
      .filter((one) => one.state === 'in-practice')
      .flatMap((one) => absences(one, tests, Number(today.slice(0, 4)) - rules.cycleYears + 1)),
    ...tests.flatMap((test) => lateness(test, today, rules) ?? []),
  ];
}

function absences(
  institution: Institution,
  tests: readonly ProficiencyTest[],
  sinceYear: number,
): readonly ProficiencyAlert[] {
  return institution.categories
    .filter(
      (category) =>
        !tests.some(
          (test) =>
            test.institutionId === institution.id && test.category === category && test.year >= sinceYear,
        ),
    )
    .map((category) => ({ kind: 'no-participation', institutionId: institution.id, category }));
}

function lateness(test: ProficiencyTest, today: CivilDate, rules: ProficiencyRules): ProficiencyAlert | null {
  const of = { institutionId: test.institutionId, testId: test.id };
  const since = test.events.at(-1)?.on ?? today;
  if (test.state === 'planned' && test.registerBy !== null) {
    const days = daysBetween(today, test.registerBy);
    return days <= Math.max(...rules.registrationClosesDays)
      ? { kind: 'registration-closes', ...of, days }
      : null;
  }
  if (test.state === 'returned') {
    const days = daysBetween(today, addDays(since, rules.resultMissingDays));
    return days <= 0 ? { kind: 'result-missing', ...of, days } : null;
  }
  if (test.state === 'result' && isFailed(test.result))
    return { kind: 'plan-missing', ...of, days: daysBetween(today, addDays(since, rules.planMissingDays)) };
  return null;
}
