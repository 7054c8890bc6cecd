import type { CivilDate } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import { inspectionKind } from '../inspections/inspection.ts';
import { oneOfEachVisit, visitFormKind, type VisitForm } from '../inspections/visit-forms.ts';
import { inspectionsInYear } from './pools.ts';
import type { Reader } from './reader.ts';
import { inspectionTaskKind, type InspectionTask } from './task.ts';

/**
 * Visits to which no task led, each once however many forms were filled on it. A voided task counts nowhere itself, so a visit that
 * was made for it before counts here.
 */
export function visitsWithoutTask<T extends { readonly id: RecordId }>(
  inspections: readonly T[],
  forms: readonly Pick<VisitForm, 'id' | 'visitId'>[],
  tasks: readonly Pick<InspectionTask, 'state' | 'visitIds'>[],
): readonly T[] {
  const visits = new Map(forms.map(({ id, visitId }) => [id, visitId]));
  const visitOf = (id: RecordId): RecordId => visits.get(id) ?? id;
  const live = tasks.filter(({ state }) => state !== 'voided');
  const ofTasks = new Set(live.flatMap(({ visitIds }) => visitIds.map(visitOf)));
  return oneOfEachVisit(inspections, forms).filter(({ id }) => !ofTasks.has(visitOf(id)));
}

/** Of these visits, those begun in a year. */
export function begunIn<T extends { readonly startedOn: CivilDate }>(
  visits: readonly T[],
  year: number,
): readonly T[] {
  return visits.filter(({ startedOn }) => Number(startedOn.slice(0, 4)) === year);
}

/** How many inspections of an institution a year has by the records at hand: what an act holds against the yearly cap. */
export async function inspectionsAgainstCap(
  tx: Reader,
  institutionId: RecordId,
  year: number,
): Promise<number> {
  const [tasks, inspections] = await Promise.all([
    tx.list(inspectionTaskKind, 'institutionId', institutionId),
    tx.list(inspectionKind, 'institutionId', institutionId),
  ]);
  const forms = await Promise.all(inspections.map(({ id }) => tx.get(visitFormKind, id)));
  const others = visitsWithoutTask(
    inspections,
    forms.filter((form) => form !== null),
    tasks,
  );
  return inspectionsInYear(institutionId, year, tasks, begunIn(others, year).length);
}
