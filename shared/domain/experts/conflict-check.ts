import type { CivilDate } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import type { Category } from '../registry/institution.ts';
import type { Expert } from './expert.ts';

/** Why an expert may not be called for something; each has its own words under `experts:barrier`. */
export type ExpertBarrier =
  | { readonly kind: 'inactive' }
  | { readonly kind: 'not-valid'; readonly validFrom: CivilDate; readonly validTo: CivilDate }
  | { readonly kind: 'other-field' }
  | { readonly kind: 'own-institution' }
  | { readonly kind: 'declared-conflict'; readonly reason: string };

/**
 * What keeps an expert from a matter of this institution on this day; null when nothing does. Never from the same institution
 * (inspections.md section 7, 3). `category` null: any field will do, as for a helper on a visit.
 */
export function expertBarrier(
  expert: Expert,
  matter: { readonly institutionId: RecordId; readonly category: Category | null; readonly on: CivilDate },
): ExpertBarrier | null {
  if (!expert.active) return { kind: 'inactive' };
  if (matter.on < expert.validFrom || matter.on > expert.validTo)
    return { kind: 'not-valid', validFrom: expert.validFrom, validTo: expert.validTo };
  if (expert.institutionId === matter.institutionId) return { kind: 'own-institution' };
  const declared = expert.conflicts.find(
    (one) =>
      one.institutionId === matter.institutionId &&
      one.from <= matter.on &&
      (one.to === null || matter.on <= one.to),
  );
  if (declared) return { kind: 'declared-conflict', reason: declared.reason };
  if (matter.category !== null && !expert.fields.includes(matter.category)) return { kind: 'other-field' };
  return null;
}
