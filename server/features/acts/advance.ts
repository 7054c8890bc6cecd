import type { Hex } from '../../../shared/lib/bytes.ts';
import type { Instant } from '../../../shared/lib/dates.ts';
import type { DeviceId } from '../../../shared/lib/ids.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { chainValueAt, lockLog, markSigned } from '../../store/acts-store.ts';
import { readMeta, settledKey, writeMeta } from '../../store/meta-store.ts';
import { flushEmbedded } from '../../store/flush-embedded.ts';
import { inTransaction } from '../../store/in-transaction.ts';
import type { Tx } from '../../store/open-database.ts';
import { StoreProblem } from '../../store/record-session.ts';
import { problemFields, type Core } from '../core.ts';
import { keepFork } from './fork.ts';
import { NeedsPrefectures, openHearing } from './hearing.ts';
import { logChunk } from './log-chunk.ts';
import { certifiedKeys, place, type PushRefusal, type ReadBatch } from './place-batch.ts';
import { provenRuns, type ProvenRun } from './run-signatures.ts';

// Short transactions, so that one long push does not keep the others waiting.
const ACTS_PER_TRANSACTION = 256;

interface Step {
  readonly deviceId: DeviceId;
  readonly batch: ReadBatch;
  readonly bytes: Uint8Array;
  readonly receivedAt: Instant;
  readonly limit: number;
  readonly faulty: ReadonlySet<number>;
  readonly isAlone: boolean;
  /** Prefectures that an earlier try turned out to need. */
  readonly also: ReadonlySet<string>;
}

type StepResult = 'pending' | 'done' | 'more';

interface StepEnd {
  readonly result: StepResult;
  readonly gaveNumbers: boolean;
}

/** Brings a batch into its log, a chunk per transaction, from wherever the log stands. Safe to repeat after any crash. */
export async function advance(
  core: Core,
  deviceId: DeviceId,
  batch: ReadBatch,
  bytes: Uint8Array,
  receivedAt: Instant,
): Promise<Result<'logged' | 'pending', PushRefusal>> {
  const faulty = new Set<number>();
  const also = new Set<string>();
  let limit = ACTS_PER_TRANSACTION;
  let isAlone = false;
  for (;;) {
    const step: Step = { deviceId, batch, bytes, receivedAt, limit, faulty, isAlone, also };
    let result: Result<StepEnd, PushRefusal>;
    try {
      result = await inTransaction(core.db, (tx) => takeStep(core, tx, step));
    } catch (problem) {
      if (problem instanceof NeedsPrefectures) {
        for (const code of problem.codes) also.add(code);
        continue;
      }
      if (!isDataProblem(problem)) throw problem;
      // The database refuses what an act of this chunk wrote: one by one, then, so that only that act is refused.
      const next = await nextSeq(core, batch);
      core.log.error(
        { ...problemFields(problem), logId: batch.logId, seq: next, limit },
        'acts could not be written',
      );
      // Alone first: what it set free may be what cannot be written, and goes on waiting then.
      if (isAlone) faulty.add(next);
      if (limit === 1) isAlone = true;
      limit = 1;
      continue;
    }
    if (!result.ok) return result;
    // The embedded database does not flush: after a power cut the acts would run again, perhaps in another order.
    if (result.value.gaveNumbers && core.storage === 'pglite') await flushEmbedded(core.db, core.folder);
    const ended = result.value.result;
    if (ended !== 'more') return ok(ended === 'pending' ? 'pending' : 'logged');
  }
}

async function takeStep(core: Core, tx: Tx, step: Step): Promise<Result<StepEnd, PushRefusal>> {
  const { batch, deviceId, receivedAt, faulty } = step;
  const hearing = await openHearing(
    core,
    tx,
    deviceId,
    receivedAt,
    step.also,
    new Map([[batch.logId, faulty]]),
  );
  const log = await lockLog(tx, deviceId, batch.logId);
  if (log.device_id !== deviceId) return err({ kind: 'log-of-other-device' });
  const placement = await place(tx, batch);
  await writeMeta(tx, settledKey(core.ingest.id), core.ingest.settledUpTo());
  if (placement.kind === 'pending') {
    await keepPending(tx, step);
    return ok({ result: 'pending', gaveNumbers: false });
  }
  const epoch = (await readMeta(tx, 'epoch')) ?? '';
  const runs = await runsOf(tx, step);
  const fresh = batch.acts.slice(placement.known);
  const acts = placement.kind === 'follows' ? fresh.slice(0, step.limit) : [];
  const newlySigned = await signEarlier(tx, batch, runs, (acts[0]?.seq ?? batch.from + placement.known) - 1);
  await logChunk(hearing, { logId: batch.logId, acts, runs, epoch, newlySigned, isAlone: step.isAlone });
  if (placement.kind === 'forks')
    await keepFork(tx, core.trust, { logId: batch.logId, acts: fresh, epoch, receivedAt });
  const result = acts.length < fresh.length && placement.kind === 'follows' ? 'more' : 'done';
  return ok({ result, gaveNumbers: hearing.gaveNumbers });
}

/** Proven signatures of the batch; those that reach further back than it are checked against the log. */
function runsOf(tx: Tx, step: Step): Promise<readonly ProvenRun[]> {
  const { batch, deviceId } = step;
  const own = new Map<number, Hex>([
    [batch.from - 1, batch.before],
    ...batch.acts.map((act): [number, Hex] => [act.seq, act.hash]),
  ]);
  const hashAt = async (seq: number): Promise<Hex | null> =>
    own.get(seq) ?? (seq < batch.from ? chainValueAt(tx, batch.logId, seq) : null);
  return provenRuns(batch.logId, batch.signatures, hashAt, (officerId) =>
    certifiedKeys(tx, deviceId, officerId),
  );
}

async function signEarlier(
  tx: Tx,
  batch: ReadBatch,
  runs: readonly ProvenRun[],
  upTo: number,
): Promise<boolean> {
  let any = false;
  for (const run of runs) {
    if (
      run.from <= upTo &&
      (await markSigned(tx, batch.logId, run.officerId, run.from, Math.min(run.to, upTo)))
    )
      any = true;
  }
  return any;
}

async function keepPending(tx: Tx, step: Step): Promise<void> {
  const { logId, from, to, before, after } = step.batch;
  const row = {
    log_id: logId,
    from_seq: from,
    to_seq: to,
    before,
    after,
    bytes: step.bytes,
    received_at: step.receivedAt,
  };
  await tx
    .insertInto('pending_batches')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function nextSeq(core: Core, batch: ReadBatch): Promise<number> {
  const placement = await place(core.db, batch);
  return batch.from + (placement.kind === 'pending' ? 0 : placement.known);
}

/** SQLSTATE classes 22 (data) and 23 (integrity): the row is at fault, not the database. */
function isDataProblem(problem: unknown): boolean {
  const cause = problem instanceof StoreProblem ? problem.cause : problem;
  return (
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && /^2[23]/.test(cause.code)
  );
}
