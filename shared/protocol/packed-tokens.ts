import { fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from '../lib/bytes.ts';
import { base32 } from '../lib/ids.ts';
import { Malformed, type Allowance, type ByteReader, type ByteWriter } from './packed-bytes.ts';
import { EarlierInts, readInts, writeInts } from './packed-ints.ts';
import { KNOWN_WORDS } from './packed-words.ts';

// Every text that is not a moment or a plain number is a token, sent once. Ids, hashes and signatures travel as raw bytes.

const KIND = { text: 0, ulid: 1, hex: 2, base64: 3 } as const;
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const HEX = /^(?:[0-9a-f]{2}){8,}$/;
const BASE64 = /^[A-Za-z0-9+/]{22,}={0,2}$/;
const ULID_RANDOM_BYTES = 10;
const MOST_TOKENS = 1_000_000;

/** Numbers the texts of one packing, known words first. */
export class TokenList {
  private readonly numbers = new Map<string, number>(KNOWN_WORDS.map((word, i) => [word, i]));
  private readonly added: string[] = [];

  numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(text, number);
    this.added.push(text);
    return number;
  }

  write(out: ByteWriter): void {
    const kinds = this.added.map(kindOf);
    const of = (kind: number): string[] => this.added.filter((_, i) => kinds[i] === kind);
    const none = new EarlierInts();
    out.count(this.added.length);
    writeInts(out, kinds, none);
    const ulids = of(KIND.ulid);
    writeInts(
      out,
      ulids.map((ulid) => ulidTime(ulid.slice(0, 10))),
      none,
    );
    for (const ulid of ulids) out.bytes(ulidRandom(ulid.slice(10)));
    writeBlobs(
      out,
      of(KIND.hex).map((text) => fromHex(text)),
    );
    writeBlobs(
      out,
      of(KIND.base64).map((text) => fromBase64(text)),
    );
    writeBlobs(
      out,
      of(KIND.text).map((text) => utf8(text)),
    );
  }
}

/** The texts behind the numbers, known words first. Throws `Malformed`. */
export function readTokens(source: ByteReader, allowance: Allowance): readonly string[] {
  const count = source.count();
  if (count > MOST_TOKENS) throw new Malformed('tokens');
  const none = new EarlierInts();
  const kinds = readInts(source, count, none, allowance);
  const howMany = (kind: number): number => kinds.filter((one) => one === kind).length;
  const times = readInts(source, howMany(KIND.ulid), none, allowance);
  const byKind: Readonly<Record<number, string[]>> = {
    [KIND.ulid]: times.map((time) => ulidHead(time) + base32(source.bytes(ULID_RANDOM_BYTES))),
    [KIND.hex]: readBlobs(source, howMany(KIND.hex), allowance).map((bytes) => toHex(bytes)),
    [KIND.base64]: readBlobs(source, howMany(KIND.base64), allowance).map((bytes) => toBase64(bytes)),
    [KIND.text]: readBlobs(source, howMany(KIND.text), allowance).map((bytes) => fromUtf8(bytes)),
  };
  const next = [0, 0, 0, 0];
  const texts = [...KNOWN_WORDS];
  for (const kind of kinds) {
    const at = next[kind] ?? 0;
    const text = byKind[kind]?.[at];
    if (text === undefined) throw new Malformed('token-kind');
    texts.push(text);
    next[kind] = at + 1;
  }
  return texts;
}

function kindOf(text: string): number {
  if (ULID.test(text)) return KIND.ulid;
  if (HEX.test(text)) return KIND.hex;
  return BASE64.test(text) && toBase64(fromBase64(text)) === text ? KIND.base64 : KIND.text;
}

function ulidTime(head: string): number {
  let time = 0;
  for (const symbol of head) time = time * 32 + CROCKFORD.indexOf(symbol);
  return time;
}

function ulidHead(time: number): string {
  if (time < 0 || time >= 2 ** 48) throw new Malformed('ulid');
  let head = '';
  let rest = time;
  for (let i = 0; i < 10; i++) {
    head = CROCKFORD.charAt(rest % 32) + head;
    rest = Math.floor(rest / 32);
  }
  return head;
}

/** Sixteen symbols of five bits. */
function ulidRandom(text: string): Uint8Array {
  const bytes = new Uint8Array(ULID_RANDOM_BYTES);
  let [value, bits, at] = [0, 0, 0];
  for (const symbol of text) {
    value = (value * 32 + CROCKFORD.indexOf(symbol)) % 2 ** 13;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = Math.floor(value / 2 ** bits) % 256;
  }
  return bytes;
}

function writeBlobs(out: ByteWriter, blobs: readonly Uint8Array[]): void {
  writeInts(
    out,
    blobs.map((blob) => blob.length),
    new EarlierInts(),
  );
  for (const blob of blobs) out.bytes(blob);
}

function readBlobs(source: ByteReader, count: number, allowance: Allowance): Uint8Array[] {
  const lengths = readInts(source, count, new EarlierInts(), allowance);
  return lengths.map((length) => {
    if (length < 0) throw new Malformed('length');
    allowance.take(length);
    return source.bytes(length);
  });
}
