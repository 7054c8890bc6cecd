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

// Three to four seconds of a 128 kbit/s line, and no more than a router's queue of 40 packets takes without dropping any. The
// operating system swallows a whole request at once: only an answered one tells how far a photo is, a longer silence would count
// as a dead line (electron-http.ts), and what it holds when the line is cut it sends to nobody once the line is back.
const FIRST_BYTES = 56 * 1024;
const SMALLEST_BYTES = 24 * 1024;
const LARGEST_BYTES = 1024 * 1024;
const QUICK_MS = 2_500;
const SLOW_MS = 8_000;

/** How much one request carries: as much as this line takes in a few seconds, as the last answers showed. */
export class PieceSize {
  private readonly now: () => number;
  private current = FIRST_BYTES;
  private startedAt: number | null = null;

  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  /** A request begins now, of so many of the bytes that remain. Equal shares: no last request for a handful of bytes. */
  begin(remaining: number, most: number): number {
    this.startedAt = this.now();
    const requests = Math.ceil(remaining / Math.min(this.current, most));
    return requests === 0 ? 0 : Math.ceil(remaining / requests);
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
    this.current = Math.min(this.current, FIRST_BYTES);
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
        const wanted = Math.min(end, size);
        const to = start + pieces.begin(Math.max(0, wanted - start), parts.chunkBytes);
        const read = await parts.readRange(file.sha256, start, to);
        if (read.kind !== 'bytes') throw new SourceFailure(read);
        return { value: Object.assign(read.bytes, { size: read.bytes.length }), done: to >= size };
      },
      close: () => undefined,
    }),
  };
}
