import type { JournalEntry } from '../../shared/ipc/contract.ts';
import type { LogId } from '../../shared/lib/ids.ts';
import type { Cipher } from './cipher.ts';
import {
  hasSegmentHeader,
  openRecord,
  readRecordHeader,
  RECORD_HEADER_BYTES,
  SEGMENT_HEADER,
} from './journal-record.ts';

/** A place in a segment, in order: a readable record, or bytes that are none. */
export type SegmentPart =
  | {
      readonly kind: 'record';
      readonly offset: number;
      readonly length: number;
      readonly entry: JournalEntry;
    }
  /** Whole and in its place, but altered: `seq` is what its header says. */
  | { readonly kind: 'altered'; readonly offset: number; readonly length: number; readonly seq: number }
  /** Bytes in which no record header was found. */
  | { readonly kind: 'garbage'; readonly offset: number; readonly length: number }
  /** The end of a write that a crash cut off; always last. */
  | { readonly kind: 'torn'; readonly offset: number; readonly length: number };

/** A sealed part never ends in this many zeros (chance 2^-256); a file grown but not filled by a crash does. */
const UNWRITTEN_ZEROS = 32;

/** Reads everything a segment holds; damage is listed, never thrown. */
export function scanSegment(logId: LogId, bytes: Uint8Array, cipher: Cipher): SegmentPart[] {
  const parts: SegmentPart[] = [];
  let at = SEGMENT_HEADER.length;
  if (bytes.length < at) return bytes.length > 0 ? [{ kind: 'torn', offset: 0, length: bytes.length }] : [];
  if (!hasSegmentHeader(bytes)) at = 0;
  while (at < bytes.length) {
    const part = partAt(logId, bytes, at, cipher);
    parts.push(part);
    at += part.length;
  }
  return parts;
}

function partAt(logId: LogId, bytes: Uint8Array, offset: number, cipher: Cipher): SegmentPart {
  const left = bytes.length - offset;
  const header = readRecordHeader(bytes, offset);
  if (header === null) return unheaded(bytes, offset);
  const length = RECORD_HEADER_BYTES + header.length;
  if (length > left) return { kind: 'torn', offset, length: left };
  const entry = openRecord(
    logId,
    header.seq,
    bytes.subarray(offset + RECORD_HEADER_BYTES, offset + length),
    cipher,
  );
  if (entry !== null) return { kind: 'record', offset, length, entry };
  return length === left && endsUnwritten(bytes)
    ? { kind: 'torn', offset, length: left }
    : { kind: 'altered', offset, length, seq: header.seq };
}

function unheaded(bytes: Uint8Array, offset: number): SegmentPart {
  const left = bytes.length - offset;
  if (left < RECORD_HEADER_BYTES) return { kind: 'torn', offset, length: left };
  for (let next = offset + 1; next + RECORD_HEADER_BYTES <= bytes.length; next++) {
    if (readRecordHeader(bytes, next) !== null) return { kind: 'garbage', offset, length: next - offset };
  }
  return bytes.subarray(offset).every((byte) => byte === 0)
    ? { kind: 'torn', offset, length: left }
    : { kind: 'garbage', offset, length: left };
}

function endsUnwritten(bytes: Uint8Array): boolean {
  return bytes.length >= UNWRITTEN_ZEROS && bytes.subarray(-UNWRITTEN_ZEROS).every((byte) => byte === 0);
}
