import { z } from 'zod';
import { Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import type { MutatorTx } from '../../lib/mutation.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { inspectionKind, type Inspection } from './inspection.ts';

/** A further form filled on the same visit: an inspection of its own that shares institution, day and officers with the first. */
export const VisitForm = z.strictObject({
  /** The further inspection. */
  id: RecordId,
  prefectureCode: z.string(),
  /** The inspection the visit began with; its id names the visit. */
  visitId: RecordId,
  by: OfficerId,
  at: Instant,
});
export type VisitForm = z.infer<typeof VisitForm>;

export const visitFormKind = recordKind<VisitForm>({
  table: 'visitForms',
  schema: VisitForm,
  compartment: 'ordinary',
  columns: { visitId: (form) => form.visitId },
});

/** Inspections of one visit, the first form first. */
export async function formsOfVisit(
  tx: Pick<MutatorTx, 'get' | 'list'>,
  inspectionId: RecordId,
): Promise<{ readonly visitId: RecordId; readonly inspections: readonly Inspection[] }> {
  const visitId = await visitIdOf(tx, inspectionId);
  const further = await tx.list(visitFormKind, 'visitId', visitId);
  const found = await Promise.all(
    [visitId, ...further.map(({ id }) => id)].map((id) => tx.get(inspectionKind, id)),
  );
  return { visitId, inspections: found.filter((inspection) => inspection !== null) };
}

/** The visit to which an inspection belongs: its own id, or that of the form the visit began with. */
export async function visitIdOf(tx: Pick<MutatorTx, 'get'>, inspectionId: RecordId): Promise<RecordId> {
  return (await tx.get(visitFormKind, inspectionId))?.visitId ?? inspectionId;
}

/** One of each visit among these: a further form only where the first is not among them (it may be sealed before the others). */
export function oneOfEachVisit<T extends { readonly id: RecordId }>(
  inspections: readonly T[],
  forms: readonly Pick<VisitForm, 'id' | 'visitId'>[],
): readonly T[] {
  const visitOf = new Map(forms.map((form) => [form.id, form.visitId]));
  const ids = new Set(inspections.map(({ id }) => id));
  const shown = new Set<RecordId>();
  return inspections.filter(({ id }) => {
    const visitId = visitOf.get(id) ?? id;
    if (id !== visitId && (ids.has(visitId) || shown.has(visitId))) return false;
    shown.add(visitId);
    return true;
  });
}

/** Visits, not forms: a party-building form filled on the way is no second visit for caps and figures. */
export function withoutFurtherForms<T extends { readonly id: RecordId }>(
  inspections: readonly T[],
  forms: readonly Pick<VisitForm, 'id'>[],
): readonly T[] {
  const further = new Set(forms.map(({ id }) => id));
  return inspections.filter(({ id }) => !further.has(id));
}
