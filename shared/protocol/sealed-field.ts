import { z } from 'zod';
import { Base64 } from '../lib/bytes.ts';

/**
 * A value nobody on the way can read: sealed to the prefecture's X25519 key under a fresh key of the case
 * (design.md section 4). Log, server and exports see this and nothing else. `caseKeyId` names the wrapped case key;
 * destroying that key erases the value everywhere.
 */
export const SealedField = z.strictObject({
  sealed: z.literal(1),
  caseKeyId: z.string(),
  /** Ephemeral X25519 public key. */
  ephemeral: Base64,
  /** The case key, wrapped to the prefecture's key: 12-byte nonce ‖ AES-256-GCM ‖ tag. */
  wrappedKey: Base64,
  /** 12-byte nonce ‖ AES-256-GCM of the UTF-8 text, padded to a multiple of 64 bytes ‖ tag. */
  box: Base64,
});
export type SealedField = z.infer<typeof SealedField>;
