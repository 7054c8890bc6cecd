import type { UploadOptions } from 'tus-js-client';
import type { Hex } from '../../shared/lib/bytes.ts';
import type { FileReadOutcome } from '../../shared/ipc/contract.ts';

/** A stored file, a range at a time. */
export interface FileParts {
  /** The most that is read at once. */
  readonly chunkBytes: number;
  readRange(sha256: Hex, start: number, end: number): Promise<FileReadOutcome>;
}

/** The file could not be read any further: damaged, gone, or locked meanwhile. */
export class SourceFailure extends Error {
  readonly outcome: Exclude<FileReadOutcome, { kind: 'bytes' }>;

  constructor(outcome: Exclude<FileReadOutcome, { kind: 'bytes' }>) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

// Eight seconds of a 128 kbit/s line. The operating system swallows a whole request at once, so only an answered one tells how
// far a photo is, and a longer silence would count as a dead line (electron-http.ts).
const FIRST_BYTES = 128 * 1024;
const SMALLEST_BYTES = 32 * 1024;
const LARGEST_BYTES = 1024 * 1024;
const QUICK_MS = 3_000;
const SLOW_MS = 15_000;

/** How much one request carries: as much as this line takes in a few seconds, as the last answers showed. */
export class PieceSize {
  private readonly now: () => number;
  private current = FIRST_BYTES;
  private startedAt: number | null = null;

  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  /** A request of this many bytes at most begins now. */
  begin(most: number): number {
    this.startedAt = this.now();
    return Math.min(this.current, most);
  }

  /** The request was answered: the line can do as much, more, or less. */
  answered(): void {
    const took = this.startedAt === null ? null : this.now() - this.startedAt;
    if (took === null) return;
    if (took < QUICK_MS) this.current = Math.min(LARGEST_BYTES, this.current * 2);
    if (took > SLOW_MS) this.current = Math.max(SMALLEST_BYTES, this.current / 2);
    this.startedAt = null;
  }

  /** The line was cut: the next one may be another. */
  cut(): void {
    this.current = FIRST_BYTES;
    this.startedAt = null;
  }
}

/**
 * Lets tus-js-client read an encrypted file piece by piece, so that an upload needs one piece in memory and a new try reads
 * only what is still to be sent.
 */
export function fileReader(
  parts: FileParts,
  file: { readonly sha256: Hex; readonly sizeBytes: number },
  pieces: PieceSize,
): NonNullable<UploadOptions['fileReader']> {
  const size = file.sizeBytes;
  return {
    openFile: async () => ({
      size,
      slice: async (start: number, end: number) => {
        const to = Math.min(end, size, start + pieces.begin(parts.chunkBytes));
        const read = await parts.readRange(file.sha256, start, to);
        if (read.kind !== 'bytes') throw new SourceFailure(read);
        return { value: Object.assign(read.bytes, { size: read.bytes.length }), done: to >= size };
      },
      close: () => undefined,
    }),
  };
}
