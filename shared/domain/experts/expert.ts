import { z } from 'zod';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { Bilingual, freeText } from '../../lib/text.ts';
import { Category } from '../registry/institution.ts';

/** A tie to an institution that keeps an expert away from it; `to` null: still so. */
export const ExpertConflict = z.strictObject({
  institutionId: RecordId,
  reason: freeText(300).refine((text) => text.trim() !== '', 'empty'),
  from: CivilDate,
  to: CivilDate.nullable(),
});
export type ExpertConflict = z.infer<typeof ExpertConflict>;

/**
 * Somebody of a field who reviews files or helps on visits (inspections.md sections 2 and 7). An expert accompanies and never
 * counts as one of the two officers.
 */
export const Expert = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  name: Bilingual,
  /** Where they work, in the words of the list. */
  unit: Bilingual,
  /** The supervised institution they work for; null when it is none of them. */
  institutionId: RecordId.nullable(),
  fields: z.array(Category).min(1).max(4),
  languages: z
    .array(z.enum(['zh', 'ug']))
    .min(1)
    .max(2),
  validFrom: CivilDate,
  validTo: CivilDate,
  /** The account with which they score files; null: they only accompany. */
  officerId: OfficerId.nullable(),
  active: z.boolean(),
  conflicts: z.array(ExpertConflict).max(50),
  /** Who changed the entry, when, on which day of the office: nothing in the list changes without a trace. */
  events: z.array(
    z.strictObject({ kind: z.enum(['entered', 'changed']), on: CivilDate, at: Instant, by: OfficerId }),
  ),
});
export type Expert = z.infer<typeof Expert>;

export const expertKind = recordKind<Expert>({
  table: 'experts',
  schema: Expert,
  compartment: 'ordinary',
  columns: { officerId: (expert) => expert.officerId },
});
