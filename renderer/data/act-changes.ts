import type { OutboxRow } from '../../shared/schema/schema.ts';
import type { ActRef } from '../../shared/lib/mutation.ts';
import type { ActChange } from '../../shared/sync/ports.ts';
import type { BureauDb } from './bureau-db.ts';
import { addToCounters, stateDeltas } from './counters.ts';
import { setMeta } from './meta.ts';
import { outcomeOf } from './outbox-rows.ts';

/** Inside a running transaction over `outbox`, `counters` and `meta`. */
export async function writeActChanges(db: BureauDb, changes: readonly ActChange[]): Promise<void> {
  const moves: { from: OutboxRow['state']; to: OutboxRow['state'] }[] = [];
  for (const change of changes) {
    const row = await db.outbox.get([change.ref.logId, change.ref.seq]);
    if (!row) continue;
    const inReplay = isReplaced(row, change) ? 0 : change.replay ? 1 : row.inReplay;
    await db.outbox.put({
      ...row,
      state: change.state,
      inReplay,
      outcome: change.outcome ? JSON.stringify(change.outcome) : null,
      amendment: change.amendment,
    });
    moves.push({ from: row.state, to: change.state });
    if (inReplay !== row.inReplay) await setMeta(db, 'shownStale', true);
  }
  await addToCounters(db, stateDeltas(moves));
}

/** Closed, or forked and issued again in another log, which stands on the base in its place. */
function isReplaced(row: OutboxRow, change: ActChange): boolean {
  if (change.state === 'withdrawn') return true;
  return change.outcome?.kind === 'forked' && (row.closers ?? []).length > 0;
}

/** Inside a running transaction over `outbox` and `meta`: notes on the acts that a new one closes that it does. */
export async function noteClosers(db: BureauDb, by: ActRef, closes: readonly ActRef[]): Promise<void> {
  for (const { logId, seq } of closes) {
    const row = await db.outbox.get([logId, seq]);
    if (!row) continue;
    const isForked = row.outcome !== null && outcomeOf(row)?.kind === 'forked';
    const inReplay = isForked ? 0 : row.inReplay;
    await db.outbox.put({ ...row, closers: [...(row.closers ?? []), by], inReplay });
    if (inReplay !== row.inReplay) await setMeta(db, 'shownStale', true);
  }
}
