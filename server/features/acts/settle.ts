import { assert } from '../../../shared/lib/assert.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import { readAct } from '../../store/acts-store.ts';
import { logsWaitingFor } from '../../store/judgement-store.ts';
import { changeOutcome } from './change-outcome.ts';
import type { Closing, Hearing } from './hearing.ts';
import { rerun } from './rerun.ts';

/** Closes what was closed and judges again what was set free, in this log and in others, until nothing moves. */
export async function settle(hearing: Hearing): Promise<void> {
  for (;;) {
    for (const closing of hearing.takeClosings()) await carryOut(hearing, closing);
    for (const logId of await logsWaitingFor(hearing.tx, hearing.takeArrived())) hearing.again(logId);
    const next = hearing.takeNext();
    if (!next) return;
    const bench = await hearing.bench(next.logId);
    if (bench) await rerun(hearing, bench, next.forced);
  }
}

async function carryOut(hearing: Hearing, { target, how, by, act }: Closing): Promise<void> {
  const bench = await hearing.bench(target.logId);
  const row = await readAct(hearing.tx, target.logId, target.seq);
  assert(bench && row, 'an act that is closed is logged');
  const was = JSON.parse(row.outcome) as JsonValue;
  await changeOutcome(hearing, bench, target.seq, { kind: 'closed', how, by, act: { ...act }, was });
  hearing.again(target.logId);
}
