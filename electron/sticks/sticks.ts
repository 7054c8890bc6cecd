import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Hex } from '../../shared/lib/bytes.ts';
import { newUlid, type RecordId } from '../../shared/lib/ids.ts';
import type { JsonValue } from '../../shared/lib/json.ts';
import type { Clock, Random } from '../../shared/lib/ports.ts';
import { BundleFault, type BundleRefusal } from '../../shared/lib/bundle-refusal.ts';
import type { FileReadOutcome } from '../../shared/ipc/contract.ts';
import type {
  CarryOutcome,
  FoundBundle,
  StickFailure,
  StickFolder,
  StickRecord,
} from '../../shared/ipc/stick-calls.ts';
import { newBundleId } from '../../shared/protocol/bundle-header.ts';
import { carry, type CarryLink, type CarryProgress } from './carrier.ts';
import { bundlesIn, describeBundle, describeFolder } from './find-bundles.ts';
import { StickHistory, type HistoryFiles } from './history.ts';
import type { StickIdentity } from './identity.ts';
import { OutwardWriter, type NewOutward } from './outward-writer.ts';
import { Places } from './places.ts';
import { openReturn, type ReadSection, type ReturnBundle } from './return-reader.ts';
import { stickFailureOf } from './stick-failure.ts';

export interface SticksParts {
  /** Null before enrolment and while locked. */
  readonly identity: () => StickIdentity | null;
  /** Plain bytes of a photo of this device. */
  readonly photo: (sha256: Hex) => Promise<FileReadOutcome>;
  readonly link: CarryLink;
  readonly files: HistoryFiles;
  readonly clock: Clock;
  readonly random: Random;
  readonly onProgress: (progress: CarryProgress & { readonly handle: string }) => void;
}

interface Writing {
  readonly writer: OutwardWriter;
  readonly made: NewOutward;
  readonly ranges: StickRecord['ranges'];
  readonly acts: number;
  files: number;
}

interface Reading {
  readonly path: string;
  readonly bundle: ReturnBundle;
  readonly sections: AsyncGenerator<ReadSection>;
}

type ReadBegun = {
  readonly kind: 'opened';
  readonly readId: string;
  readonly bundleKind: 'return' | 'snapshot';
  readonly bundleId: string;
  readonly answers: string | null;
  readonly facts: JsonValue;
  readonly to: Record<string, number> | null;
};

const LOCKED = { kind: 'locked' } as const;

/** Everything the window may do with sticks. The media fail in ways people understand; those come back as values. */
export class Sticks {
  readonly #parts: SticksParts;
  readonly #places: Places;
  readonly #history: StickHistory;
  readonly #writing = new Map<string, Writing>();
  readonly #reading = new Map<string, Reading>();
  readonly #carrying = new Map<string, AbortController>();

  constructor(parts: SticksParts) {
    this.#parts = parts;
    this.#places = new Places(parts.clock, parts.random);
    this.#history = new StickHistory(parts.files);
  }

  takeFolder(path: string): Promise<StickFolder | StickFailure> {
    return orStickFailure(() => describeFolder(path, this.#places));
  }

  /** Files the officer dropped onto the window. */
  async takeFiles(paths: readonly string[]): Promise<FoundBundle[]> {
    const identity = this.#parts.identity();
    if (identity === null) return [];
    const found: FoundBundle[] = [];
    for (const path of paths) found.push(await describeBundle(path, identity, this.#places));
    return found;
  }

  async look(
    handle: string,
  ): Promise<{ kind: 'found'; folder: StickFolder; bundles: FoundBundle[] } | StickFailure> {
    const identity = this.#parts.identity();
    if (identity === null) return LOCKED;
    const path = this.#places.pathOf(handle);
    return orStickFailure(async () => ({
      kind: 'found',
      folder: await describeFolder(path, this.#places),
      bundles: await bundlesIn(path, identity, this.#places),
    }));
  }

  async beginWriting(
    handle: string,
    facts: JsonValue,
    ranges: StickRecord['ranges'],
  ): Promise<{ kind: 'begun'; writeId: string } | StickFailure> {
    const { identity, clock, random } = this.#parts;
    const own = identity();
    if (own === null) return LOCKED;
    const written = (await this.#history.list()).filter((record) => record.what === 'written').length;
    const made = {
      folder: this.#places.pathOf(handle),
      bundleId: newBundleId(random),
      at: clock.now(),
      number: written + 1,
    };
    return orStickFailure(async () => {
      const writer = await OutwardWriter.begin(own, made, facts);
      const writeId = newUlid(clock, random);
      const acts = ranges.reduce((sum, range) => sum + range.to - range.from + 1, 0);
      this.#writing.set(writeId, { writer, made, ranges, acts, files: 0 });
      return { kind: 'begun', writeId };
    });
  }

  writeSegment(writeId: string, batch: Uint8Array): Promise<{ kind: 'written' } | StickFailure> {
    return this.#write(writeId, async ({ writer }) => {
      await writer.segment(batch);
      return { kind: 'written' };
    });
  }

  async writeFile(
    writeId: string,
    file: { readonly attachmentId: RecordId; readonly sha256: Hex; readonly sizeBytes: number },
  ): Promise<{ kind: 'written' } | { kind: 'not-here' } | { kind: 'damaged' } | StickFailure> {
    const read = await this.#parts.photo(file.sha256);
    if (read.kind !== 'bytes') return read;
    if (read.bytes.length !== file.sizeBytes) return { kind: 'damaged' };
    return this.#write(writeId, async (writing) => {
      await writing.writer.file(file.attachmentId, file.sha256, read.bytes);
      writing.files += 1;
      return { kind: 'written' };
    });
  }

  async finishWriting(
    writeId: string,
  ): Promise<
    | { kind: 'finished'; name: string; sizeBytes: number; bundleId: string; at: NewOutward['at'] }
    | StickFailure
  > {
    const finished = await this.#write(writeId, async ({ writer, made, ranges, acts, files }) => {
      const name = await writer.finish();
      const { at, bundleId } = made;
      const { sizeBytes } = writer;
      await this.#history.add({ what: 'written', at, name, bundleId, sizeBytes, acts, files, ranges });
      return { kind: 'finished' as const, name, sizeBytes, bundleId, at };
    });
    this.#writing.delete(writeId);
    return finished;
  }

  async abandonWriting(writeId: string): Promise<void> {
    const writing = this.#writing.get(writeId);
    this.#writing.delete(writeId);
    await writing?.writer.abandon();
  }

  async beginReading(handle: string): Promise<ReadBegun | BundleRefusal | StickFailure> {
    const { identity, clock, random } = this.#parts;
    const own = identity();
    if (own === null) return LOCKED;
    const path = this.#places.pathOf(handle);
    return orStickFailure<ReadBegun | BundleRefusal>(async () => {
      const opened = await openReturn(own, path);
      if (!opened.ok) return opened.error;
      const bundle = opened.value;
      const readId = newUlid(clock, random);
      this.#reading.set(readId, { path, bundle, sections: bundle.read() });
      const { kind: bundleKind, bundleId, answers } = bundle.header;
      const facts = bundle.facts as unknown as JsonValue;
      const to = bundle.to && { ...bundle.to };
      return { kind: 'opened', readId, bundleKind, bundleId, answers, facts, to };
    });
  }

  async readNext(readId: string): Promise<ReadSection | BundleRefusal | StickFailure> {
    const reading = this.#reading.get(readId);
    if (reading === undefined || this.#parts.identity() === null) return LOCKED;
    return orStickFailure<ReadSection | BundleRefusal>(async () => {
      try {
        const next = await reading.sections.next();
        return next.done ? { kind: 'end' } : next.value;
      } catch (error) {
        // Whole when it was checked: the stick was changed or pulled meanwhile.
        if (error instanceof BundleFault) return error.refusal;
        throw error;
      }
    });
  }

  async endReading(
    readId: string,
    taken: { readonly acts: number; readonly files: number } | null,
  ): Promise<void> {
    const reading = this.#reading.get(readId);
    if (reading === undefined) return;
    this.#reading.delete(readId);
    await reading.sections.return(undefined).catch(() => undefined);
    if (taken === null) return;
    const { bundleId } = reading.bundle.header;
    await this.#remember('read', reading.path, bundleId, taken);
  }

  async carry(handle: string): Promise<CarryOutcome> {
    const identity = this.#parts.identity();
    if (identity === null) return LOCKED;
    const controller = new AbortController();
    this.#carrying.set(handle, controller);
    const path = this.#places.pathOf(handle);
    try {
      const outcome = await carry(
        path,
        this.#parts.link,
        (progress) => this.#parts.onProgress({ handle, ...progress }),
        controller.signal,
      );
      if (outcome.kind === 'carried') {
        const described = await describeBundle(path, identity, this.#places);
        const bundleId = described.state.kind === 'bundle' ? described.state.bundleId : '';
        await this.#remember('carried', path, bundleId, outcome);
      }
      return outcome;
    } finally {
      this.#carrying.delete(handle);
    }
  }

  cancelCarrying(handle: string): void {
    this.#carrying.get(handle)?.abort();
  }

  history(): Promise<readonly StickRecord[]> {
    return this.#history.list();
  }

  /** Ends what is under way: nothing half stays on a stick. */
  async close(): Promise<void> {
    for (const controller of this.#carrying.values()) controller.abort();
    for (const writeId of [...this.#writing.keys()]) await this.abandonWriting(writeId);
    for (const readId of [...this.#reading.keys()]) await this.endReading(readId, null);
  }

  async #write<T>(writeId: string, work: (writing: Writing) => Promise<T>): Promise<T | StickFailure> {
    const writing = this.#writing.get(writeId);
    if (writing === undefined || this.#parts.identity() === null) return LOCKED;
    return orStickFailure(() => work(writing));
  }

  async #remember(
    what: 'read' | 'carried',
    path: string,
    bundleId: string,
    { acts, files }: { readonly acts: number; readonly files: number },
  ): Promise<void> {
    const described = await takeSize(path);
    const at = this.#parts.clock.now();
    await this.#history.add({ what, at, bundleId, ...described, acts, files, ranges: [] });
  }
}

async function takeSize(path: string): Promise<{ readonly name: string; readonly sizeBytes: number }> {
  const sizeBytes = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  return { name: basename(path), sizeBytes };
}

/** What a medium or a bundle does to us comes back as a value; anything else is a bug and is thrown on. */
async function orStickFailure<T>(work: () => Promise<T>): Promise<T | StickFailure> {
  try {
    return await work();
  } catch (error) {
    return stickFailureOf(error);
  }
}
