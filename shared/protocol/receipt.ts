import { z } from 'zod';
import { Base64, Sha256Hex, utf8 } from '../lib/bytes.ts';
import { Instant } from '../lib/dates.ts';
import { LogId, RecordId } from '../lib/ids.ts';
import { Outcome } from './outcome.ts';

/** A statement of the server: `body` is canonical JSON text, signed as `<purpose>|<body>` by the receipt key `keyId`. */
export const Signed = z.strictObject({ body: z.string(), signature: Base64, keyId: z.string() });
export type Signed = z.infer<typeof Signed>;

export type SigningPurpose =
  | 'jd-receipt-1'
  | 'jd-backup-1'
  | 'jd-export-1'
  | 'jd-amendment-1'
  | 'jd-anchor-1'
  | 'jd-attachment-1'
  | 'jd-manifest-1'
  | 'jd-officer-1'
  | 'jd-template-1'
  | 'jd-hello-1'
  | 'jd-reconcile-1'
  | 'jd-bundle-1'
  | 'jd-ping-1';

export function signingBytes(purpose: SigningPurpose, body: string): Uint8Array<ArrayBuffer> {
  return utf8(`${purpose}|${body}`);
}

const SeqOutcome = z.strictObject({ seq: z.int().min(1), outcome: Outcome });

/** Acts `from` to `to` of a log are logged at the server; those not listed under `outcomes` are plainly applied. */
export const Receipt = z.strictObject({
  v: z.literal(1),
  logId: LogId,
  from: z.int().min(1),
  to: z.int().min(1),
  chain: Sha256Hex,
  outcomes: z.array(SeqOutcome),
  epoch: z.string(),
  receivedAt: Instant,
});
export type Receipt = z.infer<typeof Receipt>;

/** An outcome that changed after its receipt. The highest number for an act wins, whatever the order of arrival. */
export const Amendment = z.strictObject({
  v: z.literal(1),
  logId: LogId,
  seq: z.int().min(1),
  number: z.int().min(1),
  outcome: Outcome,
  at: Instant,
});
export type Amendment = z.infer<typeof Amendment>;

/** Server time at a contact, appended to the log as `clock/anchor`. */
export const Anchor = z.strictObject({ v: z.literal(1), at: Instant, nonce: z.string() });
export type Anchor = z.infer<typeof Anchor>;

/** The server holds these bytes for this record, fsynced. It alone permits removal of the local copy. */
export const AttachmentReceipt = z.strictObject({
  v: z.literal(1),
  attachmentId: RecordId,
  sha256: Sha256Hex,
  sizeBytes: z.int().min(0),
  at: Instant,
});
export type AttachmentReceipt = z.infer<typeof AttachmentReceipt>;
