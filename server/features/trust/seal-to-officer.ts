import { createCipheriv, diffieHellman, hkdfSync, randomBytes } from 'node:crypto';
import { assert } from '../../../shared/lib/assert.ts';
import { fromBase64, toBase64 } from '../../../shared/lib/bytes.ts';
import { generatePrivateKey, publicKeyOf, readPublicKey } from './keys.ts';

/**
 * Seals a prefecture's private key to an officer's X25519 key; the format is told in shared/protocol/enrol.ts.
 * The officer's key must have been checked before (`readPublicKey`).
 */
export function sealPrefectureKey(prefecturePrivateKey: Uint8Array, officerSealingKey: string): string {
  const recipient = readPublicKey('x25519', officerSealingKey);
  assert(recipient !== null, 'officer sealing key is 32 bytes');
  const ephemeral = generatePrivateKey('x25519');
  const shared = diffieHellman({ privateKey: ephemeral, publicKey: recipient });
  const key = new Uint8Array(hkdfSync('sha256', shared, new Uint8Array(), 'jd-prefecture-key-1', 32));
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const box = [cipher.update(prefecturePrivateKey), cipher.final(), cipher.getAuthTag()];
  return toBase64(Buffer.concat([fromBase64(publicKeyOf(ephemeral)), nonce, ...box]));
}
