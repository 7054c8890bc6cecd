import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { concat, fromHex } from '../../shared/lib/bytes.ts';

// Keys are kept as their 32 raw bytes; Node wants them inside these fixed PKCS#8 and SPKI wrappers (RFC 8410).
const PREFIX = {
  ed25519: {
    private: fromHex('302e020100300506032b657004220420'),
    public: fromHex('302a300506032b6570032100'),
  },
  x25519: {
    private: fromHex('302e020100300506032b656e04220420'),
    public: fromHex('302a300506032b656e032100'),
  },
} as const;
type Curve = keyof typeof PREFIX;

export interface KeyPair {
  /** 32 raw bytes. */
  readonly privateKey: Uint8Array<ArrayBuffer>;
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

export function newKeyPair(curve: Curve): KeyPair {
  const { privateKey, publicKey } =
    curve === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  return {
    privateKey: Uint8Array.from(privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)),
    publicKey: rawPublic(publicKey),
  };
}

export function publicKeyOf(curve: Curve, privateKey: Uint8Array): Uint8Array<ArrayBuffer> {
  return rawPublic(createPublicKey(privateObject(curve, privateKey)));
}

export function signEd25519(privateKey: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(sign(null, message, privateObject('ed25519', privateKey)));
}

/** False for a wrong signature and for a key that is none. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32) return false;
  return verify(null, message, publicObject('ed25519', publicKey), signature);
}

/** X25519; null when the other side's key is none or of low order. */
export function sharedSecret(
  privateKey: Uint8Array,
  otherPublicKey: Uint8Array,
): Uint8Array<ArrayBuffer> | null {
  if (otherPublicKey.length !== 32) return null;
  try {
    return Uint8Array.from(
      diffieHellman({
        privateKey: privateObject('x25519', privateKey),
        publicKey: publicObject('x25519', otherPublicKey),
      }),
    );
  } catch {
    return null;
  }
}

function privateObject(curve: Curve, raw: Uint8Array): KeyObject {
  const der = concat(PREFIX[curve].private, raw);
  const key = createPrivateKey({ key: Buffer.from(der.buffer), format: 'der', type: 'pkcs8' });
  der.fill(0);
  return key;
}

function publicObject(curve: Curve, raw: Uint8Array): KeyObject {
  return createPublicKey({
    key: Buffer.from(concat(PREFIX[curve].public, raw)),
    format: 'der',
    type: 'spki',
  });
}

function rawPublic(key: KeyObject): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(key.export({ format: 'der', type: 'spki' }).subarray(-32));
}
