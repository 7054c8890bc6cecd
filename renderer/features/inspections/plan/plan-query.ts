import { inspectionKind } from '../../../../shared/domain/inspections/inspection.ts';
import { visitFormKind } from '../../../../shared/domain/inspections/visit-forms.ts';
import { officerKind, type Officer } from '../../../../shared/domain/org/officer.ts';
import {
  inspectionItemKind,
  type InspectionItem,
} from '../../../../shared/domain/planning/inspection-item.ts';
import { inspectorKind, type Inspector } from '../../../../shared/domain/planning/inspector.ts';
import { visitsWithoutTask } from '../../../../shared/domain/planning/other-visits.ts';
import { planKind, type Plan } from '../../../../shared/domain/planning/plan.ts';
import type { InstitutionFacts } from '../../../../shared/domain/planning/pools.ts';
import { inspectionTaskKind, type InspectionTask } from '../../../../shared/domain/planning/task.ts';
import { proficiencyTestKind } from '../../../../shared/domain/proficiency/proficiency-test.ts';
import { qualityReviewKind } from '../../../../shared/domain/quality/review.ts';
import { rectificationKind } from '../../../../shared/domain/rectification/rectification.ts';
import { institutionKind, type Institution } from '../../../../shared/domain/registry/institution.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { Desk } from '../../../data/desk.ts';
import { knownFacts } from './known-facts.ts';

type Reads = Pick<Desk, 'records' | 'prefectureCode'>;

/** What a plan is made of. */
export interface PlanSources {
  readonly items: readonly InspectionItem[];
  readonly institutions: readonly Institution[];
  readonly inspectors: readonly Inspector[];
  readonly officers: readonly Officer[];
  readonly tasks: readonly InspectionTask[];
  /** What is known of institutions beyond the register on a day, with the visits of a year. */
  readonly factsOf: (year: number, today: CivilDate) => ReadonlyMap<RecordId, InstitutionFacts>;
}

export async function loadPlanSources({ records, prefectureCode }: Reads): Promise<PlanSources> {
  const [
    items,
    institutions,
    inspectors,
    officers,
    tasks,
    inspections,
    forms,
    rectifications,
    tests,
    reviews,
  ] = await Promise.all([
    records.all(inspectionItemKind),
    records.list(institutionKind, 'prefectureCode', prefectureCode),
    records.list(inspectorKind, 'prefectureCode', prefectureCode),
    records.list(officerKind, 'prefectureCode', prefectureCode),
    records.all(inspectionTaskKind),
    records.all(inspectionKind),
    records.all(visitFormKind),
    records.all(rectificationKind),
    records.all(proficiencyTestKind),
    records.list(qualityReviewKind, 'state', 'final'),
  ]);
  const visits = visitsWithoutTask(inspections, forms, tasks);
  return {
    items: items.filter((item) => item.prefectureCode === prefectureCode),
    institutions,
    inspectors,
    officers,
    tasks: tasks.filter((task) => task.prefectureCode === prefectureCode),
    factsOf: (year, today) => knownFacts({ visits, rectifications, tests, reviews }, year, today),
  };
}

export interface PlanLine {
  readonly plan: Plan;
  readonly tasks: number;
  readonly archived: number;
}

/** Newest year first, then the one drafted last. */
export async function loadPlans({ records, prefectureCode }: Reads): Promise<readonly PlanLine[]> {
  const [plans, tasks] = await Promise.all([records.all(planKind), records.all(inspectionTaskKind)]);
  return plans
    .filter((plan) => plan.prefectureCode === prefectureCode)
    .toSorted((a, b) => b.year - a.year || ((a.events[0]?.at ?? '') < (b.events[0]?.at ?? '') ? 1 : -1))
    .map((plan) => {
      const own = tasks.filter((task) => task.planId === plan.id && task.state !== 'voided');
      return { plan, tasks: own.length, archived: own.filter(({ state }) => state === 'archived').length };
    });
}
