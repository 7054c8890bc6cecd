import type { JsonValue } from '../../shared/lib/json.ts';
import { ReturnFacts } from '../../shared/protocol/bundle-content.ts';
import { AttachmentReceipt, type Signed } from '../../shared/protocol/receipt.ts';
import { attachmentKind } from '../../shared/domain/inspections/inspection.ts';
import type { BundleRefusal } from '../../shared/lib/bundle-refusal.ts';
import type { UploadRow } from '../../shared/schema/schema.ts';
import {
  takeReturn,
  type BundleSource,
  type ReturnDeps,
  type TakenReturn,
} from '../../shared/sync/stick-in.ts';
import { writeOutward, type BundleSink } from '../../shared/sync/stick-out.ts';
import type { Bureau } from '../platform/bureau.ts';
import type { StickFailure, WrittenBundle } from '../platform/stick-facts.ts';
import type { BureauDb } from './bureau-db.ts';
import type { DeskSticks, HandedOver, ReadOutcome } from './sticks.ts';

export interface LiveSticksDeps extends Omit<ReturnDeps, 'onProgress' | 'isCancelled' | 'takePhotoReceipt'> {
  readonly bureau: Bureau;
  readonly db: BureauDb;
  readonly appVersion: string;
  readonly manifestVersion: number;
  /** Runs while no round runs, and no round meanwhile: both stage pages. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  /** A carrier needs a session: greets the server when there is none yet. */
  readonly greet: () => Promise<void>;
  readonly afterTaking: (taken: TakenReturn) => Promise<void>;
}

type Failure = StickFailure | BundleRefusal;

/** Sticks of the open desk: the engine's roads without a line, over the shell's files. */
export function liveSticks(deps: LiveSticksDeps): DeskSticks {
  const { bureau, db, store } = deps;
  return {
    chooseFolder: () => bureau.call('stick/choose-folder', undefined),
    look: (handle) => bureau.call('stick/look', { handle }),
    takeDropped: (files) => bureau.takeDropped(files),
    estimate: async () => {
      const waiting = await store.waiting();
      const photos = await waitingPhotos(db);
      const photoBytes = photos.reduce((sum, row) => sum + row.sizeBytes, 0);
      return { acts: waiting.acts, actBytes: waiting.bytes, photos: photos.length, photoBytes };
    },
    write: async (folder, { withPhotos, control, onProgress }) => {
      const photos = await waitingPhotos(db);
      return writeOutward<StickFailure, WrittenBundle>({
        store,
        sink: sinkOf(bureau, folder),
        appVersion: deps.appVersion,
        manifestVersion: deps.manifestVersion,
        files: withPhotos ? photos.toSorted((a, b) => a.sizeBytes - b.sizeBytes) : [],
        awaited: photos.map((row) => row.attachmentId),
        onProgress,
        mayGoOn: () => control.mayGoOn(),
        isCancelled: () => control.isCancelled,
      });
    },
    read: (handle) => deps.alone(() => readBundle(handle, deps)),
    carry: async (handle, onProgress) => {
      await deps.greet();
      const stop = bureau.on('stick/progress', (step) => {
        if (step.handle === handle) onProgress(step);
      });
      try {
        return await bureau.call('stick/carry', { handle });
      } finally {
        stop();
      }
    },
    cancelCarrying: (handle) => void bureau.call('stick/carry-cancel', { handle }),
    handedOver: () => handedOver(deps),
    history: () => bureau.call('stick/history', undefined),
  };
}

/** Photos without a receipt whose record still stands; what was taken back is nobody's evidence. */
async function waitingPhotos(db: BureauDb): Promise<readonly UploadRow[]> {
  const rows = await db.uploads.where('state').equals('waiting').toArray();
  const records = await db.records(attachmentKind.table).bulkGet(rows.map((row) => row.attachmentId));
  return rows.filter((_, i) => records[i] !== undefined);
}

function sinkOf(bureau: Bureau, folder: string): BundleSink<StickFailure, WrittenBundle> {
  let writeId = '';
  return {
    begin: async (facts, ranges) => {
      const begun = await bureau.call('stick/write-begin', {
        handle: folder,
        facts: facts as unknown as JsonValue,
        ranges: ranges.map((range) => ({ ...range })),
      });
      if (begun.kind !== 'begun') return begun;
      writeId = begun.writeId;
      return null;
    },
    segment: async (bytes) => {
      const written = await bureau.call('stick/write-segment', { writeId, bytes });
      return written.kind === 'written' ? null : written;
    },
    file: async ({ attachmentId, sha256, sizeBytes }) => {
      const written = await bureau.call('stick/write-file', { writeId, attachmentId, sha256, sizeBytes });
      switch (written.kind) {
        case 'written':
        case 'not-here':
        case 'damaged':
          return written.kind;
        default:
          return written;
      }
    },
    finish: async () => {
      const finished = await bureau.call('stick/write-finish', { writeId });
      return finished.kind === 'finished' ? { kind: 'finished', file: finished } : finished;
    },
    abandon: async () => void (await bureau.call('stick/write-abandon', { writeId })),
  };
}

async function readBundle(handle: string, deps: LiveSticksDeps): Promise<ReadOutcome> {
  const { bureau, db } = deps;
  const begun = await bureau.call('stick/read-begin', { handle });
  if (begun.kind !== 'opened') return begun;
  let taken: TakenReturn | null = null;
  try {
    const facts = ReturnFacts.parse(begun.facts);
    if (facts.manifest)
      await bureau.call('net/adopt-manifest', { manifest: facts.manifest as unknown as JsonValue });
    const { readId, bundleKind, bundleId, answers, to } = begun;
    const source: BundleSource<Failure> = {
      bundleKind,
      bundleId,
      answers,
      facts,
      to,
      next: () => bureau.call('stick/read-next', { readId }),
    };
    const outcome = await takeReturn(source, {
      ...deps,
      onProgress: () => undefined,
      isCancelled: () => false,
      takePhotoReceipt: (signed) => takePhotoReceipt(signed, db, deps),
    });
    if (outcome.kind !== 'taken') return outcome;
    taken = outcome;
    await deps.afterTaking(outcome);
    return outcome;
  } finally {
    await bureau.call('stick/read-end', {
      readId: begun.readId,
      taken: taken && { acts: taken.receipts, files: taken.photos },
    });
  }
}

/** Rule S12 holds for sticks too: record, hash and size, signed. True when the photo was still waiting. */
async function takePhotoReceipt(
  signed: Signed,
  db: BureauDb,
  { verify }: Pick<LiveSticksDeps, 'verify'>,
): Promise<boolean> {
  if (!(await verify('jd-attachment-1', signed))) return false;
  const receipt = AttachmentReceipt.safeParse(jsonOf(signed.body)).data;
  const row = receipt && (await db.uploads.get(receipt.attachmentId));
  if (!receipt || !row || row.sha256 !== receipt.sha256 || row.sizeBytes !== receipt.sizeBytes) return false;
  if (row.state !== 'waiting') return false;
  const change = {
    state: 'delivered',
    sentBytes: row.sizeBytes,
    receipt: JSON.stringify(signed),
    problem: null,
  } as const;
  await db.uploads.update(row.attachmentId, change);
  return true;
}

/** From the history of this computer: numbers that left on a stick and lie above what is receipted. */
async function handedOver({ bureau, store }: LiveSticksDeps): Promise<HandedOver | null> {
  const history = await bureau.call('stick/history', undefined);
  const marks = new Map((await store.logs()).map((log) => [log.logId as string, log.receiptedUpTo]));
  let acts = 0;
  let latest: HandedOver['at'] | null = null;
  const furthest = new Map<string, number>();
  for (const record of history) {
    for (const { logId, to } of record.ranges) {
      const mark = marks.get(logId);
      if (record.what !== 'written' || mark === undefined || to <= mark) continue;
      latest ??= record.at;
      furthest.set(logId, Math.max(furthest.get(logId) ?? mark, to));
    }
  }
  for (const [logId, to] of furthest) acts += to - (marks.get(logId) ?? 0);
  return latest === null ? null : { acts, at: latest };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
