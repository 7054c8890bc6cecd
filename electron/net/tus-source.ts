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

// The first request on a line is three to four seconds of 128 kbit/s, no more than a router's queue of 40 packets takes: TCP does not
// know the line yet and would send faster than it is. Later ones may be longer, since each ends with a round trip in which nothing is
// sent. The operating system swallows a request at once: only an answered one tells how far a photo is, and a silence of a minute
// would count as a dead line (electron-http.ts).
const FIRST_BYTES = 56 * 1024;
const SMALLEST_BYTES = 24 * 1024;
const LARGEST_BYTES = 1024 * 1024;
/** A record costs 30 bytes, and half of one is lost with each cut: at a cut every 20 s and 128 kbit/s this is the least in all. */
const SLOW_WRITE_BYTES = 4 * 1024;
const QUICK_WRITE_BYTES = 64 * 1024;
const QUICK_MS = 5_000;
const SLOW_MS = 20_000;

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

  /** How much is lost at most with a record that is cut, beside what was under way: little on a slow line, work on a quick one. */
  writeBytes(): number {
    return this.current < LARGEST_BYTES / 4 ? SLOW_WRITE_BYTES : QUICK_WRITE_BYTES;
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
