import { crc32 } from 'node:zlib';
import { concat, fromUtf8, utf8 } from '../../shared/lib/bytes.ts';
import { canonicalJson, type JsonValue } from '../../shared/lib/json.ts';

// One entry: payload length (u32 BE) ‖ CRC-32 of the payload (u32 BE) ‖ payload.
// Payload: header as canonical JSON, newline, raw bytes. Canonical JSON holds no raw newline.

const PREFIX_BYTES = 8;
const NEWLINE = 10;

/** Where an entry starts: file number and byte offset. */
export interface IngestPosition {
  readonly file: number;
  readonly offset: number;
}

export interface IngestEntry {
  readonly position: IngestPosition;
  readonly header: JsonValue;
  readonly bytes: Uint8Array;
}

export function positionText(position: IngestPosition): string {
  return `${position.file}:${position.offset}`;
}

/** Reads `positionText`; null text means the very beginning. */
export function parsePosition(text: string | null): IngestPosition {
  const [file, offset] = (text ?? '0:0').split(':').map(Number);
  return { file: file ?? 0, offset: offset ?? 0 };
}

/** Below zero when `a` lies before `b`. */
export function comparePositions(a: IngestPosition, b: IngestPosition): number {
  return a.file - b.file || a.offset - b.offset;
}

export function encodeEntry(header: JsonValue, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const payload = concat(utf8(canonicalJson(header)), Uint8Array.of(NEWLINE), bytes);
  const prefix = new Uint8Array(PREFIX_BYTES);
  const view = new DataView(prefix.buffer);
  view.setUint32(0, payload.length);
  view.setUint32(4, crc32(payload));
  return concat(prefix, payload);
}

/** The entries of one file from `offset` on. Ends at the first entry that is cut or altered; `intact` says whether there was one. */
export function decodeEntries(
  content: Uint8Array,
  file: number,
  offset: number,
): { readonly entries: readonly IngestEntry[]; readonly intact: boolean } {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const entries: IngestEntry[] = [];
  let at = offset;
  while (at < content.length) {
    if (at + PREFIX_BYTES > content.length) return { entries, intact: false };
    const end = at + PREFIX_BYTES + view.getUint32(at);
    if (end > content.length) return { entries, intact: false };
    const payload = content.subarray(at + PREFIX_BYTES, end);
    if (crc32(payload) !== view.getUint32(at + 4)) return { entries, intact: false };
    const split = payload.indexOf(NEWLINE);
    const header = JSON.parse(fromUtf8(payload.subarray(0, split))) as JsonValue;
    entries.push({ position: { file, offset: at }, header, bytes: payload.subarray(split + 1) });
    at = end;
  }
  return { entries, intact: true };
}
