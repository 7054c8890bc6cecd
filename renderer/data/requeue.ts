import type { BureauDb } from './bureau-db.ts';
import { setMeta } from './meta.ts';

/**
 * The server was restored: what it knows of this device's acts is asked anew. All acts wait, stand on the base and have no
 * outcome; what the server still has it receipts again without running it again.
 */
export async function requeueAll(db: BureauDb, epoch: string): Promise<number> {
  return db.transaction('rw', [db.outbox, db.counters, db.meta], async () => {
    const rows = await db.outbox.toArray();
    for (const row of rows)
      await db.outbox.put({
        ...row,
        state: 'waiting',
        inReplay: 1,
        outcome: null,
        amendment: 0,
        localRefusal: null,
      });
    for (const name of ['delivered', 'quarantined', 'withdrawn']) await db.counters.put({ name, value: 0 });
    await db.counters.put({ name: 'waiting', value: rows.length });
    for (const logId of new Set(rows.map((row) => row.logId)))
      await db.counters.put({ name: `receipted:${logId}`, value: 0 });
    await setMeta(db, 'amendments', {});
    await setMeta(db, 'greetedEpoch', epoch);
    return rows.length;
  });
}
