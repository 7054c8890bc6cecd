import type { Refusal } from '../../shared/lib/mutation.ts';
import type { OutboxRow } from '../../shared/schema/schema.ts';
import type { ActSummary } from './desk.ts';
import { outcomeOf } from './outbox-rows.ts';

/** An outbox row as the lists show it. */
export function summaryOf(row: OutboxRow): ActSummary {
  const { name, state, claimedAt, actor, lane, hash, sizeBytes } = row;
  const localRefusal = row.localRefusal === null ? null : (JSON.parse(row.localRefusal) as Refusal);
  return {
    act: { logId: row.logId, seq: row.seq },
    name,
    state,
    claimedAt,
    actor,
    lane,
    hash,
    sizeBytes,
    outcome: outcomeOf(row),
    localRefusal,
  };
}
