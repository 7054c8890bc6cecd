import type { OutboxRow } from '../../shared/schema/schema.ts';
import type { ActChange } from '../../shared/sync/ports.ts';
import type { BureauDb } from './bureau-db.ts';
import { addToCounters, stateDeltas } from './counters.ts';

/** Inside a running transaction over `outbox` and `counters`. */
export async function writeActChanges(db: BureauDb, changes: readonly ActChange[]): Promise<void> {
  const moves: { from: OutboxRow['state']; to: OutboxRow['state'] }[] = [];
  for (const change of changes) {
    const row = await db.outbox.get([change.ref.logId, change.ref.seq]);
    if (!row) continue;
    const inReplay = change.state === 'withdrawn' ? 0 : row.inReplay;
    await db.outbox.put({
      ...row,
      state: change.state,
      inReplay,
      outcome: change.outcome ? JSON.stringify(change.outcome) : null,
      amendment: change.amendment,
    });
    moves.push({ from: row.state, to: change.state });
  }
  await addToCounters(db, stateDeltas(moves));
}
