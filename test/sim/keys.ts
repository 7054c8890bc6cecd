import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { sha256 } from '../../shared/lib/sha256.ts';
import { utf8 } from '../../shared/lib/bytes.ts';

const PREFIX = { ed25519: '302e020100300506032b657004220420', x25519: '302e020100300506032b656e04220420' };

/** A key made from its name: every run, on every machine, has the same ones. */
export function keyNamed(name: string, kind: keyof typeof PREFIX = 'ed25519'): KeyObject {
  const der = Buffer.concat([Buffer.from(PREFIX[kind], 'hex'), sha256(utf8(`sim|${kind}|${name}`))]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** Base64 of the 32 raw bytes of the public half. */
export function publicHalf(key: KeyObject): string {
  return Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
}

export function signWith(key: KeyObject, bytes: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, bytes, key));
}
