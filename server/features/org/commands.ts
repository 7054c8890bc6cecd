import { z } from 'zod';
import { Template } from '../../../shared/domain/inspections/template.ts';
import { Officer } from '../../../shared/domain/org/officer.ts';
import { Base64, Sha256Hex } from '../../../shared/lib/bytes.ts';
import { Instant } from '../../../shared/lib/dates.ts';
import { DeviceId, LogId, OfficerId, RecordId } from '../../../shared/lib/ids.ts';
import { Bilingual } from '../../../shared/lib/text.ts';
import { Signed } from '../../../shared/protocol/receipt.ts';
import { ConsolePasswordCommand, ConsoleUserCommand } from '../console/apply-console.ts';

export const Office = z.strictObject({
  kind: z.literal('office'),
  code: z.string().regex(/^\d{6}$/),
  name: Bilingual,
  bureau: Bilingual,
  sealingPublic: Base64,
  /** The private half, wrapped by the storage key. */
  sealingPrivateWrapped: Base64,
});

/**
 * What changes the server besides acts. Written to the ingest file before it is done, with everything that chance and
 * clock gave already in it, so that doing it again changes nothing.
 */
export const OrgCommand = z.discriminatedUnion('kind', [
  Office,
  /** `at`: when it was ordered; entries written before it was noted have none. */
  z.strictObject({ kind: z.literal('officer'), officer: Officer, at: Instant.optional() }),
  z.strictObject({
    kind: z.literal('device-code'),
    secretHash: Sha256Hex,
    officerId: OfficerId,
    expiresAt: Instant,
  }),
  z.strictObject({
    kind: z.literal('enrol'),
    secretHash: Sha256Hex,
    usedBy: Sha256Hex,
    deviceId: DeviceId,
    deviceSigningKey: Base64,
    deviceSealingKey: Base64,
    officerId: OfficerId,
    officerSigningKey: Base64,
    officerSealingKey: Base64,
    deviceLabel: z.string().optional(),
    at: Instant,
  }),
  z.strictObject({
    kind: z.literal('revoke-device'),
    deviceId: DeviceId,
    at: Instant,
    stolen: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('release-acts'),
    logId: LogId,
    seqs: z.array(z.int().min(1)),
    decision: z.enum(['confirm', 'reject']),
    reason: z.string(),
    by: OfficerId.nullable(),
    at: Instant,
  }),
  z.strictObject({ kind: z.literal('template'), template: Template }),
  z.strictObject({
    kind: z.literal('attachment'),
    attachmentId: RecordId,
    sha256: Sha256Hex,
    sizeBytes: z.int().min(0),
    /** Where the bytes lie; the first release did not say. */
    prefecture: z.string().optional(),
    receipt: Signed,
  }),
  ConsoleUserCommand,
  ConsolePasswordCommand,
]);
export type OrgCommand = z.infer<typeof OrgCommand>;
export type OrgCommandOf<K extends OrgCommand['kind']> = Extract<OrgCommand, { kind: K }>;
