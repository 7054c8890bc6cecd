import type { Hex } from '../../shared/lib/bytes.ts';
import { AttachmentReceipt, Signed } from '../../shared/protocol/receipt.ts';
import type { UploadProblem, UploadRow } from '../../shared/schema/schema.ts';
import type { VerifySigned } from '../../shared/sync/ports.ts';
import type { PushFailure } from '../../shared/sync/push.ts';
import type { UploadFailure } from '../../shared/sync/round.ts';
import type { Bureau } from '../platform/bureau.ts';
import type { BureauDb } from './bureau-db.ts';

export interface UploadDeps {
  readonly db: BureauDb;
  readonly bureau: Bureau;
  readonly verify: VerifySigned;
  readonly isCancelled: () => boolean;
  /** Text written meanwhile goes before the next picture. */
  readonly pushText: () => Promise<PushFailure | null>;
  /** Bytes of this file that the server has, as far as is known here. */
  readonly sentBytesOf: (row: UploadRow) => number;
  /** Whether the byte budget lets a file of this size go now. */
  readonly mayUpload: (sizeBytes: number) => boolean;
  readonly onUploaded: (row: UploadRow) => void;
}

/** One question asks for so many at once; far more than a week's photos. */
const MAX_ASKED = 500;

/**
 * Sends the waiting pictures: those of open visits first, then smallest first. A file counts as delivered only when the server's
 * signed receipt for exactly this record, hash and size verifies (rule S12). A file that cannot go is marked and named once; the
 * others go on.
 */
export async function uploadWaiting(deps: UploadDeps): Promise<UploadFailure | null> {
  const waiting = await inOrder(deps.db, await stillNamed(deps.db));
  if (waiting.length === 0) return null;
  const rows = await withoutHeld(deps, waiting);
  let failure: UploadFailure | null = null;
  for (const row of rows) {
    if (deps.isCancelled()) return null;
    const pushFailure = await deps.pushText();
    if (pushFailure) return pushFailure;
    if (!deps.mayUpload(row.sizeBytes - deps.sentBytesOf(row))) return failure;
    const { attachmentId, sha256, sizeBytes } = row;
    const outcome = await deps.bureau.call('files/upload', { attachmentId, sha256, sizeBytes });
    switch (outcome.kind) {
      case 'uploaded':
        if (!(await deliver(deps, row, outcome.receipt))) return { kind: 'receipt-unverified' };
        break;
      case 'not-here':
      case 'damaged':
      case 'mismatch':
      case 'refused': {
        const isNew = row.problem !== outcome.kind;
        await deps.db.uploads.update(attachmentId, { problem: outcome.kind });
        // Named when it is found; afterwards it stands in the list of photos and holds up nothing.
        if (isNew) failure ??= failureOf(outcome.kind);
        break;
      }
      default:
        await deps.db.uploads.update(attachmentId, { sentBytes: deps.sentBytesOf(row) });
        return outcome;
    }
  }
  return failure;
}

/** Taken back before it was ever sent: the server knows no such record, and its row goes. */
async function stillNamed(db: BureauDb): Promise<readonly UploadRow[]> {
  const rows = await db.uploads.where('state').equals('waiting').toArray();
  const records = await db.records('attachments').bulkGet(rows.map((row) => row.attachmentId));
  const gone = rows.filter((_row, index) => records[index] === undefined);
  await db.uploads.bulkDelete(gone.map((row) => row.attachmentId));
  return rows.filter((_row, index) => records[index] !== undefined);
}

/** By clear columns only: nothing is decrypted for it. */
async function inOrder(db: BureauDb, rows: readonly UploadRow[]): Promise<readonly UploadRow[]> {
  const records = await db.records('attachments').bulkGet(rows.map((row) => row.attachmentId));
  const visitOf = new Map(rows.map((row, index) => [row.attachmentId, String(records[index]?.['recordId'])]));
  const open = new Set(await db.records('inspections').where('state').equals('in-progress').primaryKeys());
  const rank = (row: UploadRow): number => (open.has(visitOf.get(row.attachmentId) ?? '') ? 0 : 1);
  // What a person must look at comes last: it costs a try, never a place.
  const late = (row: UploadRow): number => (row.problem ? 1 : 0);
  return rows.toSorted((a, b) => late(a) - late(b) || rank(a) - rank(b) || a.sizeBytes - b.sizeBytes);
}

/** What the region holds already is delivered by its receipt alone (rule S71). */
async function withoutHeld(deps: UploadDeps, rows: readonly UploadRow[]): Promise<readonly UploadRow[]> {
  const asked = rows.slice(0, MAX_ASKED).map(({ attachmentId, sha256 }) => ({ attachmentId, sha256 }));
  const answer = await deps.bureau.call('files/held', asked);
  if (answer.kind !== 'held') return rows;
  const delivered = new Set<string>();
  for (const receipt of answer.receipts) {
    const row = rows.find((one) => one.attachmentId === readReceipt(receipt)?.attachmentId);
    if (row && (await deliver(deps, row, receipt))) delivered.add(row.attachmentId);
  }
  return rows.filter((row) => !delivered.has(row.attachmentId));
}

async function deliver(deps: UploadDeps, row: UploadRow, receipt: string): Promise<boolean> {
  if (!(await isReceiptFor(row, receipt, deps.verify))) return false;
  const { attachmentId, sizeBytes: sentBytes } = row;
  await deps.db.uploads.update(attachmentId, { state: 'delivered', sentBytes, receipt, problem: null });
  deps.onUploaded(row);
  return true;
}

/** True only for the region's own signature over exactly this record, hash and size. */
export async function isReceiptFor(
  row: { readonly attachmentId: string; readonly sha256: Hex; readonly sizeBytes: number },
  text: string,
  verify: VerifySigned,
): Promise<boolean> {
  const receipt = readReceipt(text);
  return (
    receipt !== null &&
    receipt.attachmentId === row.attachmentId &&
    receipt.sha256 === row.sha256 &&
    receipt.sizeBytes === row.sizeBytes &&
    (await verify('jd-attachment-1', Signed.parse(JSON.parse(text))))
  );
}

/** What a receipt says, before anybody believes it; null when it is none. */
export function readReceipt(text: string): AttachmentReceipt | null {
  try {
    return AttachmentReceipt.parse(JSON.parse(Signed.parse(JSON.parse(text)).body));
  } catch {
    return null;
  }
}

/** A refused record is shown where its act is: the photo is no trouble of its own. */
function failureOf(problem: UploadProblem): UploadFailure | null {
  switch (problem) {
    case 'damaged':
      return { kind: 'photo-damaged' };
    case 'not-here':
      return { kind: 'photo-not-here' };
    case 'mismatch':
      return { kind: 'photo-mismatch' };
    case 'refused':
      return null;
  }
}
