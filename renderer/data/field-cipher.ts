import { fromUtf8, utf8 } from '../../shared/lib/bytes.ts';

const NONCE_BYTES = 12;

/** AES-256-GCM with a fresh random nonce each time; what it was written for (AAD) must match when it is read. */
export interface FieldCipher {
  seal(plain: Uint8Array<ArrayBuffer>, aad: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Throws when key, AAD or bytes do not fit: a damaged row is a bug or an attack, never an expected outcome. */
  open(box: Uint8Array<ArrayBuffer>, aad: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** Takes the raw data key, keeps it as a non-extractable key and overwrites the bytes it was given. */
export async function fieldCipher(rawKey: Uint8Array<ArrayBuffer>): Promise<FieldCipher> {
  const key = await crypto.subtle.importKey('raw', rawKey, 'AES-GCM', false, ['encrypt', 'decrypt']);
  rawKey.fill(0);
  return {
    seal: async (plain, aad) => {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const boxed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv: nonce, additionalData: utf8(aad) },
        key,
        plain,
      );
      const box = new Uint8Array(NONCE_BYTES + boxed.byteLength);
      box.set(nonce);
      box.set(new Uint8Array(boxed), NONCE_BYTES);
      return box;
    },
    open: async (box, aad) => {
      const params = { name: 'AES-GCM', iv: box.subarray(0, NONCE_BYTES), additionalData: utf8(aad) };
      return new Uint8Array(await crypto.subtle.decrypt(params, key, box.subarray(NONCE_BYTES)));
    },
  };
}

export function sealJson(cipher: FieldCipher, value: unknown, aad: string): Promise<Uint8Array<ArrayBuffer>> {
  return cipher.seal(utf8(JSON.stringify(value)), aad);
}

export async function openJson(
  cipher: FieldCipher,
  box: Uint8Array<ArrayBuffer>,
  aad: string,
): Promise<unknown> {
  return JSON.parse(fromUtf8(await cipher.open(box, aad)));
}
