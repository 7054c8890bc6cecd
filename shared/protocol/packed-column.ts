import type { JsonValue } from '../lib/json.ts';
import { Malformed, type Allowance, type ByteReader, type ByteWriter } from './packed-bytes.ts';
import { type EarlierInts, LARGEST_PACKED_INT, readInts, writeInts } from './packed-ints.ts';
import { readStrings, writeStrings } from './packed-strings.ts';
import type { TokenList } from './packed-tokens.ts';

// A column of JSON values: which kind each is, then all numbers, all texts, all array lengths with their items as one column,
// and per set of keys one column for each key. Reading gives JSON text, not values: its bytes are what counts.

const KIND = { null: 0, false: 1, true: 2, number: 3, text: 4, array: 5, object: 6 } as const;
const MOST_SHAPES = 10_000;
const MOST_KEYS = 1_000;
/** Deeper values travel raw. */
export const DEEPEST = 24;

export interface Packing {
  readonly out: ByteWriter;
  readonly tokens: TokenList;
  readonly earlier: EarlierInts;
}

/** False for what travels raw: a fraction, a huge number, something too deep. */
export function isPackable(value: unknown, depth = 0): value is JsonValue {
  if (depth > DEEPEST) return false;
  switch (typeof value) {
    case 'number':
      return Number.isInteger(value) && Math.abs(value) <= LARGEST_PACKED_INT && !Object.is(value, -0);
    case 'object':
      if (value === null) return true;
      return Array.isArray(value)
        ? value.every((item) => isPackable(item, depth + 1))
        : Object.keys(value).length <= MOST_KEYS &&
            Object.values(value).every((item) => isPackable(item, depth + 1));
    default:
      return typeof value === 'string' || typeof value === 'boolean';
  }
}

interface Shape {
  readonly number: number;
  readonly keys: readonly string[];
  readonly rows: JsonRecord[];
}
type JsonRecord = Readonly<Record<string, JsonValue>>;

export function writeColumn(packing: Packing, values: readonly JsonValue[]): void {
  if (values.length === 0) return;
  const { out, tokens, earlier } = packing;
  const numbers: number[] = [];
  const texts: string[] = [];
  const arrays: (readonly JsonValue[])[] = [];
  const shapes = new Map<string, Shape>();
  const kinds = values.map((value) => {
    if (value === null) return KIND.null;
    if (typeof value === 'boolean') return value ? KIND.true : KIND.false;
    if (typeof value === 'number') return (numbers.push(value), KIND.number);
    if (typeof value === 'string') return (texts.push(value), KIND.text);
    if (isArray(value)) return (arrays.push(value), KIND.array);
    return KIND.object + shapeNumber(shapes, value);
  });
  writeInts(out, kinds, earlier);
  writeInts(out, numbers, earlier);
  writeStrings(out, texts, tokens, earlier);
  writeInts(
    out,
    arrays.map((array) => array.length),
    earlier,
  );
  writeColumn(packing, arrays.flat());
  for (const { keys, rows } of shapes.values()) {
    out.count(keys.length);
    for (const key of keys) out.count(tokens.numberOf(key));
    for (const key of keys)
      writeColumn(
        packing,
        rows.map((row) => row[key] ?? null),
      );
  }
}

export interface Unpacking {
  readonly source: ByteReader;
  readonly tokens: readonly string[];
  readonly earlier: EarlierInts;
  readonly allowance: Allowance;
}

/** The JSON text of each value. Throws `Malformed`. */
export function readColumn(unpacking: Unpacking, count: number, depth = 0): readonly string[] {
  if (count === 0) return [];
  if (depth > DEEPEST + 1) throw new Malformed('depth');
  const { source, tokens, earlier, allowance } = unpacking;
  const kinds = readInts(source, count, earlier, allowance);
  const ofKind = (kind: number): number => kinds.reduce((sum, one) => (one === kind ? sum + 1 : sum), 0);
  const numbers = readInts(source, ofKind(KIND.number), earlier, allowance).map((value) => String(value));
  const texts = quoted(readStrings(source, ofKind(KIND.text), tokens, earlier, allowance), allowance);
  const arrays = readArrays(unpacking, ofKind(KIND.array), depth);
  const objects = readObjects(unpacking, kinds, depth);
  const next = new Map<number, number>();
  return kinds.map((kind) => {
    if (kind < KIND.null) throw new Malformed('kind');
    if (kind === KIND.null) return 'null';
    if (kind <= KIND.true) return kind === KIND.true ? 'true' : 'false';
    const from = [numbers, texts, arrays][kind - KIND.number] ?? objects[kind - KIND.object];
    const at = next.get(kind) ?? 0;
    next.set(kind, at + 1);
    return from?.[at] ?? malformed('kind');
  });
}

function readArrays(unpacking: Unpacking, count: number, depth: number): readonly string[] {
  const lengths = readInts(unpacking.source, count, unpacking.earlier, unpacking.allowance);
  let total = 0;
  for (const length of lengths) {
    if (length < 0) throw new Malformed('length');
    unpacking.allowance.take(length);
    total += length;
  }
  const items = readColumn(unpacking, total, depth + 1);
  let at = 0;
  return lengths.map((length) => `[${items.slice(at, (at += length)).join(',')}]`);
}

/** Per shape the texts of its objects. */
function readObjects(
  unpacking: Unpacking,
  kinds: readonly number[],
  depth: number,
): readonly (readonly string[])[] {
  const counts: number[] = [];
  for (const kind of kinds) {
    if (kind < KIND.object) continue;
    const shape = kind - KIND.object;
    // Shapes are numbered as they first appear.
    if (shape > counts.length || shape > MOST_SHAPES) throw new Malformed('shape');
    counts[shape] = (counts[shape] ?? 0) + 1;
  }
  return counts.map((count) => readShape(unpacking, count, depth));
}

function readShape(unpacking: Unpacking, count: number, depth: number): readonly string[] {
  const { source, tokens, allowance } = unpacking;
  const keyCount = source.count();
  if (keyCount > MOST_KEYS) throw new Malformed('keys');
  const keys = Array.from({ length: keyCount }, () =>
    JSON.stringify(tokens[source.count()] ?? malformed('token')),
  );
  const texts = Array.from({ length: count }, () => '{');
  for (const [k, key] of keys.entries()) {
    const head = `${k === 0 ? '' : ','}${key}:`;
    const column = readColumn(unpacking, count, depth + 1);
    allowance.take(head.length * count);
    for (const [i, text] of column.entries()) texts[i] = `${texts[i] ?? ''}${head}${text}`;
  }
  return texts.map((text) => `${text}}`);
}

/** Marks and escapes may make a text longer than its token. */
function quoted(texts: readonly string[], allowance: Allowance): readonly string[] {
  const known = new Map<string, string>();
  return texts.map((text) => {
    const quotedText = known.get(text) ?? JSON.stringify(text);
    known.set(text, quotedText);
    allowance.take(quotedText.length);
    return quotedText;
  });
}

function shapeNumber(shapes: Map<string, Shape>, value: JsonRecord): number {
  const keys = Object.keys(value);
  const name = JSON.stringify(keys);
  let shape = shapes.get(name);
  if (!shape) shapes.set(name, (shape = { number: shapes.size, keys, rows: [] }));
  shape.rows.push(value);
  return shape.number;
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function malformed(reason: string): never {
  throw new Malformed(reason);
}
