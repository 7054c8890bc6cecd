import { createCipheriv, createHash, hkdfSync, type Cipheriv } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import { toHex, type Hex } from '../../../shared/lib/bytes.ts';

const BLOCK_BYTES = 16;
// A photo may wait this long for the rest of it; the device starts again afterwards.
const EXPIRES_MS = 60 * 86_400_000;

/** What tus answers with 404: the device begins the photo again. */
const GONE = { status_code: 404, body: 'The file for this url was not found\n' };

/**
 * Half-arrived uploads on disk, encrypted as they come in: AES-256-CTR under a key of the upload's own, since counter mode can go
 * on at any byte after a cut. It hides, it does not prove; what is proven is the SHA-256 of the whole at the end.
 */
export class UploadStore extends FileStore {
  readonly #storageKey: Uint8Array;

  constructor(directory: string, storageKey: Uint8Array) {
    super({ directory, expirationPeriodInMilliseconds: EXPIRES_MS });
    this.#storageKey = storageKey;
  }

  override write(readable: IncomingMessage | Readable, uploadId: string, offset: number): Promise<number> {
    const cipher = this.#cipherAt(uploadId, offset);
    // The callback is where a cut connection ends; FileStore's own pipeline then rejects.
    pipeline(readable, cipher, () => undefined);
    return super.write(cipher, uploadId, offset);
  }

  /** A description that a power cut left half written is no upload any more. */
  override async getUpload(uploadId: string): ReturnType<FileStore['getUpload']> {
    try {
      return await super.getUpload(uploadId);
    } catch (problem) {
      throw problem instanceof SyntaxError ? GONE : problem;
    }
  }

  /** The plain bytes of an upload. */
  async *plain(uploadId: string): AsyncGenerator<Uint8Array> {
    const decipher = this.#cipherAt(uploadId, 0);
    for await (const part of this.read(uploadId) as AsyncIterable<Uint8Array>) yield decipher.update(part);
  }

  /** SHA-256 of every `pieceBytes` of what has arrived; the last piece may be shorter. */
  async pieces(uploadId: string, pieceBytes: number): Promise<readonly Hex[]> {
    const hashes: Hex[] = [];
    let hash = createHash('sha256');
    let filled = 0;
    for await (const part of this.plain(uploadId)) {
      for (let at = 0; at < part.length;) {
        const taken = part.subarray(at, at + pieceBytes - filled);
        hash.update(taken);
        filled += taken.length;
        at += taken.length;
        if (filled < pieceBytes) continue;
        hashes.push(toHex(hash.digest()));
        [hash, filled] = [createHash('sha256'), 0];
      }
    }
    if (filled > 0) hashes.push(toHex(hash.digest()));
    return hashes;
  }

  #cipherAt(uploadId: string, offset: number): Cipheriv {
    const key = new Uint8Array(hkdfSync('sha256', this.#storageKey, uploadId, 'jd-upload-1', 32));
    const counter = Buffer.alloc(BLOCK_BYTES);
    counter.writeBigUInt64BE(BigInt(Math.floor(offset / BLOCK_BYTES)), BLOCK_BYTES - 8);
    const cipher = createCipheriv('aes-256-ctr', key, counter);
    cipher.update(Buffer.alloc(offset % BLOCK_BYTES));
    return cipher;
  }
}
