import { z } from 'zod';
import { Base64 } from '../lib/bytes.ts';
import { Instant } from '../lib/dates.ts';

export const VerifyKey = z.strictObject({ keyId: z.string(), publicKey: Base64, retired: z.boolean() });

/**
 * The region's keys, signed by its offline root (Ed25519). Only a higher version is accepted; retired keys still verify
 * what they signed. `tlsCaPem` is the only authority the app accepts for the server's certificate.
 */
export const KeyManifest = z.strictObject({
  v: z.literal(1),
  version: z.int().min(1),
  regionName: z.strictObject({ zh: z.string(), ug: z.string() }),
  tlsCaPem: z.string(),
  receiptKeys: z.array(VerifyKey),
  publishingKeys: z.array(VerifyKey),
  /** X25519: bundles are sealed to it. */
  bundleKey: Base64,
  issuedAt: Instant,
});
export type KeyManifest = z.infer<typeof KeyManifest>;

/** The manifest as published, with the root's public key; the enrolment code carries that key's fingerprint. */
export const SignedManifest = z.strictObject({ body: z.string(), signature: Base64, rootPublicKey: Base64 });
export type SignedManifest = z.infer<typeof SignedManifest>;
