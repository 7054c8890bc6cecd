import { z } from 'zod';
import { RecordId, type OfficerId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { Bilingual } from '../../lib/text.ts';

export const ROLES = [
  'inspector',
  'case-handler',
  'section-head',
  'bureau-head',
  'administrator',
  'regional-viewer',
  'regional-administrator',
] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** An officer as every device of the prefecture knows them: for names beside acts and for choosing a visit partner. */
export const Officer = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  name: Bilingual,
  roles: z.array(Role),
  /** Number of the enforcement certificate (执法证), null for officers who do not inspect. */
  certificateNo: z.string().max(40).nullable(),
  active: z.boolean(),
});
export type Officer = z.infer<typeof Officer>;

export const officerKind = recordKind<Officer>({
  table: 'officers',
  schema: Officer,
  compartment: 'ordinary',
  columns: { prefectureCode: (officer) => officer.prefectureCode },
});

export function officerRecordId(officerId: OfficerId): RecordId {
  return officerId as string as RecordId;
}
