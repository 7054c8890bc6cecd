import { fromUtf8, utf8 } from '../lib/bytes.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { splitLines, type BatchProblem } from './batch.ts';
import { packRows, unpackRows, type PackedProblem } from './packed-rows.ts';

/** Content type of a packed batch and of a packed pull page (wire 2); compressed as `content-encoding` says. */
export const PACKED_CONTENT_TYPE = 'application/x-jd-packed';
/** Wire version from which a server takes and gives packed bodies. */
export const PACKED_SINCE = 2;

/**
 * How hard brotli should try on so many bytes: 11 gains a tenth over 9 and takes a second for each megabyte, which only what
 * has been packed small is worth.
 */
export function packedQuality(sizeBytes: number): number {
  return sizeBytes <= 600_000 ? 11 : 9;
}

/** A batch as `encodeBatch` wrote it. */
export function packBatch(encoded: Uint8Array): Uint8Array<ArrayBuffer> {
  return packRows(splitLines(encoded));
}

/** The very bytes `encodeBatch` wrote. */
export function unpackBatch(
  packed: Uint8Array,
  maxBytes: number,
): Result<Uint8Array<ArrayBuffer>, BatchProblem> {
  const rows = unpackRows(packed, maxBytes);
  if (!rows.ok)
    return err({
      kind: 'malformed-batch',
      reason: rows.error.reason === 'too-large' ? 'too-large' : 'packing',
    });
  return ok(asLines(rows.value));
}

/** A pull page in two parts: its feed entries, and the object of all other fields. Each is JSON text. */
export interface PageText {
  readonly entries: readonly string[];
  readonly rest: string;
}

export function pageText({ entries, rest }: PageText): string {
  return `{"entries":[${entries.join(',')}],${rest.slice(1)}`;
}

export function packPage({ entries, rest }: PageText): Uint8Array<ArrayBuffer> {
  return packRows([utf8(rest), ...entries.map((entry) => utf8(entry))]);
}

export function unpackPage(packed: Uint8Array, maxBytes: number): Result<PageText, PackedProblem> {
  const rows = unpackRows(packed, maxBytes);
  if (!rows.ok) return rows;
  try {
    const [rest, ...entries] = rows.value.map((row) => fromUtf8(row));
    return rest === undefined ? err({ kind: 'malformed-packing', reason: 'empty' }) : ok({ entries, rest });
  } catch {
    return err({ kind: 'malformed-packing', reason: 'utf8' });
  }
}

/** Each row with its line end: as encodeBatch writes them. */
function asLines(rows: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(rows.reduce((sum, row) => sum + row.length + 1, 0));
  let at = 0;
  for (const row of rows) {
    whole.set(row, at);
    whole[at + row.length] = 10;
    at += row.length + 1;
  }
  return whole;
}
