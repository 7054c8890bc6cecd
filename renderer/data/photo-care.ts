import { attachmentKind, inspectionKind } from '../../shared/domain/inspections/inspection.ts';
import { receivedAttachmentKind } from '../../shared/domain/inspections/received-attachment.ts';
import { civilDateOf, type Instant } from '../../shared/lib/dates.ts';
import type { OfficerId, RecordId } from '../../shared/lib/ids.ts';
import type { Clock } from '../../shared/lib/ports.ts';
import type { Signed } from '../../shared/protocol/receipt.ts';
import type { UploadRow } from '../../shared/schema/schema.ts';
import { readBackupMark } from '../../shared/sync/backup-mark.ts';
import type { VerifySigned } from '../../shared/sync/ports.ts';
import type { Bureau } from '../platform/bureau.ts';
import type { BureauDb } from './bureau-db.ts';
import type { PhotoCare, PhotoCheck, Photos, RecordReader } from './desk.ts';
import { metaValue, setMeta } from './meta.ts';
import { dueToLeave, fetchAllowance, FIRST_RULES, type PhotoRules } from './photo-rules.ts';
import { isReceiptFor } from './uploads.ts';

export interface PhotoCareDeps {
  readonly db: BureauDb;
  readonly bureau: Bureau;
  readonly verify: VerifySigned;
  readonly clock: Clock;
  readonly records: RecordReader;
  readonly officerId: OfficerId;
  readonly photos: Pick<Photos, 'fetch'>;
}

/** Pictures on this disk after their delivery: what stays, what leaves, what comes by itself, what is damaged. */
export class LivePhotoCare implements PhotoCare {
  readonly #deps: PhotoCareDeps;

  constructor(deps: PhotoCareDeps) {
    this.#deps = deps;
  }

  async rules(): Promise<PhotoRules> {
    const stored = await metaValue<Partial<PhotoRules>>(this.#deps.db, 'photoRules', {});
    return { ...FIRST_RULES, ...stored };
  }

  async setRules(change: Partial<PhotoRules>): Promise<void> {
    await setMeta(this.#deps.db, 'photoRules', { ...(await this.rules()), ...change });
  }

  /** From the region's signed mark, verified again; one of another epoch says nothing about this one. */
  async backedUpBefore(): Promise<Instant | null> {
    const { db, verify } = this.#deps;
    const signed = await metaValue<Signed | null>(db, 'backupMark', null);
    const mark = signed && (await verify('jd-backup-1', signed)) ? readBackupMark(signed) : null;
    return mark?.epoch === (await metaValue<string | null>(db, 'epoch', null))
      ? (mark?.attachmentsBefore ?? null)
      : null;
  }

  space(): ReturnType<PhotoCare['space']> {
    return this.#deps.bureau.call('files/space', null);
  }

  /**
   * Takes due files off the disk: the row says `leaving` first (flushed), then the file goes (flushed), then the row says so. Cut
   * off anywhere, the next time ends it. What is still at work and what has no verified receipt stays.
   */
  async letGo(): Promise<{ readonly files: number; readonly bytes: number }> {
    const { db, bureau, clock, verify } = this.#deps;
    const rows = await db.uploads.toArray();
    const due = dueToLeave(rows, {
      rules: await this.rules(),
      now: clock.now(),
      openWork: await this.#openWork(),
      backedUpBefore: await this.backedUpBefore(),
    });
    let [files, bytes] = [0, 0];
    for (const sha256 of new Set(due.map((row) => row.sha256))) {
      const sharing = due.filter((row) => row.sha256 === sha256);
      if (!(await allPermitted(sharing, verify))) continue;
      for (const row of sharing)
        if (row.state === 'delivered') await db.uploads.update(row.attachmentId, { state: 'leaving' });
      if ((await bureau.call('files/remove', { sha256 })).kind !== 'removed') break;
      for (const row of sharing) await gone(db, row);
      files += 1;
      bytes += sharing[0]?.sizeBytes ?? 0;
    }
    return { files, bytes };
  }

  /** Colleagues' pictures of this officer's open visits, smallest first, within the day's allowance. */
  async fetchOpenWork(isCancelled: () => boolean): Promise<void> {
    const { db, clock, records, officerId, photos } = this.#deps;
    const now = clock.now();
    const fetched = await metaValue<{ on: string; bytes: number } | null>(db, 'photosFetched', null);
    let left = fetchAllowance(await this.rules(), fetched, now);
    const visits = (await records.list(inspectionKind, 'state', 'in-progress')).filter((visit) =>
      visit.officers.includes(officerId),
    );
    const received = await Promise.all(
      visits.map((visit) => records.list(receivedAttachmentKind, 'recordId', visit.id)),
    );
    for (const one of received.flat().toSorted((a, b) => a.sizeBytes - b.sizeBytes)) {
      if (isCancelled() || one.sizeBytes > left) return;
      const row = await db.uploads.get(one.id);
      if ((row && row.state !== 'removed') || !(await records.get(attachmentKind, one.id))) continue;
      if ((await photos.fetch(one.id)).kind !== 'fetched') return;
      left -= one.sizeBytes;
      const spent = (await this.rules()).fetchBytesPerDay - left;
      await setMeta(db, 'photosFetched', { on: civilDateOf(now), bytes: spent });
    }
  }

  /** Reads every file on this disk through, one chunk at a time, and marks what is damaged or gone. */
  async checkAll(onChecked: (done: number, total: number) => void): Promise<PhotoCheck> {
    const { db, bureau } = this.#deps;
    const rows = (await db.uploads.toArray()).filter((row) => row.state !== 'removed');
    let [damaged, missing] = [0, 0];
    for (const [index, row] of rows.entries()) {
      const { kind } = await bureau.call('files/check', { sha256: row.sha256 });
      if (kind === 'locked') break;
      if (kind === 'damaged') damaged += 1;
      if (kind === 'not-here') missing += 1;
      if (kind !== 'whole') await db.uploads.update(row.attachmentId, { problem: kind });
      else if (row.problem === 'damaged' || row.problem === 'not-here')
        await db.uploads.update(row.attachmentId, { problem: null });
      onChecked(index + 1, rows.length);
    }
    return { checked: rows.length, damaged, missing };
  }

  async #openWork(): Promise<ReadonlySet<RecordId>> {
    const { db } = this.#deps;
    const open = await db.records('inspections').where('state').equals('in-progress').primaryKeys();
    const attachments = db.records('attachments').where('recordId').anyOf(open);
    return new Set((await attachments.primaryKeys()) as RecordId[]);
  }
}

/** The signature is verified again before anything is taken away: the row alone proves nothing. */
async function allPermitted(rows: readonly UploadRow[], verify: VerifySigned): Promise<boolean> {
  for (const row of rows) {
    const needsReceipt = row.state === 'delivered' || (row.state === 'leaving' && row.receipt !== null);
    if (needsReceipt && (row.receipt === null || !(await isReceiptFor(row, row.receipt, verify))))
      return false;
  }
  return true;
}

async function gone(db: BureauDb, row: UploadRow): Promise<void> {
  // Another device's picture has no history here; one of our own keeps its receipt.
  if (row.receipt === null) await db.uploads.delete(row.attachmentId);
  else await db.uploads.update(row.attachmentId, { state: 'removed', problem: null });
}
