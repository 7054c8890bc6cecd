import { z } from 'zod';
import { Sha256Hex } from '../lib/bytes.ts';
import { RecordId } from '../lib/ids.ts';
import { call } from './call.ts';

/** A stored file read through, chunk by chunk. */
export const FileCheckOutcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whole'), sizeBytes: z.int() }),
  z.strictObject({ kind: z.literal('not-here') }),
  z.strictObject({ kind: z.literal('damaged') }),
  z.strictObject({ kind: z.literal('locked') }),
]);
export type FileCheckOutcome = z.infer<typeof FileCheckOutcome>;

export const HeldOutcome = z.discriminatedUnion('kind', [
  /** Signed receipts as JSON texts, not yet verified, of what the region holds already. */
  z.strictObject({ kind: z.literal('held'), receipts: z.array(z.string()) }),
  /** No answer, or a server that does not know the question: the uploads will tell why. */
  z.strictObject({ kind: z.literal('unknown') }),
]);
export type HeldOutcome = z.infer<typeof HeldOutcome>;

/** What is kept of pictures on this computer beside staging, reading, uploading and fetching them. */
export const filesCalls = {
  'files/check': call(z.strictObject({ sha256: Sha256Hex }), FileCheckOutcome),
  /** Only the caller knows that a verified receipt permits it. */
  'files/remove': call(
    z.strictObject({ sha256: Sha256Hex }),
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('removed') }),
      z.strictObject({ kind: z.literal('disk-full') }),
      z.strictObject({ kind: z.literal('disk-error'), code: z.string() }),
    ]),
  ),
  'files/held': call(
    z.array(z.strictObject({ attachmentId: RecordId, sha256: Sha256Hex })).max(500),
    HeldOutcome,
  ),
  /** Of the disk that holds this profile; null where the system does not tell. */
  'files/space': call(
    z.undefined().or(z.null()),
    z.strictObject({ freeBytes: z.number().min(0), totalBytes: z.number().min(0) }).nullable(),
  ),
} as const;
