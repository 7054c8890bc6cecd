import { Malformed, type Allowance, type ByteReader, type ByteWriter } from './packed-bytes.ts';

// A column of integers is written in the form that says least: as it is, as steps from value to value, or either of these
// against the column of the same length before it (two clocks that tick together differ by nothing); over few different
// values, as positions in their list. Whatever is left is written byte plane by byte plane: all low bytes, then all next ones,
// so that the compressor meets noise and order apart.

/** Larger ones are not packed: sums of two steps must stay exact. */
export const LARGEST_PACKED_INT = 2 ** 49;

const FORM = { plain: 0, steps: 1, against: 2, stepsAgainst: 3, listed: 4 } as const;
type Form = (typeof FORM)[keyof typeof FORM];
const LONGEST_LIST = 256;

/** The last column of each length that moved, on both sides the same. */
export class EarlierInts {
  private readonly byLength = new Map<number, readonly number[]>();

  of(length: number): readonly number[] | null {
    return this.byLength.get(length) ?? null;
  }

  keep(values: readonly number[]): void {
    if (values.some((value) => value !== values[0])) this.byLength.set(values.length, values);
  }
}

export function writeInts(out: ByteWriter, values: readonly number[], earlier: EarlierInts): void {
  const against = earlier.of(values.length);
  earlier.keep(values);
  if (values.length === 0) return;
  let best = formed(FORM.plain, values, null);
  if (values.length > 1) {
    best = cheaper(best, formed(FORM.steps, values, null));
    if (against) {
      best = cheaper(best, formed(FORM.against, values, against));
      best = cheaper(best, formed(FORM.stepsAgainst, values, against));
    }
  }
  const list = shortList(values, best.bits);
  if (list) {
    out.byte(FORM.listed);
    out.count(list.distinct.length);
    writeForm(out, formed(FORM.plain, list.distinct, null));
    writeForm(out, cheaper(formed(FORM.plain, list.at, null), formed(FORM.steps, list.at, null)));
  } else writeForm(out, best);
}

export function readInts(
  source: ByteReader,
  count: number,
  earlier: EarlierInts,
  allowance: Allowance,
): readonly number[] {
  const against = earlier.of(count);
  const values = count === 0 ? [] : readAnyForm(source, count, against, allowance);
  earlier.keep(values);
  return values;
}

interface Formed {
  readonly form: Form;
  readonly first: number;
  readonly base: number;
  /** At least 0 each. */
  readonly rest: readonly number[];
  readonly width: number;
  readonly bits: number;
}

function formed(form: Form, values: readonly number[], against: readonly number[] | null): Formed {
  const plain = against ? values.map((value, i) => value - (against[i] ?? 0)) : values;
  const isSteps = form === FORM.steps || form === FORM.stepsAgainst;
  const shown = isSteps ? plain.slice(1).map((value, i) => value - (plain[i] ?? 0)) : plain;
  let [base, top] = [shown[0] ?? 0, shown[0] ?? 0];
  for (const value of shown) {
    if (value < base) base = value;
    if (value > top) top = value;
  }
  const width = widthOf(top - base);
  const rest = shown.map((value) => value - base);
  return { form, first: isSteps ? (plain[0] ?? 0) : 0, base, rest, width, bits: entropyBits(rest, width) };
}

function cheaper(a: Formed, b: Formed): Formed {
  return b.bits < a.bits ? b : a;
}

function writeForm(out: ByteWriter, { form, first, base, rest, width }: Formed): void {
  out.byte(form + width * 8);
  if (form === FORM.steps || form === FORM.stepsAgainst) out.signed(first);
  out.signed(base);
  let unit = 1;
  for (let plane = 0; plane < width; plane++, unit *= 256) {
    const bytes = new Uint8Array(rest.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor((rest[i] ?? 0) / unit) % 256;
    out.bytes(bytes);
  }
}

function readAnyForm(
  source: ByteReader,
  count: number,
  against: readonly number[] | null,
  allowance: Allowance,
): readonly number[] {
  const head = source.byte();
  if (head !== FORM.listed) return readForm(source, head, count, against, allowance);
  const length = source.count();
  if (length === 0 || length > LONGEST_LIST) throw new Malformed('list');
  const distinct = readForm(source, source.byte(), length, null, allowance);
  return readForm(source, source.byte(), count, null, allowance).map(
    (at) => distinct[at] ?? malformed('list-position'),
  );
}

function readForm(
  source: ByteReader,
  head: number,
  count: number,
  against: readonly number[] | null,
  allowance: Allowance,
): readonly number[] {
  const [form, width] = [head % 8, Math.floor(head / 8)];
  const isAgainst = form === FORM.against || form === FORM.stepsAgainst;
  if (form > FORM.stepsAgainst || width > 7 || (isAgainst && against === null)) throw new Malformed('form');
  const isSteps = form === FORM.steps || form === FORM.stepsAgainst;
  allowance.take(count);
  let value = isSteps ? source.signed() : 0;
  const base = source.signed();
  const rest = readPlanes(source, width, isSteps ? count - 1 : count);
  const values: number[] = [];
  for (let i = 0; i < count; i++) {
    if (!isSteps) value = base + (rest?.[i] ?? 0);
    else if (i > 0) value += base + (rest?.[i - 1] ?? 0);
    const whole = isAgainst ? value + (against?.[i] ?? 0) : value;
    if (!Number.isSafeInteger(whole)) throw new Malformed('number');
    values.push(whole);
  }
  return values;
}

/** Null when every value is 0: nothing was written for them. */
function readPlanes(source: ByteReader, width: number, count: number): Float64Array | null {
  if (width === 0) return null;
  const planes = Array.from({ length: width }, () => source.bytes(count));
  const rest = new Float64Array(count);
  let unit = 1;
  for (const plane of planes) {
    for (let i = 0; i < count; i++) rest[i] = (rest[i] ?? 0) + (plane[i] ?? 0) * unit;
    unit *= 256;
  }
  return rest;
}

function shortList(
  values: readonly number[],
  bits: number,
): { readonly distinct: readonly number[]; readonly at: readonly number[] } | null {
  if (values.length < 8 || bits === 0) return null;
  const places = new Map<number, number>();
  const at: number[] = [];
  for (const value of values) {
    const place = places.get(value) ?? places.size;
    if (place === places.size) places.set(value, place);
    if (places.size > LONGEST_LIST || places.size > values.length / 4) return null;
    at.push(place);
  }
  const distinct = [...places.keys()];
  const cost =
    formed(FORM.plain, distinct, null).bits +
    Math.min(formed(FORM.plain, at, null).bits, formed(FORM.steps, at, null).bits);
  return cost + 64 < bits ? { distinct, at } : null;
}

function widthOf(range: number): number {
  let width = 0;
  for (let rest = range; rest >= 1; rest /= 256) width += 1;
  return width;
}

/** About what an entropy coder would need, byte plane by byte plane. */
function entropyBits(rest: readonly number[], width: number): number {
  let bits = 0;
  let unit = 1;
  for (let plane = 0; plane < width; plane++, unit *= 256) {
    const seen = new Uint32Array(256);
    for (const value of rest) {
      const byte = Math.floor(value / unit) % 256;
      seen[byte] = (seen[byte] ?? 0) + 1;
    }
    for (const times of seen) if (times > 0) bits += times * Math.log2(rest.length / times) + 4;
  }
  return bits;
}

function malformed(reason: string): never {
  throw new Malformed(reason);
}
