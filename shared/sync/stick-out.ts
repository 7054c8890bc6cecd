import type { LogId, RecordId } from '../lib/ids.ts';
import type { Hex } from '../lib/bytes.ts';
import { encodeBatch } from '../protocol/batch.ts';
import type { OutwardFacts } from '../protocol/bundle-content.ts';
import { PROTOCOL_VERSION } from '../protocol/protocol-version.ts';
import { buildBatch } from './build-batch.ts';
import { hashAt } from './push.ts';
import type { LocalStore } from './ports.ts';

// The outward road without a line: everything that waits, as the same segments a push would send, into a sealed file. The acts
// go on waiting: a stick is no receipt.

export interface WaitingFile {
  readonly attachmentId: RecordId;
  readonly sha256: Hex;
  readonly sizeBytes: number;
}

export interface HandedRange {
  readonly logId: LogId;
  readonly from: number;
  readonly to: number;
}

/** The file that is being written; the shell seals what it is given. Failures are named by the shell. */
export interface BundleSink<F extends { readonly kind: string }, D> {
  begin(facts: OutwardFacts, ranges: readonly HandedRange[]): Promise<F | null>;
  segment(batch: Uint8Array<ArrayBuffer>): Promise<F | null>;
  file(file: WaitingFile): Promise<'written' | 'not-here' | 'damaged' | F>;
  finish(): Promise<{ readonly kind: 'finished'; readonly file: D } | F>;
  abandon(): Promise<void>;
}

export interface OutwardProgress {
  readonly acts: number;
  readonly files: number;
  readonly bytes: number;
}

export interface OutwardDeps<F extends { readonly kind: string }, D> {
  readonly store: LocalStore;
  readonly sink: BundleSink<F, D>;
  readonly appVersion: string;
  readonly manifestVersion: number;
  /** Photos that go along; `awaited` may name more, which an earlier stick took. */
  readonly files: readonly WaitingFile[];
  readonly awaited: readonly RecordId[];
  readonly onProgress: (done: OutwardProgress) => void;
  /** Resolves at once, or when the officer lets a paused writing go on. */
  readonly mayGoOn: () => Promise<void>;
  readonly isCancelled: () => boolean;
}

export type OutwardOutcome<F, D> =
  /** `missing`: photos that are not on this disk or damaged; a person must look, the rest went. */
  | { readonly kind: 'written'; readonly file: D; readonly done: OutwardProgress; readonly missing: number }
  | { readonly kind: 'cancelled' }
  | F;

const SEGMENT_BYTES = 512_000;

/** Writes one outward bundle. On any failure and on cancelling nothing stays on the stick. */
export async function writeOutward<F extends { readonly kind: string }, D>(
  deps: OutwardDeps<F, D>,
): Promise<OutwardOutcome<F, D>> {
  const { store, sink } = deps;
  const ranges = await waitingRanges(store);
  const failed = await sink.begin(await factsOf(deps, ranges), ranges);
  if (failed) return failed;
  const done = { acts: 0, files: 0, bytes: 0 };
  let missing = 0;
  for (const range of ranges) {
    for await (const segment of segmentsOf(range, store)) {
      const stop = await paused(deps);
      const failure = stop ? null : await sink.segment(segment.bytes);
      if (stop || failure) return ended(sink, failure);
      done.acts += segment.acts;
      done.bytes += segment.bytes.length;
      deps.onProgress({ ...done });
    }
  }
  for (const file of deps.files) {
    if (await paused(deps)) return ended(sink, null);
    const written = await sink.file(file);
    if (typeof written !== 'string') return ended(sink, written);
    if (written === 'written') {
      done.files += 1;
      done.bytes += file.sizeBytes;
    } else missing += 1;
    deps.onProgress({ ...done });
  }
  const finished = await sink.finish();
  return isFinished(finished) ? { kind: 'written', file: finished.file, done, missing } : finished;
}

function isFinished<F extends { readonly kind: string }, D>(
  outcome: { readonly kind: 'finished'; readonly file: D } | F,
): outcome is { readonly kind: 'finished'; readonly file: D } {
  return outcome.kind === 'finished';
}

async function paused<F extends { readonly kind: string }, D>(deps: OutwardDeps<F, D>): Promise<boolean> {
  await deps.mayGoOn();
  return deps.isCancelled();
}

async function ended<F extends { readonly kind: string }, D>(
  sink: BundleSink<F, D>,
  failure: F | null,
): Promise<OutwardOutcome<F, D>> {
  await sink.abandon();
  return failure ?? { kind: 'cancelled' };
}

/** What waits in each log now; acts written from here on wait for the next stick. */
async function waitingRanges(store: LocalStore): Promise<readonly HandedRange[]> {
  const logs = await store.logs();
  return logs
    .filter((log) => log.appliedSeq > log.receiptedUpTo)
    .map((log) => ({ logId: log.logId, from: log.receiptedUpTo + 1, to: log.appliedSeq }));
}

async function factsOf<F extends { readonly kind: string }, D>(
  deps: OutwardDeps<F, D>,
  ranges: readonly HandedRange[],
): Promise<OutwardFacts> {
  const { store, appVersion, manifestVersion, awaited } = deps;
  const logs = [];
  for (const { logId, appliedSeq } of await store.logs())
    logs.push({ logId, seq: appliedSeq, hash: await hashAt(store, logId, appliedSeq) });
  return {
    v: PROTOCOL_VERSION,
    appVersion,
    manifestVersion,
    logs,
    epoch: await store.epoch(),
    cursors: { ...(await store.cursors()) },
    amendmentsAfter: { ...(await store.amendmentsSeen()) },
    awaitedFiles: [...awaited],
    acts: ranges.reduce((sum, range) => sum + range.to - range.from + 1, 0),
  };
}

async function* segmentsOf(
  range: HandedRange,
  store: LocalStore,
): AsyncGenerator<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly acts: number }> {
  let before = await hashAt(store, range.logId, range.from - 1);
  for (let seq = range.from; seq <= range.to;) {
    const read = await store.outboxFrom(range.logId, seq, SEGMENT_BYTES);
    const entries = read.filter((entry) => entry.seq <= range.to);
    const last = entries.at(-1);
    if (!last) return;
    yield { bytes: encodeBatch(buildBatch(range.logId, before, entries)), acts: entries.length };
    before = last.hash;
    seq = last.seq + 1;
  }
}
