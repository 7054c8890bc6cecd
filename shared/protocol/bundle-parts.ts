import { BundleFault } from '../lib/bundle-refusal.ts';
import type { ByteReader } from '../lib/byte-reader.ts';
import { concat } from '../lib/bytes.ts';

// The sealed content of a bundle: parts of 256 KiB, each `u32 (bit 31: last; else sealed length) ‖ AES-256-GCM`. The nonce is the
// part's number and whether it is the last, under a key of this bundle alone: no part can be moved, dropped, repeated or cut off.

/** AES-256-GCM under the key of one bundle. `open` gives null when a byte was changed. */
export interface BundleCipher {
  seal(nonce: Uint8Array, plain: Uint8Array): Uint8Array;
  open(nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null;
}

export const PART_BYTES = 256 * 1024;
const TAG_BYTES = 16;
const LAST = 0x8000_0000;

/** Cuts what is written into parts and seals them; holds one part at a time. */
export class PartSealer {
  readonly #cipher: BundleCipher;
  #buffer = new Uint8Array(PART_BYTES);
  #filled = 0;
  #number = 0;

  constructor(cipher: BundleCipher) {
    this.#cipher = cipher;
  }

  /** Sealed parts that are now full, in order. */
  push(bytes: Uint8Array): readonly Uint8Array[] {
    const parts: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      // The last part is sealed as such, so a full one waits until more follows it.
      if (this.#filled === PART_BYTES) parts.push(this.#seal(false));
      const taken = bytes.subarray(at, at + PART_BYTES - this.#filled);
      this.#buffer.set(taken, this.#filled);
      this.#filled += taken.length;
      at += taken.length;
    }
    return parts;
  }

  /** The last part. Nothing may be pushed afterwards. */
  finish(): Uint8Array {
    return this.#seal(true);
  }

  #seal(isLast: boolean): Uint8Array {
    const sealed = this.#cipher.seal(nonceOf(this.#number++, isLast), this.#buffer.subarray(0, this.#filled));
    this.#filled = 0;
    const length = new DataView(new ArrayBuffer(4));
    length.setUint32(0, sealed.length + (isLast ? LAST : 0));
    return concat(new Uint8Array(length.buffer), sealed);
  }
}

/** The plain bytes of the parts, one part at a time. Throws `BundleFault` at the first that is cut or does not open. */
export async function* openParts(reader: ByteReader, cipher: BundleCipher): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number++) {
    // The header is part 1 of the file for people.
    const part = number + 2;
    const prefix = await reader.take(4);
    if (prefix.length < 4) throw new BundleFault({ kind: 'bundle-cut', part });
    const word = new DataView(prefix.buffer).getUint32(0);
    const isLast = word >= LAST;
    const length = isLast ? word - LAST : word;
    if (length < TAG_BYTES || length > PART_BYTES + TAG_BYTES)
      throw new BundleFault({ kind: 'bundle-damaged', part });
    const sealed = await reader.take(length);
    if (sealed.length < length) throw new BundleFault({ kind: 'bundle-cut', part });
    const plain = cipher.open(nonceOf(number, isLast), sealed);
    if (plain === null) throw new BundleFault({ kind: 'bundle-damaged', part });
    yield plain;
    if (!isLast) continue;
    if (!(await reader.isAtEnd())) throw new BundleFault({ kind: 'bundle-damaged', part: part + 1 });
    return;
  }
}

function nonceOf(number: number, isLast: boolean): Uint8Array {
  const nonce = new DataView(new ArrayBuffer(12));
  nonce.setUint32(4, number);
  nonce.setUint8(11, isLast ? 1 : 0);
  return new Uint8Array(nonce.buffer);
}
