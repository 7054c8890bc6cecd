import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8, type Hex } from './bytes.ts';

/** SHA-256 of bytes, synchronous, the same on every side. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}

export function sha256Hex(input: Uint8Array | string): Hex {
  return toHex(nobleSha256(typeof input === 'string' ? utf8(input) : input));
}

/** HMAC-SHA-256 (RFC 2104), synchronous, the same on every side. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmac(nobleSha256, key, message);
}
