import type { Instant } from '../../../shared/lib/dates.ts';
import type { DeviceId, LogId } from '../../../shared/lib/ids.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { PushAnswer } from '../../../shared/protocol/push.ts';
import { genesis } from '../../../shared/protocol/chain.ts';
import { Hex } from '../../../shared/lib/bytes.ts';
import { hasUnsigned, readLog } from '../../store/acts-store.ts';
import { inIngest } from '../ingest/in-ingest.ts';
import type { Core } from '../core.ts';
import { advance } from './advance.ts';
import { isLogged, readBatch, type PushRefusal, type ReadBatch } from './place-batch.ts';
import { receiptsFor } from './receipts-for.ts';

type Accepted = Omit<PushAnswer, 'v'>;

/**
 * Takes a pushed batch: on the disk first, then logged and run, then answered with signed receipts. Repeating it is harmless
 * and gives the same receipts. `receivedAt` is the moment it arrived here.
 */
export async function acceptBatch(
  core: Core,
  deviceId: DeviceId,
  bytes: Uint8Array,
  receivedAt: Instant,
): Promise<Result<Accepted, PushRefusal>> {
  const read = readBatch(bytes);
  if (!read.ok) return read;
  const batch = read.value;
  const log = await readLog(core.db, batch.logId);
  if (log && log.device_id !== deviceId) return err({ kind: 'log-of-other-device' });
  const isRepeat =
    log !== null && (await isLogged(core.db, batch)) && !(await hasUnsigned(core.db, batch.logId, batch.to));
  if (isRepeat) return ok(await answer(core, batch, batch.to));
  const reached = await inIngest(core, { kind: 'batch', deviceId, receivedAt }, bytes, () =>
    logBatch(core, deviceId, batch, bytes, receivedAt),
  );
  if (!reached.ok) return reached;
  return ok(
    reached.value === null
      ? await pendingAnswer(core, batch.logId)
      : await answer(core, batch, reached.value),
  );
}

/** A batch read from the ingest file at start. Returns whether the database lacked it. */
export async function replayBatch(
  core: Core,
  deviceId: DeviceId,
  bytes: Uint8Array,
  receivedAt: Instant,
): Promise<boolean> {
  const read = readBatch(bytes);
  if (!read.ok || (await isLogged(core.db, read.value))) return false;
  const { logId, from, to, after } = read.value;
  const query = core.db
    .selectFrom('pending_batches')
    .select('from_seq')
    .where('log_id', '=', logId)
    .where('from_seq', '=', from);
  if (await query.where('to_seq', '=', to).where('after', '=', after).executeTakeFirst()) return false;
  const reached = await logBatch(core, deviceId, read.value, bytes, receivedAt);
  return reached.ok;
}

/** Logs and runs a batch, then whatever waited for it. Returns the number reached; null when it must wait itself. */
async function logBatch(
  core: Core,
  deviceId: DeviceId,
  batch: ReadBatch,
  bytes: Uint8Array,
  receivedAt: Instant,
): Promise<Result<number | null, PushRefusal>> {
  const placed = await advance(core, deviceId, batch, bytes, receivedAt);
  if (!placed.ok || placed.value === 'pending') return placed.ok ? ok(null) : placed;
  let reached = batch.to;
  for (let next = await nextPending(core, batch.logId); next; next = await nextPending(core, batch.logId)) {
    const waiting = readBatch(next.bytes);
    if (waiting.ok) await advance(core, deviceId, waiting.value, next.bytes, next.received_at as Instant);
    reached = Math.max(reached, next.to_seq);
    const done = core.db
      .deleteFrom('pending_batches')
      .where('log_id', '=', batch.logId)
      .where('from_seq', '=', next.from_seq);
    await done.where('to_seq', '=', next.to_seq).where('after', '=', next.after).execute();
  }
  return ok(reached);
}

/** A waiting batch whose predecessor is now known, in the log itself or in another history of it. */
async function nextPending(
  core: Core,
  logId: LogId,
): Promise<
  { bytes: Uint8Array; from_seq: number; to_seq: number; after: string; received_at: string } | undefined
> {
  return core.db
    .selectFrom('pending_batches as p')
    .select(['p.bytes', 'p.from_seq', 'p.to_seq', 'p.after', 'p.received_at'])
    .where('p.log_id', '=', logId)
    .where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom('acts as a')
            .select('a.seq')
            .whereRef('a.log_id', '=', 'p.log_id')
            .whereRef('a.hash', '=', 'p.before')
            .whereRef('a.seq', '=', eb('p.from_seq', '-', 1)),
        ),
        eb.exists(
          eb
            .selectFrom('forks as f')
            .select('f.seq')
            .whereRef('f.log_id', '=', 'p.log_id')
            .whereRef('f.hash', '=', 'p.before')
            .whereRef('f.seq', '=', eb('p.from_seq', '-', 1)),
        ),
      ]),
    )
    .orderBy('p.from_seq')
    .limit(1)
    .executeTakeFirst();
}

async function answer(core: Core, batch: ReadBatch, reached: number): Promise<Accepted> {
  return {
    receipts: [...(await receiptsFor(core, batch, reached))],
    pending: false,
    head: await headOf(core, batch.logId),
  };
}

async function pendingAnswer(core: Core, logId: LogId): Promise<Accepted> {
  return { receipts: [], pending: true, head: await headOf(core, logId) };
}

async function headOf(core: Core, logId: LogId): Promise<PushAnswer['head']> {
  const log = await readLog(core.db, logId);
  return { logId, seq: log?.head_seq ?? 0, hash: log ? Hex.parse(log.head_hash) : genesis(logId) };
}
