import type { UploadOptions } from 'tus-js-client';
import type { Hex } from '../../shared/lib/bytes.ts';
import type { FileReadOutcome } from '../../shared/ipc/contract.ts';

/** A stored file, a range at a time. */
export interface FileParts {
  /** What is cheap to read at once: a range of this length at a multiple of it. */
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

/**
 * Lets tus-js-client read an encrypted file piece by piece, so that an upload needs one chunk in memory and a new try reads
 * only what is still to be sent.
 */
export function fileReader(
  parts: FileParts,
  file: { readonly sha256: Hex; readonly sizeBytes: number },
): NonNullable<UploadOptions['fileReader']> {
  const size = file.sizeBytes;
  return {
    openFile: async () => ({
      size,
      slice: async (start: number, end: number) => {
        // To the end of the chunk that holds `start`: after a cut the next request is aligned again.
        const to = Math.min(end, size, (Math.floor(start / parts.chunkBytes) + 1) * parts.chunkBytes);
        const read = await parts.readRange(file.sha256, start, to);
        if (read.kind !== 'bytes') throw new SourceFailure(read);
        return { value: Object.assign(read.bytes, { size: read.bytes.length }), done: to >= size };
      },
      close: () => undefined,
    }),
  };
}
