import { fromBase64 } from '../../shared/lib/bytes.ts';
import { signingBytes } from '../../shared/protocol/receipt.ts';
import type { VerifySigned } from '../../shared/sync/ports.ts';

interface VerifyKey {
  readonly keyId: string;
  readonly publicKey: string;
}

/** Verifies the region's Ed25519 signatures with the keys of the manifest; retired keys still verify old receipts. */
export function verifyWith(keys: () => readonly VerifyKey[]): VerifySigned {
  return async (purpose, signed) => {
    const known = keys().find((key) => key.keyId === signed.keyId);
    if (!known) return false;
    const key = await crypto.subtle.importKey('raw', fromBase64(known.publicKey), 'Ed25519', false, [
      'verify',
    ]);
    return crypto.subtle.verify(
      'Ed25519',
      key,
      fromBase64(signed.signature),
      signingBytes(purpose, signed.body),
    );
  };
}
