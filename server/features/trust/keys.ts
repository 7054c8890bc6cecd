import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { fromBase64, toBase64 } from '../../../shared/lib/bytes.ts';

// Public keys travel as base64 of their 32 raw bytes, signatures as base64 of 64.

export type PrivateKey = KeyObject;
export type KeyKind = 'ed25519' | 'x25519';

export function generatePrivateKey(kind: KeyKind): KeyObject {
  // Two calls because the overloads of `generateKeyPairSync` take literals only.
  return kind === 'ed25519'
    ? generateKeyPairSync('ed25519').privateKey
    : generateKeyPairSync('x25519').privateKey;
}

/** Base64 of the 32 raw bytes of a private key's public half. */
export function publicKeyOf(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return Buffer.from(x ?? '', 'base64url').toString('base64');
}

/** Base64 of the 32 raw bytes of a private key itself. */
export function rawPrivateKey(privateKey: KeyObject): Uint8Array {
  const { d } = privateKey.export({ format: 'jwk' });
  return Buffer.from(d ?? '', 'base64url');
}

/** Null when the text is not 32 bytes of base64. */
export function readPublicKey(kind: KeyKind, base64: string): KeyObject | null {
  const bytes = fromBase64(base64);
  if (bytes.length !== 32) return null;
  const crv = kind === 'ed25519' ? 'Ed25519' : 'X25519';
  return createPublicKey({
    key: { kty: 'OKP', crv, x: Buffer.from(bytes).toString('base64url') },
    format: 'jwk',
  });
}

export function readPrivatePem(pem: string): KeyObject {
  return createPrivateKey(pem);
}

export function writePrivatePem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function signBytes(key: KeyObject, bytes: Uint8Array): string {
  return toBase64(sign(null, bytes, key));
}

/** False for a wrong signature and for anything that is not a key or a signature at all. */
export function verifyBytes(publicKeyBase64: string, bytes: Uint8Array, signatureBase64: string): boolean {
  const key = readPublicKey('ed25519', publicKeyBase64);
  return key !== null && verify(null, bytes, key, fromBase64(signatureBase64));
}

/** What an X25519 key of ours and another's public key agree on; null when theirs is no key. */
export function sharedSecret(privateKey: KeyObject, publicKeyBase64: string): Uint8Array | null {
  const publicKey = readPublicKey('x25519', publicKeyBase64);
  if (publicKey === null) return null;
  try {
    return diffieHellman({ privateKey, publicKey });
  } catch {
    // A point of low order: nobody honest sends one.
    return null;
  }
}
