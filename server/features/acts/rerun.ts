import type { Instant } from '../../../shared/lib/dates.ts';
import type { LogId } from '../../../shared/lib/ids.ts';
import { canonicalJson } from '../../../shared/lib/json.ts';
import { decodeFrame } from '../../../shared/protocol/frame.ts';
import { Outcome, stateOf } from '../../../shared/protocol/outcome.ts';
import { quarantinedActs, readLog } from '../../store/acts-store.ts';
import type { Tx } from '../../store/open-database.ts';
import type { ActRow } from '../../store/tables.ts';
import type { Trust } from '../trust/trust-folder.ts';
import { judge, type Bench } from './judge.ts';
import { writeAmendment } from './statements.ts';

/**
 * Judges the held acts of a log again, in its order, after something changed for them: what blocked them was withdrawn,
 * a signature arrived, the server learned an act. Every changed outcome becomes a signed, numbered amendment.
 */
export async function rerunHeld(tx: Tx, trust: Trust, bench: Bench, at: Instant): Promise<number> {
  const acts = (await quarantinedActs(tx, bench.logId)).filter((act) => outcomeOf(act).kind === 'held');
  let number = (await readLog(tx, bench.logId))?.last_amendment ?? 0;
  const first = number;
  for (const act of acts) {
    const frame = decodeFrame(act.frame);
    if (!frame.ok) continue;
    const outcome = await judge(bench, frame.value, act.signed);
    if (canonicalJson(outcome) === act.outcome) continue;
    if (stateOf(outcome) === 'delivered') bench.open.close(act.seq);
    number += 1;
    await settle(tx, bench.logId, act.seq, outcome);
    await writeAmendment(tx, trust, { v: 1, logId: bench.logId, seq: act.seq, number, outcome, at });
  }
  if (number > first)
    await tx.updateTable('logs').set({ last_amendment: number }).where('log_id', '=', bench.logId).execute();
  return number - first;
}

export function outcomeOf(act: Pick<ActRow, 'outcome'>): Outcome {
  return Outcome.parse(JSON.parse(act.outcome));
}

async function settle(tx: Tx, logId: LogId, seq: number, outcome: Outcome): Promise<void> {
  const change = { outcome: canonicalJson(outcome), state: stateOf(outcome) };
  await tx.updateTable('acts').set(change).where('log_id', '=', logId).where('seq', '=', seq).execute();
}
