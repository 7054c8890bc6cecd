import { sha256Hex } from '../../shared/lib/sha256.ts';
import { concat, type Hex } from '../../shared/lib/bytes.ts';
import type { DiskFailure, FileReadOutcome, StageOutcome } from '../../shared/ipc/contract.ts';
import { SEAL_OVERHEAD_BYTES, type Cipher } from './cipher.ts';
import type { Disk } from './disk.ts';
import { orDiskFailure } from './disk-failure.ts';
import { writeWhole } from './small-files.ts';

// files/<sha256>.jda = 'JDATT' 0x01 0x00 0x00 ‖ u32 size ‖ sealed chunks of 1 MiB plain bytes each (the last one shorter);
// context of a chunk: `jd-file|<sha256>|<index>|<size>`, so that chunks cannot be moved, dropped or swapped unseen.

export const MAX_FILE_BYTES = 32 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;
const MAGIC = Uint8Array.of(0x4a, 0x44, 0x41, 0x54, 0x54, 1, 0, 0);
const HEADER_BYTES = MAGIC.length + 4;

/** Photos and papers on disk, named by the SHA-256 of their plain bytes, encrypted under the session's key. */
export class Attachments {
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
    const cipher = this.cipher();
    if (cipher === null) return { kind: 'locked' };
    let file: Uint8Array | null;
    try {
      file = await this.disk.read(pathOf(sha256));
    } catch {
      // A disk that cannot give the bytes back has damaged them; the server may hold them still.
      return { kind: 'damaged' };
    }
    if (file === null) return { kind: 'not-here' };
    const bytes = openFile(file, sha256, cipher);
    return bytes === null ? { kind: 'damaged' } : { kind: 'bytes', bytes };
  }

  private async store(
    sha256: Hex,
    bytes: Uint8Array,
  ): Promise<{ kind: 'stored' } | { kind: 'locked' } | DiskFailure> {
    const cipher = this.cipher();
    if (cipher === null) return { kind: 'locked' };
    if ((await this.read(sha256)).kind === 'bytes') return { kind: 'stored' };
    return orDiskFailure(async () => {
      await writeWhole(this.disk, pathOf(sha256), ...sealFile(bytes, sha256, cipher));
      return { kind: 'stored' };
    });
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

function openFile(file: Uint8Array, sha256: Hex, cipher: Cipher): Uint8Array<ArrayBuffer> | null {
  if (file.length < HEADER_BYTES) return null;
  const size = new DataView(file.buffer, file.byteOffset).getUint32(MAGIC.length);
  const isWhole =
    MAGIC.every((byte, i) => file[i] === byte) &&
    file.length === HEADER_BYTES + size + Math.ceil(size / CHUNK_BYTES) * SEAL_OVERHEAD_BYTES;
  if (!isWhole) return null;
  const chunks: Uint8Array[] = [];
  for (let index = 0, at = HEADER_BYTES; at < file.length; index++, at += CHUNK_BYTES + SEAL_OVERHEAD_BYTES) {
    const chunk = cipher.open(
      file.subarray(at, at + CHUNK_BYTES + SEAL_OVERHEAD_BYTES),
      contextOf(sha256, index, size),
    );
    if (chunk === null) return null;
    chunks.push(chunk);
  }
  const bytes = concat(...chunks);
  return sha256Hex(bytes) === sha256 ? bytes : null;
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
  return `files/${sha256}.jda`;
}
