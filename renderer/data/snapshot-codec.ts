import { fromBase64, fromUtf8, toBase64, utf8 } from '../../shared/lib/bytes.ts';

// Rows travel as JSON lines; bytes are marked. The main process encrypts the chunk again, so sizes are all that shows.
const BYTES_MARK = '$bytes';

export interface SnapshotRow {
  readonly table: string;
  readonly row: unknown;
}

export function encodeRows(rows: readonly SnapshotRow[]): Uint8Array<ArrayBuffer> {
  return utf8(
    JSON.stringify(rows, (_key, value: unknown) =>
      value instanceof Uint8Array ? { [BYTES_MARK]: toBase64(value) } : value,
    ),
  );
}

export function decodeRows(chunk: Uint8Array): readonly SnapshotRow[] {
  return JSON.parse(fromUtf8(chunk), (_key, value: unknown) => {
    const marked =
      typeof value === 'object' && value !== null
        ? (value as Record<string, unknown>)[BYTES_MARK]
        : undefined;
    return typeof marked === 'string' ? fromBase64(marked) : value;
  }) as readonly SnapshotRow[];
}
