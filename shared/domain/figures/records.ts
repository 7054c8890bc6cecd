import type { CivilDate } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import type { Finding, Inspection } from '../inspections/inspection.ts';
import type { VisitForm } from '../inspections/visit-forms.ts';
import { withoutFurtherForms } from '../inspections/visit-forms.ts';
import type { Plan } from '../planning/plan.ts';
import type { InspectionTask } from '../planning/task.ts';
import type { QualityReview } from '../quality/review.ts';
import type { Rectification } from '../rectification/rectification.ts';
import type { Institution } from '../registry/institution.ts';

/** What the figures count; only the fields they need, so that a caller may keep less than whole records. */
export interface FigureRecords {
  readonly institutions: readonly Pick<Institution, 'id' | 'state' | 'licenceIssuedOn'>[];
  readonly inspections: readonly Pick<Inspection, 'id' | 'institutionId' | 'state' | 'startedOn'>[];
  readonly forms: readonly Pick<VisitForm, 'id'>[];
  readonly findings: readonly Pick<Finding, 'id' | 'inspectionId' | 'itemId' | 'severity'>[];
  readonly rectifications: readonly Rectification[];
  readonly plans: readonly Pick<Plan, 'id' | 'year' | 'state' | 'yearlyCap'>[];
  readonly tasks: readonly Pick<InspectionTask, 'id' | 'state' | 'events'>[];
  readonly reviews: readonly Pick<QualityReview, 'id' | 'year' | 'file' | 'final'>[];
}

export function yearOf(on: CivilDate): number {
  return Number(on.slice(0, 4));
}

/** Sealed visits of a year; a further form filled on the way is no second visit. */
export function visitsOf(
  { inspections, forms }: Pick<FigureRecords, 'inspections' | 'forms'>,
  year: number,
): FigureRecords['inspections'] {
  return withoutFurtherForms(inspections, forms).filter(
    (one) => one.state === 'sealed' && yearOf(one.startedOn) === year,
  );
}

/** Findings of sealed inspections of a year, further forms included: what was found counts wherever it was written down. */
export function findingsOf(
  { inspections, findings }: Pick<FigureRecords, 'inspections' | 'findings'>,
  year: number,
): FigureRecords['findings'] {
  const sealed = new Set(
    inspections.filter((one) => one.state === 'sealed' && yearOf(one.startedOn) === year).map(({ id }) => id),
  );
  return findings.filter((finding) => sealed.has(finding.inspectionId));
}

export function groupIds<T extends { readonly id: RecordId }, K>(
  records: readonly T[],
  keyOf: (record: T) => K,
): ReadonlyMap<K, readonly RecordId[]> {
  const groups = new Map<K, RecordId[]>();
  for (const record of records) {
    const key = keyOf(record);
    const group = groups.get(key);
    if (group) group.push(record.id);
    else groups.set(key, [record.id]);
  }
  return groups;
}
