/** Thrown inside the decoder for bytes that no encoder wrote; becomes a value at its only door (packed-rows.ts). */
export class Malformed extends Error {}

/** What one decoding may still produce; hostile bytes run out of it instead of filling the memory. */
export class Allowance {
  private left: number;

  constructor(units: number) {
    this.left = units;
  }

  take(units: number): void {
    this.left -= units;
    if (!(this.left >= 0)) throw new Malformed('too-large');
  }
}

export class ByteWriter {
  private buffer = new Uint8Array(4096);
  private used = 0;

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.used++] = value;
  }

  /** An integer from 0 to 2^53 - 1, seven bits a byte, lowest first. */
  count(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  /** A safe integer of either sign. */
  signed(value: number): void {
    this.byte(value < 0 ? 1 : 0);
    this.count(Math.abs(value));
  }

  bytes(value: Uint8Array): void {
    this.reserve(value.length);
    this.buffer.set(value, this.used);
    this.used += value.length;
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(0, this.used);
  }

  private reserve(more: number): void {
    if (this.used + more <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.used + more));
    larger.set(this.buffer);
    this.buffer = larger;
  }
}

export class ByteReader {
  private readonly source: Uint8Array;
  private at = 0;

  constructor(source: Uint8Array) {
    this.source = source;
  }

  get isAtEnd(): boolean {
    return this.at === this.source.length;
  }

  byte(): number {
    const value = this.source[this.at];
    if (value === undefined) throw new Malformed('ends-early');
    this.at += 1;
    return value;
  }

  count(): number {
    let value = 0;
    let unit = 1;
    for (let i = 0; i < 8; i++) {
      const byte = this.byte();
      value += (byte % 128) * unit;
      if (byte < 128) return value <= Number.MAX_SAFE_INTEGER ? value : fail('number');
      unit *= 128;
    }
    return fail('number');
  }

  signed(): number {
    const isNegative = this.byte() === 1;
    const size = this.count();
    return isNegative ? -size : size;
  }

  bytes(length: number): Uint8Array {
    if (length > this.source.length - this.at) throw new Malformed('ends-early');
    this.at += length;
    return this.source.subarray(this.at - length, this.at);
  }
}

function fail(reason: string): never {
  throw new Malformed(reason);
}
