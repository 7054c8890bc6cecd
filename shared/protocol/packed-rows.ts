import { equalBytes, fromUtf8, utf8 } from '../lib/bytes.ts';
import type { JsonValue } from '../lib/json.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { Allowance, ByteReader, ByteWriter, Malformed } from './packed-bytes.ts';
import { isPackable, readColumn, writeColumn } from './packed-column.ts';
import { EarlierInts, readInts, writeInts } from './packed-ints.ts';
import { readTokens, TokenList } from './packed-tokens.ts';

// Rows of JSON text, exact to the byte, as columns (wire 2). Layout: format, how many rows, which of them travel raw with
// their bytes, tokens, the column of the others. Whoever sends it compresses it: columns are made for that.

const FORMAT = 1;
const MOST_ROWS = 500_000;

export type PackedProblem = { readonly kind: 'malformed-packing'; readonly reason: string };

/**
 * Packs rows. It is read back before it is given out: a row that would not come out byte for byte (not JSON, keys written
 * twice, other spacing) travels raw.
 */
export function packRows(rows: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const parsed = rows.map(parse);
  const first = encode(rows, parsed);
  const wrong = mismatches(rows, first);
  if (wrong.size === 0) return first;
  const second = encode(
    rows,
    parsed.map((value, i) => (wrong.has(i) ? undefined : value)),
  );
  return mismatches(rows, second).size === 0
    ? second
    : encode(
        rows,
        rows.map(() => undefined),
      );
}

/** The rows, byte for byte, at most about `maxBytes` of them. Any input gives rows or a problem, in bounded time and memory. */
export function unpackRows(
  packed: Uint8Array,
  maxBytes: number,
): Result<readonly Uint8Array[], PackedProblem> {
  try {
    return ok(decode(packed, maxBytes));
  } catch (problem) {
    const reason = problem instanceof Malformed ? problem.message : 'unreadable';
    return err({ kind: 'malformed-packing', reason });
  }
}

function encode(
  rows: readonly Uint8Array[],
  values: readonly (JsonValue | undefined)[],
): Uint8Array<ArrayBuffer> {
  const [tokens, earlier] = [new TokenList(), new EarlierInts()];
  const columns = new ByteWriter();
  writeColumn(
    { out: columns, tokens, earlier },
    values.filter((value) => value !== undefined),
  );
  const raw = [...rows.keys()].filter((i) => values[i] === undefined);
  const out = new ByteWriter();
  out.byte(FORMAT);
  out.count(rows.length);
  out.count(raw.length);
  writeInts(out, raw, new EarlierInts());
  for (const i of raw) {
    const bytes = rows[i] ?? new Uint8Array();
    out.count(bytes.length);
    out.bytes(bytes);
  }
  tokens.write(out);
  out.bytes(columns.take());
  return out.take();
}

function decode(packed: Uint8Array, maxBytes: number): readonly Uint8Array[] {
  const source = new ByteReader(packed);
  if (source.byte() !== FORMAT) throw new Malformed('format');
  const count = source.count();
  const rawCount = source.count();
  if (count > MOST_ROWS || rawCount > count) throw new Malformed('rows');
  // Every value counts once as such and once as text: three times the bytes is never too little for what an encoder wrote.
  const allowance = new Allowance(maxBytes * 3 + 100_000);
  const raw = readInts(source, rawCount, new EarlierInts(), allowance);
  const rows: (Uint8Array | undefined)[] = Array.from({ length: count }, () => undefined);
  for (const i of raw) {
    if (i < 0 || i >= count || rows[i] !== undefined) throw new Malformed('raw-row');
    rows[i] = source.bytes(source.count());
  }
  const tokens = readTokens(source, allowance);
  const texts = readColumn({ source, tokens, earlier: new EarlierInts(), allowance }, count - rawCount);
  if (!source.isAtEnd) throw new Malformed('goes-on');
  let next = 0;
  return rows.map((row) => row ?? utf8(texts[next++] ?? ''));
}

function mismatches(rows: readonly Uint8Array[], packed: Uint8Array): ReadonlySet<number> {
  const bytes = rows.reduce((sum, row) => sum + row.length, 0);
  const read = unpackRows(packed, bytes);
  const came = read.ok ? read.value : [];
  return new Set(
    [...rows.keys()].filter((i) => !equalBytes(rows[i] ?? new Uint8Array(), came[i] ?? NOTHING)),
  );
}
const NOTHING = new Uint8Array(1);

/** Undefined for what is not JSON or cannot be packed. */
function parse(row: Uint8Array): JsonValue | undefined {
  try {
    const value: unknown = JSON.parse(fromUtf8(row));
    return isPackable(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
