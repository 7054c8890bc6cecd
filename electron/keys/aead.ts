import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { concat, utf8 } from '../../shared/lib/bytes.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** 12 random bytes ‖ AES-256-GCM ciphertext ‖ tag; `context` is authenticated with it. */
export function seal(key: Uint8Array, plain: Uint8Array, context: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(utf8(context));
  return concat(nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag());
}

/** Null when the key is another one, the context differs or a byte was changed. */
export function open(key: Uint8Array, sealed: Uint8Array, context: string): Uint8Array<ArrayBuffer> | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(utf8(context));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    decipher.final();
  } catch {
    return null;
  }
  return Uint8Array.from(plain);
}

/** HKDF-SHA-256 to 32 bytes; `purpose` keeps keys of different uses apart. */
export function deriveKey(secret: Uint8Array, salt: Uint8Array, purpose: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdfSync('sha256', secret, salt, purpose, 32));
}
