/** The operating system's own store of secrets (DPAPI, libsecret, kwallet), as custody asks for it. */
export interface Keystore {
  /** `none` also where it only pretends: Chromium's `basic_text` encrypts with a fixed key. */
  readonly kind: 'real' | 'none';
  protect(secret: Uint8Array): Uint8Array;
  /** Null when the store lost its key or is another user's. */
  reveal(blob: Uint8Array): Uint8Array<ArrayBuffer> | null;
}
