import { z } from 'zod';
import { Base64 } from '../lib/bytes.ts';
import { Bilingual } from '../lib/text.ts';
import { DeviceId } from '../lib/ids.ts';
import { OfficerOnDevice } from './hello.ts';
import { Signed } from './receipt.ts';
import { SignedManifest } from './manifest.ts';

/** GET /v1/manifest, asked before any certificate is trusted: believed only for its root's signature and fingerprint. */
export const ManifestAnswer = z.strictObject({ v: z.int().min(1), manifest: SignedManifest });

/** POST /v1/enrol/look: whom a code is for, so that the officer sees name and bureau before choosing a password. */
export const EnrolLookRequest = z.strictObject({ v: z.int().min(1), secret: z.string() });
export type EnrolLookRequest = z.infer<typeof EnrolLookRequest>;
export const EnrolLookAnswer = z.strictObject({
  v: z.int().min(1),
  officer: OfficerOnDevice,
  bureau: Bilingual,
});
export type EnrolLookAnswer = z.infer<typeof EnrolLookAnswer>;

/**
 * POST /v1/enrol: uses the code up; the same code with the same keys again gives the same enrolment. Keys are base64 of 32 raw
 * bytes, signing keys Ed25519, sealing keys X25519. A second officer on an enrolled device sends its `deviceId`; else it is null. */
export const EnrolRequest = z.strictObject({
  v: z.int().min(1),
  secret: z.string(),
  deviceId: DeviceId.nullable(),
  deviceSigningKey: Base64,
  deviceSealingKey: Base64,
  officerSigningKey: Base64,
  officerSealingKey: Base64,
  deviceLabel: z.string().max(80),
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;

/** The certificate binds officer, key and device; the prefecture's public key seals identities. */
export const OfficerCertificate = z.strictObject({
  v: z.literal(1),
  deviceId: DeviceId,
  officer: OfficerOnDevice,
  officerSigningKey: Base64,
});
export const EnrolAnswer = z.strictObject({
  v: z.int().min(1),
  deviceId: DeviceId,
  officer: OfficerOnDevice,
  bureau: Bilingual,
  certificate: Signed,
  prefectureSealingKey: Base64,
  /**
   * The prefecture's private sealing key (32 raw bytes, X25519), sealed to `officerSealingKey`; null when the officer's roles do
   * not open identities. Base64 of: ephemeral X25519 public key (32) ‖ nonce (12) ‖ AES-256-GCM ciphertext (32) ‖ tag (16), no
   * AAD; key = HKDF-SHA256(X25519 shared secret, salt empty, info `jd-prefecture-key-1`), 32 bytes.
   */
  wrappedPrefectureKey: Base64.nullable(),
  manifest: SignedManifest,
});
export type EnrolAnswer = z.infer<typeof EnrolAnswer>;
