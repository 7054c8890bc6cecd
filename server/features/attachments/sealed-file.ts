import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { open } from 'node:fs/promises';
import { toHex, utf8, type Hex } from '../../../shared/lib/bytes.ts';
import { openBox, sealBox } from '../trust/storage-box.ts';

// One sealed file per content and prefecture: `JDA1`, then chunks of 64 KiB, each sealed under the server's storage key. The
// place that a chunk is bound to holds prefecture, hash, its number and whether it is the last: none can be moved, swapped or
// left out. The same format lies on a disk and in S3: whoever runs the storage reads nothing.

const MAGIC = utf8('JDA1');
const CHUNK_BYTES = 65_536;
const SEALED_CHUNK_BYTES = CHUNK_BYTES + 28;

/** What bytes are stored as: shared by every record of the prefecture that names them, never across prefectures. */
export interface ContentPlace {
  readonly prefecture: string;
  readonly sha256: Hex;
}

export interface StoredBytes {
  readonly sha256: Hex;
  readonly sizeBytes: number;
}

/** The stored bytes do not open: altered, cut, or of another storage key. */
export class AttachmentDamaged extends Error {}

/** Seals, opens and names files under one server's storage key. */
export class SealedFiles {
  readonly #sealing: Uint8Array;
  readonly #naming: Uint8Array;

  constructor(storageKey: Uint8Array) {
    const derive = (info: string): Uint8Array =>
      new Uint8Array(hkdfSync('sha256', storageKey, new Uint8Array(), info, 32));
    this.#sealing = derive('jd-attachments-1');
    this.#naming = derive('jd-attachment-names-1');
  }

  /** `<prefecture>/<2 hex>/<64 hex>.jda`. Keyed, so that nobody can look whether a picture they have is stored. */
  nameOf({ prefecture, sha256 }: ContentPlace): string {
    const name = createHmac('sha256', this.#naming).update(`${prefecture}|${sha256}`).digest('hex');
    return `${prefecture}/${name.slice(0, 2)}/${name}.jda`;
  }

  /** Writes a new file, fsynced, and tells what the plain bytes were. */
  async write(path: string, place: ContentPlace, source: AsyncIterable<Uint8Array>): Promise<StoredBytes> {
    const hash = createHash('sha256');
    const file = await open(path, 'wx', 0o600);
    let sizeBytes = 0;
    let index = 0;
    let waiting: Buffer = Buffer.alloc(0);
    const seal = (chunk: Uint8Array, isLast: boolean): Uint8Array =>
      sealBox(this.#sealing, chunk, boxPlace(bindingOf(place), index++, isLast));
    try {
      await file.write(MAGIC);
      for await (const part of source) {
        hash.update(part);
        sizeBytes += part.length;
        waiting = Buffer.concat([waiting, part]);
        // The last chunk is sealed as such, so a full one waits until more follows it.
        while (waiting.length > CHUNK_BYTES) {
          await file.write(seal(waiting.subarray(0, CHUNK_BYTES), false));
          waiting = waiting.subarray(CHUNK_BYTES);
        }
      }
      await file.write(seal(waiting, true));
      await file.sync();
    } finally {
      await file.close();
    }
    return { sha256: toHex(hash.digest()), sizeBytes };
  }

  /** The plain bytes of a sealed file that comes in parts of any size. Throws `AttachmentDamaged` at the first bad chunk. */
  open(place: ContentPlace, sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    return this.#open(bindingOf(place), sealed);
  }

  /** A file as the first release wrote it, one per attachment. */
  openOld(attachmentId: string, sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    return this.#open(`attachment|${attachmentId}`, sealed);
  }

  async *#open(binding: string, sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let waiting: Buffer = Buffer.alloc(0);
    let isBegun = false;
    let index = 0;
    const openChunk = (box: Uint8Array, isLast: boolean): Uint8Array => {
      const plain = openBox(this.#sealing, box, boxPlace(binding, index++, isLast));
      if (plain === null) throw new AttachmentDamaged('a chunk does not open');
      return plain;
    };
    for await (const part of sealed) {
      waiting = Buffer.concat([waiting, part]);
      if (!isBegun && waiting.length >= MAGIC.length) {
        if (!waiting.subarray(0, MAGIC.length).equals(MAGIC))
          throw new AttachmentDamaged('not an attachment file');
        waiting = waiting.subarray(MAGIC.length);
        isBegun = true;
      }
      while (isBegun && waiting.length > SEALED_CHUNK_BYTES) {
        yield openChunk(waiting.subarray(0, SEALED_CHUNK_BYTES), false);
        waiting = waiting.subarray(SEALED_CHUNK_BYTES);
      }
    }
    if (!isBegun) throw new AttachmentDamaged('not an attachment file');
    yield openChunk(waiting, true);
  }
}

function bindingOf({ prefecture, sha256 }: ContentPlace): string {
  return `content|${prefecture}|${sha256}`;
}

function boxPlace(binding: string, index: number, isLast: boolean): string {
  return `${binding}|${index}|${isLast ? 'last' : 'more'}`;
}
