import type { DeviceId } from '../../shared/lib/ids.ts';
import type { SignedManifest, VerifyKey } from '../../shared/protocol/manifest.ts';
import type { z } from 'zod';

/** What this device is and can do for bundles while somebody is signed in; private keys stay where they are kept. */
export interface StickIdentity {
  readonly deviceId: DeviceId;
  readonly prefectureCode: string;
  /** Fingerprint of the region's root key. */
  readonly region: string;
  /** The server's X25519 key, raw. */
  readonly bundleKey: Uint8Array;
  /** This device's X25519 key, raw. */
  readonly sealingKey: Uint8Array;
  readonly receiptKeys: readonly z.infer<typeof VerifyKey>[];
  /** Receipt keys of a manifest that the region's root signed; none of any other. */
  keysOf(manifest: SignedManifest): readonly z.infer<typeof VerifyKey>[];
  /** A fresh key pair agreed with `publicKey`; null when that is none. */
  agreeWith(publicKey: Uint8Array): { readonly ephemeral: Uint8Array; readonly shared: Uint8Array } | null;
  /** What the sender of a bundle for this device agreed on. */
  agreeAsDevice(ephemeral: Uint8Array): Uint8Array | null;
  signAsDevice(bytes: Uint8Array): Uint8Array;
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}
