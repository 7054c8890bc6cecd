import type { Inspection } from '../../../../shared/domain/inspections/inspection.ts';
import { begunIn } from '../../../../shared/domain/planning/other-visits.ts';
import { NOTHING_KNOWN, type InstitutionFacts } from '../../../../shared/domain/planning/pools.ts';
import { isFailed, type ProficiencyTest } from '../../../../shared/domain/proficiency/proficiency-test.ts';
import { GRADES, type Grade } from '../../../../shared/domain/quality/plan.ts';
import type { QualityReview } from '../../../../shared/domain/quality/review.ts';
import type { Rectification } from '../../../../shared/domain/rectification/rectification.ts';
import { isOverdue } from '../../../../shared/domain/rectification/reminder.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';

type OfInstitution<T, K extends keyof T> = Pick<T, K | Extract<'institutionId', keyof T>>;

/** What the facts are joined from; of each record only what they need. */
export interface FactRecords {
  /** Those to which no task led. */
  readonly visits: readonly OfInstitution<Inspection, 'startedOn'>[];
  readonly rectifications: readonly OfInstitution<Rectification, 'state' | 'dueOn' | 'extendedTo'>[];
  readonly tests: readonly OfInstitution<ProficiencyTest, 'category' | 'year' | 'state' | 'result'>[];
  readonly reviews: readonly OfInstitution<QualityReview, 'year' | 'final'>[];
}

/**
 * What the records say of each institution on a day, for weights, risk and the yearly cap. Integrity grades and complaints have no
 * records yet: they stay unknown.
 */
export function knownFacts(
  records: FactRecords,
  year: number,
  today: CivilDate,
): ReadonlyMap<RecordId, InstitutionFacts> {
  const visits = byInstitution(begunIn(records.visits, year));
  const overdue = byInstitution(records.rectifications.filter((one) => isOverdue(one, today)));
  const tests = byInstitution(records.tests);
  const reviews = byInstitution(records.reviews);
  const ids = new Set([visits, overdue, tests, reviews].flatMap((groups) => [...groups.keys()]));
  return new Map(
    [...ids].map((id) => [
      id,
      {
        ...NOTHING_KNOWN,
        failedProficiency: hasOpenFailure(tests.get(id) ?? []),
        overdueRectifications: overdue.get(id)?.length ?? 0,
        qualityGrade: lastGrade(reviews.get(id) ?? []),
        otherVisits: visits.get(id)?.length ?? 0,
      },
    ]),
  );
}

/** A failed test counts until its re-test is met, or a later year's test of the same category came out well. */
function hasOpenFailure(tests: FactRecords['tests']): boolean {
  return tests.some(
    (test) =>
      isFailed(test.result) &&
      test.state !== 'met' &&
      !tests.some(
        (later) =>
          later.category === test.category &&
          later.year > test.year &&
          (later.result === 'satisfactory' || later.result === 'pass'),
      ),
  );
}

/** The lowest grade of the newest review year with a final result: a good file of the same sample does not hide a failed one. */
function lastGrade(reviews: FactRecords['reviews']): Grade | null {
  const graded = reviews.flatMap(({ year, final }) => (final ? [{ year, grade: final.grade }] : []));
  const newest = Math.max(...graded.map(({ year }) => year));
  const grades = graded.filter(({ year }) => year === newest).map(({ grade }) => grade);
  return GRADES.findLast((one) => grades.includes(one)) ?? null;
}

function byInstitution<T extends { readonly institutionId: RecordId }>(
  records: readonly T[],
): ReadonlyMap<RecordId, readonly T[]> {
  return Map.groupBy(records, ({ institutionId }) => institutionId);
}
