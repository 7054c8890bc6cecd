import { z } from 'zod';
import { Sha256Hex } from '../lib/bytes.ts';
import { RecordId } from '../lib/ids.ts';
import { Signed } from './receipt.ts';

/** Which of these attachments need no bytes, since the region holds them already? Asked once before the first upload. */
export const HeldRequest = z.strictObject({
  v: z.int().min(1),
  attachments: z.array(z.strictObject({ attachmentId: RecordId, sha256: Sha256Hex })).max(500),
});
export type HeldRequest = z.infer<typeof HeldRequest>;

/** Signed attachment receipts, in any order; what is not among them must be sent. */
export const HeldAnswer = z.looseObject({ receipts: z.array(Signed) });

/** Pieces in which a half that does not fit its record is compared: small enough that one bad byte costs four seconds of a slow line. */
export const REPAIR_PIECE_BYTES = 65_536;

/** SHA-256 of every piece of the file, in order. */
export const RepairRequest = z.strictObject({ v: z.int().min(1), pieces: z.array(Sha256Hex).max(1024) });

/** `bad`: numbers of the pieces to send again. With none bad, `receipt`; null when the device's own bytes are not the record's. */
export const RepairAnswer = z.looseObject({ bad: z.array(z.int().min(0)), receipt: Signed.nullable() });
