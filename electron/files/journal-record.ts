import { crc32 } from 'node:zlib';
import {
  concat,
  equalBytes,
  fromBase64,
  fromHex,
  fromUtf8,
  Sha256Hex,
  toBase64,
  toHex,
  utf8,
} from '../../shared/lib/bytes.ts';
import { OfficerId, type LogId } from '../../shared/lib/ids.ts';
import type { JournalEntry } from '../../shared/ipc/contract.ts';
import { SEAL_OVERHEAD_BYTES, type Cipher } from './cipher.ts';

// Bytes of a journal segment (docs/decisions/0003-journal-format.md):
//   segment = 'JDJNL' 0x01 0x00 0x00, then records
//   record  = u32 length ‖ u32 seq ‖ u32 crc32(length ‖ seq) ‖ sealed          (big-endian; length = bytes of `sealed`)
//   sealed  = nonce ‖ AES-256-GCM(plain) ‖ tag, context `jd-journal|<logId>|<seq>`
//   plain   = 32 hash ‖ u32 proof.from ‖ 32 proof.before ‖ u8 n ‖ n signature ‖ u8 m ‖ m officer id ‖ frame bytes
// The header has its own checksum so that a cut write (header whole, body short) and an altered one can be told apart.

export const SEGMENT_HEADER = Uint8Array.of(0x4a, 0x44, 0x4a, 0x4e, 0x4c, 1, 0, 0);
export const RECORD_HEADER_BYTES = 12;
const FIXED_PLAIN_BYTES = 70;
/** A frame above 4 MiB cannot be an act; a length above it is a damaged header. */
const MAX_SEALED_BYTES = 4 * 1024 * 1024;

export interface RecordHeader {
  readonly seq: number;
  /** Bytes of the sealed part that follows. */
  readonly length: number;
}

export function encodeRecord(logId: LogId, entry: JournalEntry, cipher: Cipher): Uint8Array<ArrayBuffer> {
  const signature = fromBase64(entry.proof.signature);
  const officer = utf8(entry.proof.officerId);
  const plain = concat(
    fromHex(entry.hash),
    u32(entry.proof.from),
    fromHex(entry.proof.before),
    Uint8Array.of(signature.length),
    signature,
    Uint8Array.of(officer.length),
    officer,
    entry.bytes,
  );
  const sealed = cipher.seal(plain, contextOf(logId, entry.seq));
  const head = concat(u32(sealed.length), u32(entry.seq));
  return concat(head, u32(crc32(head)), sealed);
}

/** Null when these bytes are no record header: altered, zeros, or the middle of something. */
export function readRecordHeader(bytes: Uint8Array, offset: number): RecordHeader | null {
  if (offset + RECORD_HEADER_BYTES > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, RECORD_HEADER_BYTES);
  const [length, seq] = [view.getUint32(0), view.getUint32(4)];
  if (length < SEAL_OVERHEAD_BYTES || length > MAX_SEALED_BYTES || seq === 0) return null;
  return crc32(bytes.subarray(offset, offset + 8)) === view.getUint32(8) ? { seq, length } : null;
}

/** Null when the sealed bytes were changed or written under another key, log or number. */
export function openRecord(
  logId: LogId,
  seq: number,
  sealed: Uint8Array,
  cipher: Cipher,
): JournalEntry | null {
  const plain = cipher.open(sealed, contextOf(logId, seq));
  return plain === null ? null : decodePlain(seq, plain);
}

function decodePlain(seq: number, plain: Uint8Array<ArrayBuffer>): JournalEntry | null {
  if (plain.length < FIXED_PLAIN_BYTES) return null;
  const signatureEnd = 69 + (plain[68] ?? 0);
  const officerEnd = signatureEnd + 1 + (plain[signatureEnd] ?? 0);
  const hash = Sha256Hex.safeParse(toHex(plain.subarray(0, 32)));
  const before = Sha256Hex.safeParse(toHex(plain.subarray(36, 68)));
  const officerId = OfficerId.safeParse(fromUtf8(plain.subarray(signatureEnd + 1, officerEnd)));
  if (!hash.success || !before.success || !officerId.success || officerEnd > plain.length) return null;
  const from = new DataView(plain.buffer, plain.byteOffset).getUint32(32);
  const signature = toBase64(plain.subarray(69, signatureEnd));
  const bytes = plain.slice(officerEnd);
  return {
    seq,
    bytes,
    hash: hash.data,
    proof: { officerId: officerId.data, from, before: before.data, signature },
  };
}

export function hasSegmentHeader(bytes: Uint8Array): boolean {
  return equalBytes(bytes.subarray(0, SEGMENT_HEADER.length), SEGMENT_HEADER);
}

function contextOf(logId: LogId, seq: number): string {
  return `jd-journal|${logId}|${seq}`;
}

function u32(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
