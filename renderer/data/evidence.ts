import type { RecordId } from '../../shared/lib/ids.ts';
import { receivedAttachmentKind } from '../../shared/domain/inspections/received-attachment.ts';
import type { BureauDb } from './bureau-db.ts';

/** Pictures of one record, and how many of them the region has. */
export interface Evidence {
  readonly received: number;
  readonly total: number;
}

/**
 * By record: how many pictures it names and how many the region has received, by the server's own word (rule S72) or by the receipt
 * of this device. Derived from keys and clear columns: nothing is decrypted, nothing is stored.
 */
export async function evidenceByRecord(db: BureauDb): Promise<ReadonlyMap<RecordId, Evidence>> {
  const named = db.records('attachments').orderBy('recordId');
  const [owners, ids, told, receipted] = await Promise.all([
    named.keys(),
    named.primaryKeys(),
    db.records(receivedAttachmentKind.table).toCollection().primaryKeys(),
    db.uploads.where('state').anyOf('delivered', 'leaving', 'removed').primaryKeys(),
  ]);
  const received = new Set<string>([...told, ...receipted]);
  const evidence = new Map<RecordId, Evidence>();
  for (const [index, id] of ids.entries()) {
    const owner = owners[index] as RecordId;
    const before = evidence.get(owner) ?? { received: 0, total: 0 };
    evidence.set(owner, {
      received: before.received + (received.has(id) ? 1 : 0),
      total: before.total + 1,
    });
  }
  return evidence;
}
