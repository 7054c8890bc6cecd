/**
 * Encryption under the open session's data key, as this folder asks for it: it never sees a key.
 * `electron/keys` provides one per purpose, so that a chunk of one store is worthless in another.
 */
export interface Cipher {
  /** 12 random bytes ‖ AES-256-GCM ciphertext ‖ 16-byte tag. `context` is bound to it and needed again to open it. */
  seal(plain: Uint8Array, context: string): Uint8Array<ArrayBuffer>;
  /** Null when a byte was changed, the key is another one or the context differs. */
  open(sealed: Uint8Array, context: string): Uint8Array<ArrayBuffer> | null;
}

/** What sealing adds to the plain bytes: nonce and tag. */
export const SEAL_OVERHEAD_BYTES = 28;
