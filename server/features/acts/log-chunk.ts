import { RecordId, type DeviceId, type LogId } from '../../../shared/lib/ids.ts';
import { assert } from '../../../shared/lib/assert.ts';
import type { Instant } from '../../../shared/lib/dates.ts';
import { canonicalJson, type JsonValue } from '../../../shared/lib/json.ts';
import type { Frame } from '../../../shared/protocol/frame.ts';
import { stateOf, type Outcome } from '../../../shared/protocol/outcome.ts';
import { insertActs } from '../../store/acts-store.ts';
import { logsReady } from '../../store/judgement-store.ts';
import { inTransaction } from '../../store/in-transaction.ts';
import type { ActRow } from '../../store/tables.ts';
import type { Core } from '../core.ts';
import { weekOfAct } from './act-week.ts';
import type { Bench } from './bench.ts';
import { followOutcome } from './change-outcome.ts';
import { NeedsPrefectures, openHearing, type Hearing } from './hearing.ts';
import { judge } from './judge.ts';
import type { IncomingAct } from './read-act.ts';
import { isCovered, type ProvenRun } from './run-signatures.ts';
import { settle } from './settle.ts';
import { writeReceipt } from './statements.ts';

export interface Chunk {
  readonly logId: LogId;
  /** The next acts of the log, in order. May be empty when only signatures arrived. */
  readonly acts: readonly IncomingAct[];
  readonly runs: readonly ProvenRun[];
  readonly epoch: string;
  /** Signatures arrived for acts that are logged already. */
  readonly newlySigned: boolean;
  /** Nothing else is judged with them: what was set free could not be written together with this chunk. */
  readonly isAlone: boolean;
}

/** Logs a chunk of acts, judges them, writes records, feed, outcomes, amendments and one receipt: all in this transaction. */
export async function logChunk(hearing: Hearing, chunk: Chunk): Promise<void> {
  const { tx } = hearing;
  const { logId, acts } = chunk;
  const bench = await hearing.bench(logId);
  assert(bench, 'a log is made before its acts are logged');
  await hearing.records.foresee(acts.flatMap(({ frame }) => (frame ? idsIn(frame) : [])));
  const rows: ActRow[] = [];
  for (const act of acts) rows.push(await logAct(hearing, bench, chunk, act));
  await insertActs(tx, rows);
  for (const row of rows)
    if (row.state !== 'delivered')
      await followOutcome(hearing, bench, row.seq, JSON.parse(row.outcome) as Outcome);
  const last = acts.at(-1);
  if (last)
    await tx
      .updateTable('logs')
      .set({ head_seq: last.seq, head_hash: last.hash })
      .where('log_id', '=', logId)
      .execute();
  const isReady = (await logsReady(tx, logId)).length > 0;
  if (chunk.newlySigned || isReady) hearing.again(logId);
  if (!chunk.isAlone) await settle(hearing);
  await hearing.finish();
  if (last) await receipt(hearing, chunk, last, rows);
}

/**
 * Judges acts again whose circumstances changed without a push: the held ones of a log, and those of `forced` whatever they were.
 * `before` prepares that in the same transaction.
 */
export async function rehear(
  core: Core,
  log: { readonly deviceId: DeviceId; readonly logId: LogId },
  at: Instant,
  forced: readonly number[],
): Promise<void> {
  const also = new Set<string>();
  for (;;) {
    try {
      await inTransaction(core.db, async (tx) => {
        const hearing = await openHearing(core, tx, log.deviceId, at, also);
        hearing.again(log.logId);
        for (const seq of forced) hearing.force({ logId: log.logId, seq });
        await settle(hearing);
        await hearing.finish();
      });
      return;
    } catch (problem) {
      if (!(problem instanceof NeedsPrefectures)) throw problem;
      for (const code of problem.codes) also.add(code);
    }
  }
}

async function logAct(hearing: Hearing, bench: Bench, chunk: Chunk, act: IncomingAct): Promise<ActRow> {
  const { frame, seq } = act;
  const receivedAt = hearing.at;
  hearing.noteLogged({ logId: bench.logId, seq }, frame);
  const signed = frame !== null && isCovered(chunk.runs, frame.actor, seq);
  const outcome: Outcome = frame
    ? await judge(hearing, bench, { frame, signed, receivedAt }, act.hash)
    : { kind: 'unreadable', reason: act.unreadable };
  const [lane, name, actor] = [frame?.lane ?? null, frame?.name ?? null, frame?.actor ?? null];
  const after = frame?.after ?? [];
  const text = canonicalJson(outcome);
  if (stateOf(outcome) === 'quarantined')
    bench.open.add({ seq, lane, name, actor, after, outcome: text, receivedAt });
  return {
    log_id: bench.logId,
    seq,
    hash: act.hash,
    frame: act.bytes,
    signed,
    lane,
    name,
    actor,
    after_seqs: canonicalJson(after),
    state: stateOf(outcome),
    outcome: text,
    received_at: receivedAt,
    week: weekOfAct(act.bytes, receivedAt),
  };
}

/** Whatever an act names that may be a record: asked for together, a chunk of acts costs one question instead of hundreds. */
function idsIn(frame: Frame): readonly string[] {
  const found: string[] = [frame.lane];
  const walk = (value: JsonValue): void => {
    if (typeof value === 'string') {
      if (RecordId.safeParse(value).success) found.push(value);
    } else if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk(frame.args);
  return found;
}

function receipt(hearing: Hearing, chunk: Chunk, last: IncomingAct, rows: readonly ActRow[]): Promise<void> {
  const outcomes = rows.map((row) => ({ seq: row.seq, outcome: JSON.parse(row.outcome) as Outcome }));
  return writeReceipt(hearing.tx, hearing.core.trust, {
    logId: chunk.logId,
    from: chunk.acts[0]?.seq ?? last.seq,
    to: last.seq,
    chain: last.hash,
    fork: false,
    outcomes,
    epoch: chunk.epoch,
    receivedAt: hearing.at,
  });
}
