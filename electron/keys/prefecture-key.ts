import { createDecipheriv } from 'node:crypto';
import { deriveKey } from './aead.ts';
import { sharedSecret } from './key-pairs.ts';

/**
 * The prefecture's private sealing key, which the server sealed to an officer's X25519 key in the form told in
 * shared/protocol/enrol.ts: ephemeral public key (32) ‖ nonce (12) ‖ AES-256-GCM of the raw key ‖ tag (16).
 * Null when it was sealed to another officer or was changed.
 */
export function openPrefectureKey(
  officerSealing: Uint8Array,
  wrapped: Uint8Array,
): Uint8Array<ArrayBuffer> | null {
  if (wrapped.length !== 92) return null;
  const secret = sharedSecret(officerSealing, wrapped.subarray(0, 32));
  if (secret === null) return null;
  const key = deriveKey(secret, new Uint8Array(), 'jd-prefecture-key-1');
  const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(32, 44));
  decipher.setAuthTag(wrapped.subarray(-16));
  const plain = decipher.update(wrapped.subarray(44, -16));
  try {
    decipher.final();
  } catch {
    return null;
  }
  return Uint8Array.from(plain);
}
