import { sha256Hex } from '../../shared/lib/sha256.ts';
import { concat, type Hex } from '../../shared/lib/bytes.ts';
import type { DiskFailure, FileReadOutcome, StageOutcome } from '../../shared/ipc/contract.ts';
import type { FileCheckOutcome } from '../../shared/ipc/files-calls.ts';
import { SEAL_OVERHEAD_BYTES, type Cipher } from './cipher.ts';
import { codeOf, type Disk, type DiskFile } from './disk.ts';
import { orDiskFailure } from './disk-failure.ts';
import { writeWhole } from './small-files.ts';

// files/<sha256>.jda = 'JDATT' 0x01 0x00 0x00 ‖ u32 size ‖ sealed chunks of 1 MiB plain bytes each (the last one shorter);
// context of a chunk: `jd-file|<sha256>|<index>|<size>`, so that chunks cannot be moved, dropped or swapped unseen: a chunk
// that opens is the one that was sealed when the hash of the whole was known.

export const MAX_FILE_BYTES = 32 * 1024 * 1024;
/** What is read at once: no upload needs more than this of a file in memory. */
const CHUNK_BYTES = 1024 * 1024;
const FOLDER = 'files';
const MAGIC = Uint8Array.of(0x4a, 0x44, 0x41, 0x54, 0x54, 1, 0, 0);
const HEADER_BYTES = MAGIC.length + 4;

/** Photos and papers on disk, named by the SHA-256 of their plain bytes, encrypted under the session's key. */
export class Attachments {
  readonly chunkBytes = CHUNK_BYTES;
  private readonly disk: Disk;
  private readonly cipher: () => Cipher | null;

  constructor(disk: Disk, cipher: () => Cipher | null) {
    this.disk = disk;
    this.cipher = cipher;
  }

  /** Stores the bytes, flushed. The same bytes again are not written twice, unless what is there is damaged. */
  async stage(bytes: Uint8Array): Promise<StageOutcome> {
    if (bytes.length > MAX_FILE_BYTES) return { kind: 'file-too-large', maxBytes: MAX_FILE_BYTES };
    const sha256 = sha256Hex(bytes);
    const stored = await this.store(sha256, bytes);
    return stored.kind === 'stored' ? { kind: 'staged', sha256, sizeBytes: bytes.length } : stored;
  }

  /** The plain bytes, their hash checked again. */
  async read(sha256: Hex): Promise<FileReadOutcome> {
    const parts: Uint8Array[] = [];
    const end = await this.eachChunk(sha256, (chunk) => parts.push(chunk));
    if (end.kind !== 'whole') return end;
    const bytes = concat(...parts);
    return sha256Hex(bytes) === sha256 ? { kind: 'bytes', bytes } : { kind: 'damaged' };
  }

  /** Plain bytes `start` to `end` (not included) of a whole file; reads and opens only the chunks they lie in. */
  async readRange(sha256: Hex, start: number, end: number): Promise<FileReadOutcome> {
    const parts: Uint8Array[] = [];
    const first = Math.floor(start / CHUNK_BYTES);
    const done = await this.eachChunk(sha256, (chunk) => parts.push(chunk), {
      first,
      last: Math.floor((end - 1) / CHUNK_BYTES),
    });
    if (done.kind !== 'whole') return done;
    const from = start - first * CHUNK_BYTES;
    return { kind: 'bytes', bytes: concat(...parts).slice(from, from + end - start) };
  }

  /** Whether the file is here and every chunk of it opens, a chunk at a time. */
  async check(sha256: Hex): Promise<FileCheckOutcome> {
    const end = await this.eachChunk(sha256, () => undefined);
    return end.kind === 'whole' ? { kind: 'whole', sizeBytes: end.sizeBytes } : end;
  }

  /** Takes the file off the disk; done when the name is gone for good. Harmless when repeated. */
  async remove(sha256: Hex): Promise<{ kind: 'removed' } | DiskFailure> {
    return orDiskFailure(async () => {
      await this.disk.remove(pathOf(sha256));
      await this.disk.makeFolder(FOLDER);
      await this.disk.syncFolder(FOLDER);
      return { kind: 'removed' };
    });
  }

  private async store(
    sha256: Hex,
    bytes: Uint8Array,
  ): Promise<{ kind: 'stored' } | { kind: 'locked' } | DiskFailure> {
    const cipher = this.cipher();
    if (cipher === null) return { kind: 'locked' };
    if ((await this.check(sha256)).kind === 'whole') return { kind: 'stored' };
    return orDiskFailure(async () => {
      await writeWhole(this.disk, pathOf(sha256), ...sealFile(bytes, sha256, cipher));
      return { kind: 'stored' };
    });
  }

  /** Opens the chunks `first` to `last`, or all, one after the other. */
  private async eachChunk(
    sha256: Hex,
    take: (chunk: Uint8Array) => void,
    range: { readonly first: number; readonly last: number } = { first: 0, last: Infinity },
  ): Promise<{ kind: 'whole'; sizeBytes: number } | { kind: 'not-here' | 'damaged' | 'locked' }> {
    const cipher = this.cipher();
    if (cipher === null) return { kind: 'locked' };
    let file: DiskFile;
    try {
      file = await this.disk.open(pathOf(sha256), 'existing');
    } catch (error) {
      return { kind: codeOf(error) === 'ENOENT' ? 'not-here' : 'damaged' };
    }
    try {
      const sizeBytes = await plainSize(file);
      if (sizeBytes === null) return { kind: 'damaged' };
      const last = Math.min(range.last, Math.ceil(sizeBytes / CHUNK_BYTES) - 1);
      for (let index = range.first; index <= last; index++) {
        const sealed = await file.read(
          HEADER_BYTES + index * (CHUNK_BYTES + SEAL_OVERHEAD_BYTES),
          CHUNK_BYTES + SEAL_OVERHEAD_BYTES,
        );
        const chunk = cipher.open(sealed, contextOf(sha256, index, sizeBytes));
        if (chunk === null) return { kind: 'damaged' };
        take(chunk);
      }
      return { kind: 'whole', sizeBytes };
    } catch (error) {
      if (codeOf(error) === null) throw error;
      // A disk that cannot give the bytes back has damaged them; the server may hold them still.
      return { kind: 'damaged' };
    } finally {
      await file.close();
    }
  }
}

function sealFile(bytes: Uint8Array, sha256: Hex, cipher: Cipher): Uint8Array[] {
  const parts: Uint8Array[] = [header(bytes.length)];
  for (let index = 0; index * CHUNK_BYTES < bytes.length; index++) {
    const chunk = bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
    parts.push(cipher.seal(chunk, contextOf(sha256, index, bytes.length)));
  }
  return parts;
}

/** The plain size that the header tells; null when header and length of the file do not belong together. */
async function plainSize(file: DiskFile): Promise<number | null> {
  const head = await file.read(0, HEADER_BYTES);
  if (head.length < HEADER_BYTES || !MAGIC.every((byte, i) => head[i] === byte)) return null;
  const size = new DataView(head.buffer, head.byteOffset).getUint32(MAGIC.length);
  const whole = HEADER_BYTES + size + Math.ceil(size / CHUNK_BYTES) * SEAL_OVERHEAD_BYTES;
  return (await file.size()) === whole ? size : null;
}

function header(size: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setUint32(MAGIC.length, size);
  return bytes;
}

function contextOf(sha256: Hex, index: number, size: number): string {
  return `jd-file|${sha256}|${index}|${size}`;
}

function pathOf(sha256: Hex): string {
  return `${FOLDER}/${sha256}.jda`;
}
