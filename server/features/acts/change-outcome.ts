import { canonicalJson } from '../../../shared/lib/json.ts';
import { stateOf, type Outcome } from '../../../shared/protocol/outcome.ts';
import { setOutcome } from '../../store/acts-store.ts';
import { noteWaiting } from '../../store/judgement-store.ts';
import { actKeyOf } from './act-key.ts';
import type { Bench } from './bench.ts';
import type { Hearing } from './hearing.ts';
import { mirrorAct } from './mirror-act.ts';
import { writeAmendment } from './statements.ts';

/** Gives a logged act another outcome: signed, numbered, and seen by the prefecture. */
export async function changeOutcome(
  hearing: Hearing,
  bench: Bench,
  seq: number,
  outcome: Outcome,
): Promise<void> {
  const { tx, core, at } = hearing;
  const { logId } = bench;
  await setOutcome(tx, logId, seq, { outcome: canonicalJson(outcome), state: stateOf(outcome) });
  await writeAmendment(tx, core.trust, { v: 1, logId, seq, number: bench.nextAmendment(), outcome, at });
  await followOutcome(hearing, bench, seq, outcome);
}

/** Keeps what hangs on the outcome of a logged act: what it blocks, what it waits for, what the prefecture sees. */
export async function followOutcome(
  hearing: Hearing,
  bench: Bench,
  seq: number,
  outcome: Outcome,
): Promise<void> {
  const before = bench.open.get(seq);
  if (stateOf(outcome) !== 'quarantined') {
    bench.open.close(seq);
    hearing.arrived('acts', actKeyOf({ logId: bench.logId, seq }));
  } else if (before) bench.open.add({ ...before, outcome: canonicalJson(outcome) });
  const needs = outcome.kind === 'held' && outcome.for.kind === 'predecessor-record' ? outcome.for : null;
  const didNeed = before?.outcome.includes('"predecessor-record"') ?? true;
  if (needs || didNeed) await noteWaiting(hearing.tx, bench.logId, seq, needs);
  await mirrorAct(hearing, bench, seq, outcome);
}
