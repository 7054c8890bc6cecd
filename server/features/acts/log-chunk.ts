import { Officer } from '../../../shared/domain/org/officer.ts';
import type { Instant } from '../../../shared/lib/dates.ts';
import type { DeviceId, LogId } from '../../../shared/lib/ids.ts';
import { canonicalJson } from '../../../shared/lib/json.ts';
import { stateOf, type Outcome } from '../../../shared/protocol/outcome.ts';
import { REGION_CODE } from '../../../shared/protocol/scope.ts';
import { insertActs, lockLog, markWithdrawn } from '../../store/acts-store.ts';
import type { Tx } from '../../store/open-database.ts';
import { lockPrefectures, openRecordSession, type RecordSession } from '../../store/record-session.ts';
import type { ActRow } from '../../store/tables.ts';
import type { Core } from '../core.ts';
import { openBench } from './bench.ts';
import { judge, type Bench } from './judge.ts';
import type { IncomingAct } from './read-act.ts';
import { rerunHeld } from './rerun.ts';
import { weekOfAct } from './act-week.ts';
import { isCovered, type ProvenRun } from './run-signatures.ts';
import { writeReceipt } from './statements.ts';
import { withdraw, type Closed } from './withdraw.ts';

export interface Chunk {
  readonly logId: LogId;
  readonly deviceId: DeviceId;
  /** The next acts of the log, in order. May be empty when only signatures arrived. */
  readonly acts: readonly IncomingAct[];
  readonly runs: readonly ProvenRun[];
  readonly receivedAt: Instant;
  readonly epoch: string;
  /** Numbers whose writing failed before. */
  readonly faulty: ReadonlySet<number>;
  /** Signatures arrived for acts that are logged already. */
  readonly newlySigned: boolean;
}

/** Logs a chunk of acts, judges them, writes records, feed, outcomes, amendments and one receipt: all in this transaction. */
export async function logChunk(core: Core, tx: Tx, chunk: Chunk): Promise<void> {
  const { logId, deviceId, acts } = chunk;
  await lockPrefectures(tx, await prefecturesOf(tx, deviceId));
  const records = openRecordSession(tx);
  const closed: Closed = { own: new Set(), others: new Map() };
  const bench = await benchFor(core, tx, chunk, logId, records, closed);
  const rows: ActRow[] = [];
  for (const act of acts) rows.push(await logAct(bench, chunk, act));
  await insertActs(tx, rows);
  const last = acts.at(-1);
  if (last)
    await tx
      .updateTable('logs')
      .set({ head_seq: last.seq, head_hash: last.hash })
      .where('log_id', '=', logId)
      .execute();
  await markWithdrawn(tx, logId, [...closed.own]);
  if (chunk.newlySigned || closed.own.size > 0) await rerunHeld(tx, core.trust, bench, chunk.receivedAt);
  for (const [other, seqs] of closed.others) await reopen(core, tx, chunk, other, [...seqs], records);
  await records.flush();
  if (last) await receipt(core, tx, chunk, last, rows);
}

/** Judges again the held acts of a log whose circumstances changed without a push. Returns how many changed. */
export async function rerunLog(
  core: Core,
  tx: Tx,
  deviceId: DeviceId,
  logId: LogId,
  at: Instant,
): Promise<number> {
  await lockLog(tx, deviceId, logId);
  await lockPrefectures(tx, await prefecturesOf(tx, deviceId));
  const records = openRecordSession(tx);
  const closed: Closed = { own: new Set(), others: new Map() };
  const bench = await benchFor(core, tx, { logId, deviceId, faulty: new Set() }, logId, records, closed);
  const changed = await rerunHeld(tx, core.trust, bench, at);
  await markWithdrawn(tx, logId, [...closed.own]);
  await records.flush();
  return changed;
}

async function logAct(bench: Bench, chunk: Chunk, act: IncomingAct): Promise<ActRow> {
  const { frame, seq } = act;
  const signed = frame !== null && isCovered(chunk.runs, frame.actor, seq);
  const outcome: Outcome = frame
    ? await judge(bench, frame, signed)
    : { kind: 'unreadable', reason: act.unreadable };
  const [lane, actor] = [frame?.lane ?? null, frame?.actor ?? null];
  if (stateOf(outcome) === 'quarantined') bench.open.add({ seq, lane, actor });
  return {
    log_id: bench.logId,
    seq,
    hash: act.hash,
    frame: act.bytes,
    signed,
    lane,
    name: frame?.name ?? null,
    actor,
    after_seqs: canonicalJson(frame?.after ?? []),
    state: stateOf(outcome),
    outcome: canonicalJson(outcome),
    received_at: chunk.receivedAt,
    week: weekOfAct(act.bytes, chunk.receivedAt),
  };
}

/** An act withdrawn in another log of the device no longer blocks what followed it there. */
async function reopen(
  core: Core,
  tx: Tx,
  chunk: Chunk,
  logId: LogId,
  seqs: readonly number[],
  records: RecordSession,
): Promise<void> {
  await markWithdrawn(tx, logId, seqs);
  const closed: Closed = { own: new Set(), others: new Map() };
  const bench = await benchFor(core, tx, { ...chunk, faulty: new Set() }, logId, records, closed);
  await rerunHeld(tx, core.trust, bench, chunk.receivedAt);
  await markWithdrawn(tx, logId, [...closed.own]);
}

function benchFor(
  core: Core,
  tx: Tx,
  chunk: Pick<Chunk, 'deviceId' | 'logId' | 'faulty'>,
  logId: LogId,
  records: RecordSession,
  closed: Closed,
): Promise<Bench> {
  const { deviceId, faulty } = chunk;
  return openBench({
    tx,
    log: core.log,
    logId,
    deviceId,
    records,
    faulty,
    withdraw: ({ open }, frame) => withdraw(tx, deviceId, open, closed, frame),
  });
}

function receipt(
  core: Core,
  tx: Tx,
  chunk: Chunk,
  last: IncomingAct,
  rows: readonly ActRow[],
): Promise<void> {
  const outcomes = rows.map((row) => ({ seq: row.seq, outcome: JSON.parse(row.outcome) as Outcome }));
  const { logId, epoch, receivedAt } = chunk;
  const from = chunk.acts[0]?.seq ?? last.seq;
  return writeReceipt(tx, core.trust, {
    logId,
    from,
    to: last.seq,
    chain: last.hash,
    fork: false,
    outcomes,
    epoch,
    receivedAt,
  });
}

/** The prefectures whose records acts of this device may touch: its officers', or all of them for an officer of the region. */
async function prefecturesOf(tx: Tx, deviceId: DeviceId): Promise<readonly string[]> {
  const query = tx
    .selectFrom('device_officers')
    .innerJoin('officers', 'officers.id', 'device_officers.officer_id')
    .select('officers.officer')
    .distinct();
  const rows = await query.where('device_id', '=', deviceId).execute();
  const codes = rows.map((row) => Officer.parse(JSON.parse(row.officer)).prefectureCode);
  if (!codes.includes(REGION_CODE)) return codes;
  return (await tx.selectFrom('prefectures').select('code').execute()).map((row) => row.code);
}
