import { z } from 'zod';
import { epochMsOf } from './dates.ts';
import type { Clock, Random } from './ports.ts';

// Crockford base 32: no I, L, O, U, so that an id can be read aloud.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export type LogId = string & { readonly __brand: 'LogId' };
export type OfficerId = string & { readonly __brand: 'OfficerId' };
export type DeviceId = string & { readonly __brand: 'DeviceId' };
/** Id of any record: ASCII, without `|` (which separates fields in signed strings). */
export type RecordId = string & { readonly __brand: 'RecordId' };

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const RECORD_ID = /^[A-Za-z0-9][A-Za-z0-9:@._-]{0,95}$/;

export const LogId = z.custom<LogId>((v) => typeof v === 'string' && ULID.test(v), 'log-id');
export const OfficerId = z.custom<OfficerId>((v) => typeof v === 'string' && RECORD_ID.test(v), 'officer-id');
export const DeviceId = z.custom<DeviceId>((v) => typeof v === 'string' && ULID.test(v), 'device-id');
export const RecordId = z.custom<RecordId>((v) => typeof v === 'string' && RECORD_ID.test(v), 'record-id');

/** A ULID: 48 bits of the claimed time, 80 random bits. The time only sorts; nothing is decided by it. */
export function newUlid(clock: Clock, random: Random): string {
  let time = epochMsOf(clock.now());
  let head = '';
  for (let i = 0; i < 10; i++) {
    head = ALPHABET[time % 32] + head;
    time = Math.floor(time / 32);
  }
  return head + base32(random.bytes(10));
}

/** Crockford base 32, most significant bit first; the last symbol is padded with zero bits. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(value >>> bits) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text;
}
