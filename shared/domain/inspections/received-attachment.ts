import { z } from 'zod';
import { Sha256Hex } from '../../lib/bytes.ts';
import { Instant } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';

/**
 * The region holds the bytes of this attachment. Written by the server alone, when it signs the receipt, so that every device
 * of the prefecture can tell complete evidence from incomplete; the receipt itself belongs to the device that uploaded.
 */
export const ReceivedAttachment = z.strictObject({
  /** The attachment's own id. */
  id: RecordId,
  prefectureCode: z.string(),
  recordId: RecordId,
  sha256: Sha256Hex,
  sizeBytes: z.int().min(0),
  at: Instant,
});
export type ReceivedAttachment = z.infer<typeof ReceivedAttachment>;

export const receivedAttachmentKind = recordKind<ReceivedAttachment>({
  table: 'attachmentReceipts',
  schema: ReceivedAttachment,
  compartment: 'ordinary',
  columns: { recordId: (received) => received.recordId },
});
