import { z } from 'zod';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { Bilingual, freeText } from '../../lib/text.ts';
import { Category } from '../registry/institution.ts';

/** Why an inspector does not inspect an institution (回避, inspections.md section 3 rule 4). */
export const CONFLICT_REASONS = [
  'own-interest',
  'relative',
  'former-employment',
  'pending-complaint',
  'self-declared',
  'asked-by-institution',
] as const;
const ConflictReason = z.enum(CONFLICT_REASONS);
export type ConflictReason = z.infer<typeof ConflictReason>;

export const Conflict = z.strictObject({
  institutionId: RecordId,
  reason: ConflictReason,
  from: CivilDate,
  /** Last day; null while it lasts. For former employment the last day of employment: it goes on for the plan's years. */
  to: CivilDate.nullable(),
});
export type Conflict = z.infer<typeof Conflict>;

const event = { on: CivilDate, at: Instant, by: OfficerId };
const InspectorEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('registered'), ...event }),
  z.strictObject({ kind: z.literal('amended'), ...event, fields: z.array(z.string().max(40)) }),
  z.strictObject({ kind: z.literal('closed'), ...event, reason: freeText(500) }),
  z.strictObject({ kind: z.literal('reopened'), ...event, reason: freeText(500) }),
]);

/** What an officer may change of an inspector. */
export const InspectorContent = z.strictObject({
  name: Bilingual,
  unit: Bilingual,
  /** Number of the enforcement certificate (执法证). */
  certNo: z.string().min(1).max(40),
  certValidTo: CivilDate,
  fields: z.array(Category),
  /** Languages the inspector works in. */
  languages: z.array(z.enum(['zh', 'ug', 'kk', 'ky', 'mn'])),
  conflicts: z.array(Conflict).max(60),
});
export type InspectorContent = z.infer<typeof InspectorContent>;

/** An officer with enforcement certificate who can be drawn. The id is the officer's, where the officer uses the desk. */
export const Inspector = z.strictObject({
  ...InspectorContent.shape,
  id: RecordId,
  prefectureCode: z.string(),
  active: z.boolean(),
  events: z.array(InspectorEvent).min(1),
});
export type Inspector = z.infer<typeof Inspector>;

export const inspectorKind = recordKind<Inspector>({
  table: 'inspectors',
  schema: Inspector,
  compartment: 'ordinary',
  columns: {
    prefectureCode: (inspector) => inspector.prefectureCode,
    certValidTo: (inspector) => inspector.certValidTo,
  },
});
