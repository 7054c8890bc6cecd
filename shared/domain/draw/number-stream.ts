import { utf8 } from '../../lib/bytes.ts';
import { hmacSha256 } from '../../lib/sha256.ts';

export const ALGORITHM = 'jd-draw-1';

const RANGE = 2 ** 32;
const NUMBERS_PER_BLOCK = 8;

/** One number below `n`, and how it came about: every number that was taken from the stream for it. */
export interface Uniform {
  readonly value: number;
  /** The last one gave the value; those before it were at or above `limit` and were passed over. */
  readonly taken: readonly number[];
  /** floor(2^32 / n) · n: below it every remainder is equally likely. */
  readonly limit: number;
}

/**
 * The numbers of one label (docs/draw.md, D2): block i is HMAC-SHA-256 with the seed as key over
 * `jd-draw-1|<drawId>|<label>|<i>`, read as eight unsigned 32-bit big-endian numbers. It goes on from pick to pick.
 */
export class NumberStream {
  readonly #seed: Uint8Array;
  readonly #prefix: string;
  #block: DataView | null = null;
  #taken = 0;

  constructor(seed: Uint8Array, drawId: string, label: string) {
    this.#seed = seed;
    this.#prefix = `${ALGORITHM}|${drawId}|${label}|`;
  }

  next(): number {
    const at = this.#taken % NUMBERS_PER_BLOCK;
    if (this.#block === null || at === 0)
      this.#block = this.#read(Math.floor(this.#taken / NUMBERS_PER_BLOCK));
    this.#taken += 1;
    return this.#block.getUint32(at * 4);
  }

  /** A number in [0, n), each equally likely; `n` from 1 to 2^32. */
  uniform(n: number): Uniform {
    const limit = Math.floor(RANGE / n) * n;
    const taken = [this.next()];
    while ((taken.at(-1) ?? 0) >= limit) taken.push(this.next());
    return { value: (taken.at(-1) ?? 0) % n, taken, limit };
  }

  #read(index: number): DataView {
    const block = hmacSha256(this.#seed, utf8(`${this.#prefix}${index}`));
    return new DataView(block.buffer, block.byteOffset, block.byteLength);
  }
}
