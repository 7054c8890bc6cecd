import { fromUtf8, type Hex } from '../lib/bytes.ts';
import type { LogId } from '../lib/ids.ts';
import { encodeBatch } from '../protocol/batch.ts';
import { genesis } from '../protocol/chain.ts';
import { PushAnswer } from '../protocol/push.ts';
import { buildBatch } from './build-batch.ts';
import { nextLoad } from './line-load.ts';
import type { Exclusive, LocalStore, VerifySigned, Wire, WireFailure } from './ports.ts';
import { takeReceipt, type ReceiptProblem } from './receipts.ts';
import { settleShown, type ShowDeps } from './reissue.ts';
import type { WireSession } from './wire-session.ts';

export type PushFailure = WireFailure | ReceiptProblem;

export interface PushProgress {
  readonly actsSent: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

export interface PushDeps extends ShowDeps {
  readonly wire: Wire;
  readonly session: WireSession;
  readonly verify: VerifySigned;
  readonly exclusive: Exclusive;
  readonly onProgress: (progress: PushProgress) => void;
  readonly isCancelled: () => boolean;
}

const SMALLEST_SEGMENT_BYTES = 4_000;
/** Segments under way at once: the next is on the line while the answer to the last one travels. */
const IN_FLIGHT = 2;

interface Segment {
  readonly from: number;
  readonly to: number;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly after: Hex;
}

/** Sends every act of a log that is not receipted yet. Ends at the first failure; what was receipted stays so. */
export async function pushLog(
  logId: LogId,
  receiptedUpTo: number,
  deps: PushDeps,
): Promise<PushFailure | null> {
  const { session } = deps;
  let next: { seq: number; before: Hex } = {
    seq: receiptedUpTo + 1,
    before: await hashAt(deps.store, logId, receiptedUpTo),
  };
  const flying: Promise<{ segment: Segment; failure: PushFailure | null }>[] = [];
  let failure: PushFailure | null = null;
  for (;;) {
    while (!failure && !deps.isCancelled() && flying.length < IN_FLIGHT) {
      const segment = await readSegment(logId, next, session.pushBytes, deps.store);
      if (!segment) break;
      next = { seq: segment.to + 1, before: segment.after };
      flying.push(send(segment, deps).then((result) => ({ segment, failure: result })));
    }
    const landed = await flying.shift();
    if (!landed) return failure;
    const tooLarge =
      landed.failure?.kind === 'http' &&
      landed.failure.status === 413 &&
      session.pushBytes > SMALLEST_SEGMENT_BYTES;
    if (tooLarge) {
      await Promise.all(flying.splice(0));
      session.pushBytes = Math.max(SMALLEST_SEGMENT_BYTES, Math.floor(session.pushBytes / 2));
      next = { seq: landed.segment.from, before: await hashAt(deps.store, logId, landed.segment.from - 1) };
    } else failure ??= landed.failure;
  }
}

async function readSegment(
  logId: LogId,
  next: { seq: number; before: Hex },
  maxBytes: number,
  store: LocalStore,
): Promise<Segment | null> {
  const entries = await store.outboxFrom(logId, next.seq, maxBytes);
  const last = entries.at(-1);
  if (!last) return null;
  return {
    from: next.seq,
    to: last.seq,
    body: encodeBatch(buildBatch(logId, next.before, entries)),
    after: last.hash,
  };
}

async function send(segment: Segment, deps: PushDeps): Promise<PushFailure | null> {
  const { session } = deps;
  const answer = await deps.wire.call('push', segment.body);
  const sentBytes = answer.kind === 'answer' ? answer.sentBytes : 0;
  session.pushBytes = nextLoad(session.pushBytes, segment.body.length, sentBytes, answer);
  if (answer.kind !== 'answer') return answer;
  const parsed = parsePushAnswer(answer.body);
  if (!parsed) return { kind: 'not-understood' };
  for (const signed of parsed.receipts) {
    const taken = await deps.exclusive(async () => {
      const outcome = await takeReceipt(signed, deps.store, deps.verify);
      await settleShown(deps);
      return outcome;
    });
    if (!taken.ok) return taken.error;
  }
  if (!(await isOwnHead(deps.store, parsed.head))) session.greetedAt = null;
  deps.onProgress({
    actsSent: segment.to - segment.from + 1,
    sentBytes: answer.sentBytes,
    receivedBytes: answer.receivedBytes,
  });
  return null;
}

/** Whether the server's log is the beginning of this one. Else a greeting must find out what happened. */
async function isOwnHead(store: LocalStore, head: PushAnswer['head']): Promise<boolean> {
  const log = (await store.logs()).find((one) => one.logId === head.logId);
  if (!log || head.seq > log.appliedSeq) return false;
  return (await hashAt(store, head.logId, head.seq)) === head.hash;
}

function parsePushAnswer(body: Uint8Array): PushAnswer | null {
  try {
    return PushAnswer.safeParse(JSON.parse(fromUtf8(body))).data ?? null;
  } catch {
    return null;
  }
}

/** Chain value at a number of a log; 0 is its genesis. */
export async function hashAt(
  store: Pick<LocalStore, 'outboxEntry' | 'beginsAfter'>,
  logId: LogId,
  seq: number,
): Promise<Hex> {
  if (seq === 0) return genesis(logId);
  const entry = await store.outboxEntry({ logId, seq });
  if (entry) return entry.hash;
  const anchor = await store.beginsAfter(logId);
  if (anchor?.seq !== seq) throw new Error(`outbox lacks ${logId}:${seq}`);
  return anchor.hash;
}
