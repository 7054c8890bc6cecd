import { findingKind, inspectionKind } from '../../../../shared/domain/inspections/inspection.ts';
import { visitFormKind } from '../../../../shared/domain/inspections/visit-forms.ts';
import type { FigureRecords } from '../../../../shared/domain/figures/records.ts';
import { planKind } from '../../../../shared/domain/planning/plan.ts';
import { inspectionTaskKind } from '../../../../shared/domain/planning/task.ts';
import { qualityReviewKind } from '../../../../shared/domain/quality/review.ts';
import { rectificationKind } from '../../../../shared/domain/rectification/rectification.ts';
import { institutionKind } from '../../../../shared/domain/registry/institution.ts';
import type { Finding, Inspection } from '../../../../shared/domain/inspections/inspection.ts';
import type { InspectionTask } from '../../../../shared/domain/planning/task.ts';
import type { QualityReview } from '../../../../shared/domain/quality/review.ts';
import type { Institution } from '../../../../shared/domain/registry/institution.ts';
import type { Desk } from '../../../data/desk.ts';

/** Whole records, so that the list behind a figure can say what they are. */
export interface Counted extends FigureRecords {
  readonly institutions: readonly Institution[];
  readonly inspections: readonly Inspection[];
  readonly findings: readonly Finding[];
  readonly tasks: readonly InspectionTask[];
  readonly reviews: readonly QualityReview[];
}

export async function loadCounted({ records }: Pick<Desk, 'records'>): Promise<Counted> {
  const [institutions, inspections, forms, findings, rectifications, plans, tasks, reviews] =
    await Promise.all([
      records.all(institutionKind),
      records.all(inspectionKind),
      records.all(visitFormKind),
      records.all(findingKind),
      records.all(rectificationKind),
      records.all(planKind),
      records.all(inspectionTaskKind),
      records.all(qualityReviewKind),
    ]);
  return { institutions, inspections, forms, findings, rectifications, plans, tasks, reviews };
}
