import { z } from 'zod';
import { Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { PortableJson } from '../../lib/json.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';
import type { ConflictItem } from '../conflict-item.ts';

// open ─ conflict/decide ─► decided. Made by the server only (design.md section 2); both versions stay in it.

/** Who wrote a version: the act, its officer and computer, and the moment the officer's clock showed. */
export const VersionAuthor = z.strictObject({
  by: OfficerId,
  at: Instant,
  act: z.string(),
  device: z.string(),
});
export type VersionAuthor = z.infer<typeof VersionAuthor>;

export const CHOICES = ['mine', 'theirs', 'other', 'both'] as const;

export const ConflictField = z.strictObject({
  field: z.string(),
  base: PortableJson,
  mine: PortableJson,
  /** What stands in the record; follows later changes of it while the conflict is open. */
  theirs: PortableJson,
  /** Null when nobody changed the field since it was registered. */
  theirsBy: VersionAuthor.nullable(),
});
export type ConflictField = z.infer<typeof ConflictField>;

/** Two versions of some fields of one record, kept until a named person decides. */
export const Conflict = z.strictObject({
  /** `<logId>:<seq>` of the act that came second. */
  id: RecordId,
  prefectureCode: z.string(),
  state: z.enum(['open', 'decided']),
  table: z.string(),
  recordId: RecordId,
  mineBy: VersionAuthor,
  fields: z.array(ConflictField).min(1),
  /** When the server found it. */
  raisedAt: Instant,
  decision: z
    .strictObject({
      by: OfficerId,
      at: Instant,
      act: z.string(),
      reason: freeText(500),
      fields: z.array(z.strictObject({ field: z.string(), choice: z.enum(CHOICES), value: PortableJson })),
    })
    .nullable(),
});
export type Conflict = z.infer<typeof Conflict>;

export const conflictKind = recordKind<Conflict>({
  table: 'conflicts',
  schema: Conflict,
  compartment: 'ordinary',
  columns: { state: (conflict) => conflict.state, recordId: (conflict) => conflict.recordId },
});

export function conflictItem(conflict: Conflict): ConflictItem {
  const { id, prefectureCode, table, recordId, raisedAt, mineBy } = conflict;
  const lines = conflict.fields.map(({ field, base, mine, theirs, theirsBy }) => ({
    field,
    base,
    mine,
    theirs,
    mineBy,
    theirsBy,
  }));
  return { source: 'register', id, prefectureCode, table, recordId, raisedAt, lines };
}
