import { fromBase64 } from '../../shared/lib/bytes.ts';
import { BackupMark } from '../../shared/protocol/backup-mark.ts';
import { rootFingerprint } from '../../shared/protocol/enrolment-code.ts';
import { KeyManifest, type SignedManifest } from '../../shared/protocol/manifest.ts';
import { signingBytes, type Signed } from '../../shared/protocol/receipt.ts';
import { verifyEd25519 } from './key-pairs.ts';

export type ManifestCheck =
  | { readonly kind: 'valid'; readonly manifest: KeyManifest }
  | { readonly kind: 'other-root' }
  | { readonly kind: 'wrong-signature' }
  | { readonly kind: 'unreadable' };

/** Whom a manifest is believed from: the fingerprint on the enrolment code, or the root key kept since then. */
export type TrustedRoot = { readonly fingerprint: string } | { readonly publicKey: Uint8Array };

/** Believes a manifest only when the trusted root signed exactly these bytes. */
export function checkManifest(signed: SignedManifest, root: TrustedRoot): ManifestCheck {
  const presented = fromBase64(signed.rootPublicKey);
  if (!isTrusted(presented, root)) return { kind: 'other-root' };
  if (!verifyEd25519(presented, signingBytes('jd-manifest-1', signed.body), fromBase64(signed.signature)))
    return { kind: 'wrong-signature' };
  try {
    return { kind: 'valid', manifest: KeyManifest.parse(JSON.parse(signed.body)) };
  } catch {
    return { kind: 'unreadable' };
  }
}

/** What a backup mark says, when one of the region's receipt keys signed it. */
export function provenMark(signed: Signed, manifest: KeyManifest | null): BackupMark | null {
  const key = manifest?.receiptKeys.find((one) => one.keyId === signed.keyId);
  const isSigned =
    key !== undefined &&
    verifyEd25519(
      fromBase64(key.publicKey),
      signingBytes('jd-backup-1', signed.body),
      fromBase64(signed.signature),
    );
  if (!isSigned) return null;
  try {
    return BackupMark.safeParse(JSON.parse(signed.body)).data ?? null;
  } catch {
    return null;
  }
}

function isTrusted(presented: Uint8Array, root: TrustedRoot): boolean {
  if (presented.length !== 32) return false;
  if ('fingerprint' in root) return rootFingerprint(presented) === root.fingerprint;
  return (
    presented.length === root.publicKey.length && presented.every((byte, i) => byte === root.publicKey[i])
  );
}
