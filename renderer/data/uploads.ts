import { AttachmentReceipt, Signed } from '../../shared/protocol/receipt.ts';
import type { UploadRow } from '../../shared/schema/schema.ts';
import type { VerifySigned } from '../../shared/sync/ports.ts';
import type { UploadFailure } from '../../shared/sync/round.ts';
import type { Bureau } from '../platform/bureau.ts';
import type { BureauDb } from './bureau-db.ts';

export interface UploadDeps {
  readonly db: BureauDb;
  readonly bureau: Bureau;
  readonly verify: VerifySigned;
  readonly isCancelled: () => boolean;
  readonly onUploaded: (row: UploadRow) => void;
}

/**
 * Sends every waiting picture, smallest first. A file counts as delivered only when the server's signed receipt for its
 * hash and size verifies (rule S12). A file that is missing or damaged here is left waiting: a person must look.
 */
export async function uploadWaiting(deps: UploadDeps): Promise<UploadFailure | null> {
  const rows = await deps.db.uploads.where('state').equals('waiting').toArray();
  let failure: UploadFailure | null = null;
  for (const row of rows.toSorted((a, b) => a.sizeBytes - b.sizeBytes)) {
    if (deps.isCancelled()) return null;
    const { attachmentId, sha256, sizeBytes } = row;
    // Taken back before it was ever sent: the server knows no such record.
    if (!(await deps.db.records('attachments').get(attachmentId))) {
      await deps.db.uploads.delete(attachmentId);
      continue;
    }
    const outcome = await deps.bureau.call('files/upload', { attachmentId, sha256, sizeBytes });
    if (outcome.kind === 'uploaded') {
      if (!(await isReceiptFor(row, outcome.receipt, deps.verify))) return { kind: 'receipt-unverified' };
      await deps.db.uploads.update(attachmentId, {
        state: 'delivered',
        sentBytes: sizeBytes,
        receipt: outcome.receipt,
      });
      deps.onUploaded(row);
    } else if (outcome.kind === 'not-here' || outcome.kind === 'damaged')
      failure ??= { kind: outcome.kind === 'damaged' ? 'photo-damaged' : 'photo-not-here' };
    else return outcome;
  }
  return failure;
}

async function isReceiptFor(row: UploadRow, text: string, verify: VerifySigned): Promise<boolean> {
  try {
    const signed = Signed.parse(JSON.parse(text));
    if (!(await verify('jd-attachment-1', signed))) return false;
    const receipt = AttachmentReceipt.parse(JSON.parse(signed.body));
    return (
      receipt.attachmentId === row.attachmentId &&
      receipt.sha256 === row.sha256 &&
      receipt.sizeBytes === row.sizeBytes
    );
  } catch {
    return false;
  }
}
