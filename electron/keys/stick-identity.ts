import { fromBase64 } from '../../shared/lib/bytes.ts';
import type { DeviceId } from '../../shared/lib/ids.ts';
import { rootFingerprint } from '../../shared/protocol/enrolment-code.ts';
import type { KeyManifest, SignedManifest } from '../../shared/protocol/manifest.ts';
import type { KeyCustody } from './custody.ts';
import { newKeyPair, publicKeyOf, sharedSecret, verifyEd25519 } from './key-pairs.ts';
import { checkManifest } from './manifest.ts';

type VerifyKeys = KeyManifest['receiptKeys'];

interface Identity {
  readonly deviceId: DeviceId;
  readonly prefectureCode: string;
  readonly region: string;
  readonly bundleKey: Uint8Array;
  readonly sealingKey: Uint8Array;
  readonly receiptKeys: VerifyKeys;
  keysOf(manifest: SignedManifest): VerifyKeys;
  agreeWith(publicKey: Uint8Array): { readonly ephemeral: Uint8Array; readonly shared: Uint8Array } | null;
  agreeAsDevice(ephemeral: Uint8Array): Uint8Array | null;
  signAsDevice(bytes: Uint8Array): Uint8Array;
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

/** This device's keys as bundles need them; null before enrolment and while locked. */
export function stickIdentity(custody: KeyCustody): Identity | null {
  const { current: open, registry } = custody;
  const { device, manifest } = registry;
  if (open === null || device === null || manifest === null) return null;
  const root = { publicKey: Uint8Array.from(open.keys.rootPublicKey) };
  return {
    deviceId: device.deviceId,
    prefectureCode: open.prefectureCode,
    region: rootFingerprint(root.publicKey),
    bundleKey: fromBase64(manifest.bundleKey),
    sealingKey: publicKeyOf('x25519', open.keys.deviceSealing),
    receiptKeys: manifest.receiptKeys,
    keysOf: (signed) => {
      const checked = checkManifest(signed, root);
      return checked.kind === 'valid' ? checked.manifest.receiptKeys : [];
    },
    agreeWith: (publicKey) => {
      const pair = newKeyPair('x25519');
      const shared = sharedSecret(pair.privateKey, publicKey);
      pair.privateKey.fill(0);
      return shared && { ephemeral: pair.publicKey, shared };
    },
    agreeAsDevice: (ephemeral) => sharedSecret(open.keys.deviceSealing, ephemeral),
    signAsDevice: (bytes) => open.signAsDevice(bytes),
    verify: verifyEd25519,
  };
}
