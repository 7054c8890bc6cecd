import type { RecordId } from '../../lib/ids.ts';
import { findingKind, inspectionKind, type Inspection } from '../inspections/inspection.ts';
import { formsOfVisit } from '../inspections/visit-forms.ts';
import { holdsRight } from '../org/authority.ts';
import { officerKind, type Officer } from '../org/officer.ts';
import { rectificationKind } from '../rectification/rectification.ts';
import { appraiserKind } from '../registry/appraiser.ts';
import { institutionKind, type Institution } from '../registry/institution.ts';
import { inspectorKind, type Inspector } from './inspector.ts';
import type { KnownName } from './personal-data.ts';
import { planKind, type Plan } from './plan.ts';
import type { Reader } from './reader.ts';
import { inspectionTaskKind, type InspectionTask } from './task.ts';

/** What the rules of a task's next step read beside the task itself. */
export interface TaskFacts {
  readonly institution: Institution | null;
  readonly plan: Plan | null;
  readonly officers: readonly Officer[];
  readonly inspectors: readonly Inspector[];
  /** Every visit of the institution that is here, linked or not: one of them may be linked next. */
  readonly visits: readonly Inspection[];
  /** The linked visits with all forms filled on them. */
  readonly forms: readonly Inspection[];
  /** Visits that other tasks of the institution hold. */
  readonly takenVisits: ReadonlySet<RecordId>;
  /** Findings of the linked visits. */
  readonly findings: number;
  /** Orders to rectify that came out of the linked visits, and how many of them are not closed. */
  readonly rectifications: { readonly total: number; readonly open: number };
  /** Names that a publication must not hold. */
  readonly names: readonly KnownName[];
}

export async function loadTaskFacts(reader: Reader, task: InspectionTask): Promise<TaskFacts> {
  const { institutionId, prefectureCode } = task;
  const [institution, plan, officers, inspectors, visits, siblings, appraisers, orders, linked] =
    await Promise.all([
      reader.get(institutionKind, institutionId),
      task.planId ? reader.get(planKind, task.planId) : null,
      reader.list(officerKind, 'prefectureCode', prefectureCode),
      reader.list(inspectorKind, 'prefectureCode', prefectureCode),
      reader.list(inspectionKind, 'institutionId', institutionId),
      reader.list(inspectionTaskKind, 'institutionId', institutionId),
      reader.list(appraiserKind, 'institutionId', institutionId),
      reader.list(rectificationKind, 'institutionId', institutionId),
      Promise.all(task.visitIds.map((id) => formsOfVisit(reader, id))),
    ]);
  const forms = linked.flatMap(({ inspections }) => inspections);
  const findings = await Promise.all(forms.map(({ id }) => reader.list(findingKind, 'inspectionId', id)));
  const found = findings.flat().length;
  const ofTask = orders.filter(({ sourceId }) => forms.some(({ id }) => id === sourceId));
  return {
    institution,
    plan,
    officers,
    inspectors,
    visits,
    forms,
    takenVisits: new Set(siblings.filter(({ id }) => id !== task.id).flatMap(({ visitIds }) => visitIds)),
    findings: found,
    rectifications: {
      total: ofTask.length,
      open: ofTask.filter(({ state }) => state !== 'closed').length,
    },
    names: [
      ...appraisers.flatMap(({ name }) => bothNames('appraiser', name)),
      ...officers.flatMap(({ name }) => bothNames('officer', name)),
      ...inspectors.flatMap(({ name }) => bothNames('officer', name)),
      ...(institution ? bothNames('head', institution.head) : []),
    ],
  };
}

/** Whether somebody else of the bureau could approve. */
export function hasOtherApprover(officers: readonly Officer[], than: string): boolean {
  return officers.some(
    (officer) =>
      officer.active && (officer.id as string) !== than && holdsRight(officer.roles, 'approve-inspections'),
  );
}

function bothNames(
  who: KnownName['who'],
  { zh, ug }: { readonly zh: string; readonly ug: string },
): readonly KnownName[] {
  return [
    { who, name: zh },
    { who, name: ug },
  ];
}
