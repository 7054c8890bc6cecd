import type { Instant } from '../../../shared/lib/dates.ts';
import { canonicalJson } from '../../../shared/lib/json.ts';
import { decodeFrame } from '../../../shared/protocol/frame.ts';
import { Outcome } from '../../../shared/protocol/outcome.ts';
import { quarantinedActs } from '../../store/acts-store.ts';
import type { ActRow } from '../../store/tables.ts';
import type { Bench } from './bench.ts';
import { changeOutcome } from './change-outcome.ts';
import type { Hearing } from './hearing.ts';
import { judge } from './judge.ts';

/**
 * Judges the held acts of a log again, in its order, and those of `forced` whatever they were: something changed for them. Every
 * changed outcome becomes a signed, numbered amendment. Returns how many changed.
 */
export async function rerun(hearing: Hearing, bench: Bench, forced: ReadonlySet<number>): Promise<number> {
  let changed = 0;
  for (const act of await quarantinedActs(hearing.tx, bench.logId)) {
    const before = outcomeOf(act);
    if (before.kind !== 'held' && !forced.has(act.seq)) continue;
    // Closed in this very transaction, the row not yet written.
    if (!bench.open.get(act.seq)) continue;
    const frame = decodeFrame(act.frame);
    if (!frame.ok) continue;
    const receivedAt = act.received_at as Instant;
    const heard = { frame: frame.value, signed: act.signed, receivedAt };
    const outcome = await judge(hearing, bench, heard, act.hash);
    if (canonicalJson(outcome) === act.outcome) continue;
    changed += 1;
    await changeOutcome(hearing, bench, act.seq, outcome);
  }
  return changed;
}

export function outcomeOf(act: Pick<ActRow, 'outcome'>): Outcome {
  return Outcome.parse(JSON.parse(act.outcome));
}
