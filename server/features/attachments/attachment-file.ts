import { createHash, hkdfSync, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toHex, utf8, type Hex } from '../../../shared/lib/bytes.ts';
import { sha256Hex } from '../../../shared/lib/sha256.ts';
import { syncFolder } from '../../store/sync-folder.ts';
import { openBox, sealBox } from '../trust/storage-box.ts';

// One file per attachment: `JDA1`, then chunks of 64 KiB, each sealed under the server's storage key. The place that a chunk
// is bound to holds the attachment, its number and whether it is the last: none can be moved, swapped or left out.

const MAGIC = utf8('JDA1');
const CHUNK_BYTES = 65_536;
const SEALED_EXTRA_BYTES = 28;

export interface StoredBytes {
  readonly sha256: Hex;
  readonly sizeBytes: number;
}

/** The bytes on the disk do not open: altered, cut, or of another storage key. */
export class AttachmentDamaged extends Error {}

export interface AttachmentFiles {
  /** Writes and fsyncs the bytes under a passing name; `keep` gives them their place. */
  write(
    attachmentId: string,
    source: AsyncIterable<Uint8Array>,
  ): Promise<StoredBytes & { keep(): Promise<void>; discard(): Promise<void> }>;
  has(attachmentId: string): Promise<boolean>;
  /** The plain bytes in order. Throws `AttachmentDamaged` at the first chunk that does not open. */
  read(attachmentId: string): AsyncGenerator<Uint8Array>;
}

/** `processId` names the writer: several processes may share the folder, each with drafts of its own. */
export function attachmentFiles(folder: string, storageKey: Uint8Array, processId: string): AttachmentFiles {
  const root = join(folder, 'attachments');
  const drafts = join(root, 'drafts', processId);
  // What a crash left half written; the upload it came from is still there.
  rmSync(drafts, { recursive: true, force: true });
  mkdirSync(drafts, { recursive: true, mode: 0o700 });
  const key = new Uint8Array(hkdfSync('sha256', storageKey, new Uint8Array(), 'jd-attachments-1', 32));
  const pathOf = (attachmentId: string): string => {
    const name = sha256Hex(`jd-attachment-file-1|${attachmentId}`);
    return join(root, name.slice(0, 2), `${name}.jda`);
  };
  return {
    write: async (attachmentId, source) => {
      const path = pathOf(attachmentId);
      const draft = join(drafts, randomUUID());
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const stored = await writeSealed(draft, key, attachmentId, source);
      return {
        ...stored,
        keep: async () => {
          await rename(draft, path);
          await syncFolder(dirname(path));
          await syncFolder(root);
        },
        discard: () => rm(draft, { force: true }),
      };
    },
    has: (attachmentId) =>
      stat(pathOf(attachmentId)).then(
        () => true,
        () => false,
      ),
    read: (attachmentId) => readSealed(pathOf(attachmentId), key, attachmentId),
  };
}

async function writeSealed(
  path: string,
  key: Uint8Array,
  attachmentId: string,
  source: AsyncIterable<Uint8Array>,
): Promise<StoredBytes> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let waiting = Buffer.alloc(0);
  let index = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    await file.write(MAGIC);
    for await (const part of source) {
      hash.update(part);
      sizeBytes += part.length;
      waiting = Buffer.concat([waiting, part]);
      // The last chunk is sealed as such, so a full one waits until more follows it.
      while (waiting.length > CHUNK_BYTES) {
        await file.write(
          sealBox(key, waiting.subarray(0, CHUNK_BYTES), placeOf(attachmentId, index++, false)),
        );
        waiting = waiting.subarray(CHUNK_BYTES);
      }
    }
    await file.write(sealBox(key, waiting, placeOf(attachmentId, index, true)));
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: toHex(hash.digest()), sizeBytes };
}

async function* readSealed(path: string, key: Uint8Array, attachmentId: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const magic = await readAt(file, 0, MAGIC.length);
    if (!magic.equals(MAGIC)) throw new AttachmentDamaged('not an attachment file');
    let index = 0;
    for (let at = MAGIC.length; at < size;) {
      const length = Math.min(CHUNK_BYTES + SEALED_EXTRA_BYTES, size - at);
      const plain = openBox(
        key,
        await readAt(file, at, length),
        placeOf(attachmentId, index++, at + length === size),
      );
      if (plain === null) throw new AttachmentDamaged('a chunk does not open');
      yield plain;
      at += length;
    }
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  await file.read(buffer, 0, length, position);
  return buffer;
}

function placeOf(attachmentId: string, index: number, isLast: boolean): string {
  return `attachment|${attachmentId}|${index}|${isLast ? 'last' : 'more'}`;
}
