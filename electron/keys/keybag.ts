import { argon2id } from 'hash-wasm';
import { z } from 'zod';
import { Base64, concat, fromBase64, toBase64, utf8 } from '../../shared/lib/bytes.ts';
import { OfficerId } from '../../shared/lib/ids.ts';
import type { Random } from '../../shared/lib/ports.ts';
import { deriveKey, open, seal } from './aead.ts';
import { decodeBag, encodeBag, type Bag } from './bag.ts';
import type { Keystore } from './keystore.ts';
import { parseRecoveryKey } from './recovery-key.ts';

// keybag-<officerId>.json (docs/decisions/0002-keys-at-rest.md):
//   bag key  (32 random bytes) ── encrypts ──► the bag
//   password wrap  = bag key under HKDF(Argon2id(password) ‖ keystore secret): both are needed where the keystore is real
//   recovery wrap  = bag key under HKDF(recovery key): printed, sufficient alone

/** Cost of one guess at the password: 64 MiB, three passes (OWASP's second Argon2id profile is 46 MiB, one pass). */
export const ARGON2_COST = { memoryKiB: 65_536, iterations: 3, parallelism: 1 } as const;
export type Argon2Cost = {
  readonly memoryKiB: number;
  readonly iterations: number;
  readonly parallelism: number;
};

const Kdf = z.strictObject({
  name: z.literal('argon2id'),
  memoryKiB: z.int().min(8).max(1_048_576),
  iterations: z.int().min(1).max(20),
  parallelism: z.int().min(1).max(8),
  salt: Base64,
});

export const KeybagFile = z.strictObject({
  v: z.literal(1),
  officerId: OfficerId,
  kdf: Kdf,
  /** A 32-byte secret only the operating system's keystore can give back; null where there is no real one. */
  keystore: z.strictObject({ blob: Base64 }).nullable(),
  passwordWrap: Base64,
  recoverySalt: Base64,
  recoveryWrap: Base64,
  bag: Base64,
});
export type KeybagFile = z.infer<typeof KeybagFile>;

export interface KeybagTools {
  readonly random: Random;
  readonly keystore: Keystore;
  readonly cost: Argon2Cost;
}

export interface OpenedKeybag {
  readonly bag: Bag;
  readonly bagKey: Uint8Array<ArrayBuffer>;
}

export type KeybagOpening =
  | { readonly kind: 'opened'; readonly opened: OpenedKeybag }
  | { readonly kind: 'wrong-secret' }
  | { readonly kind: 'keystore-lost' }
  | { readonly kind: 'damaged' };

/** A new keybag around `bag`, openable with the password (and this machine's keystore) or with the recovery key. */
export async function createKeybag(
  tools: KeybagTools,
  officerId: OfficerId,
  bag: Bag,
  password: string,
  recoveryKey: string,
): Promise<{ file: KeybagFile; bagKey: Uint8Array<ArrayBuffer> }> {
  const bagKey = Uint8Array.from(tools.random.bytes(32));
  const plain = encodeBag(bag);
  const recoverySalt = toBase64(tools.random.bytes(16));
  const recovery = recoveryWrapKey(recoveryKey, recoverySalt);
  if (recovery === null) throw new Error('not a recovery key');
  const bound = await passwordPart(tools, officerId, bagKey, password);
  const file = {
    v: 1 as const,
    officerId,
    ...bound,
    recoverySalt,
    recoveryWrap: toBase64(seal(recovery, bagKey, context(officerId, 'recovery'))),
    bag: toBase64(seal(bagKey, plain, context(officerId, 'bag'))),
  };
  plain.fill(0);
  return { file, bagKey };
}

/** The same keybag under a new password, and under the keystore as it is now. The recovery key stays valid. */
export async function rebindPassword(
  tools: KeybagTools,
  file: KeybagFile,
  bagKey: Uint8Array,
  password: string,
): Promise<KeybagFile> {
  return { ...file, ...(await passwordPart(tools, file.officerId, bagKey, password)) };
}

export async function openWithPassword(
  tools: KeybagTools,
  file: KeybagFile,
  password: string,
): Promise<KeybagOpening> {
  const secret =
    file.keystore === null ? new Uint8Array() : tools.keystore.reveal(fromBase64(file.keystore.blob));
  if (secret === null) return { kind: 'keystore-lost' };
  const key = await passwordKey(file.kdf, password, secret);
  const bagKey = open(
    key,
    fromBase64(file.passwordWrap),
    passwordContext(file.officerId, file.kdf, file.keystore !== null),
  );
  key.fill(0);
  return bagKey === null ? { kind: 'wrong-secret' } : openBag(file, bagKey);
}

export function openWithRecoveryKey(file: KeybagFile, recoveryKey: string): KeybagOpening {
  const key = recoveryWrapKey(recoveryKey, file.recoverySalt);
  const bagKey =
    key === null ? null : open(key, fromBase64(file.recoveryWrap), context(file.officerId, 'recovery'));
  return bagKey === null ? { kind: 'wrong-secret' } : openBag(file, bagKey);
}

function openBag(file: KeybagFile, bagKey: Uint8Array<ArrayBuffer>): KeybagOpening {
  const plain = open(bagKey, fromBase64(file.bag), context(file.officerId, 'bag'));
  const bag = plain === null ? null : decodeBag(plain);
  plain?.fill(0);
  return bag === null ? { kind: 'damaged' } : { kind: 'opened', opened: { bag, bagKey } };
}

async function passwordPart(
  tools: KeybagTools,
  officerId: OfficerId,
  bagKey: Uint8Array,
  password: string,
): Promise<Pick<KeybagFile, 'kdf' | 'keystore' | 'passwordWrap'>> {
  const kdf = { name: 'argon2id' as const, ...tools.cost, salt: toBase64(tools.random.bytes(16)) };
  const secret = tools.keystore.kind === 'real' ? Uint8Array.from(tools.random.bytes(32)) : new Uint8Array();
  const keystore = secret.length > 0 ? { blob: toBase64(tools.keystore.protect(secret)) } : null;
  const key = await passwordKey(kdf, password, secret);
  const passwordWrap = toBase64(seal(key, bagKey, passwordContext(officerId, kdf, keystore !== null)));
  key.fill(0);
  secret.fill(0);
  return { kdf, keystore, passwordWrap };
}

async function passwordKey(
  kdf: KeybagFile['kdf'],
  password: string,
  keystoreSecret: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const salt = fromBase64(kdf.salt);
  // NFC: the same password typed with another input method must stay the same bytes.
  const stretched = await argon2id({
    password: utf8(password.normalize('NFC')),
    salt,
    memorySize: kdf.memoryKiB,
    iterations: kdf.iterations,
    parallelism: kdf.parallelism,
    hashLength: 32,
    outputType: 'binary',
  });
  const key = deriveKey(concat(stretched, keystoreSecret), salt, 'jd-password-wrap-1');
  stretched.fill(0);
  return key;
}

function recoveryWrapKey(recoveryKey: string, salt: string): Uint8Array<ArrayBuffer> | null {
  const bytes = parseRecoveryKey(recoveryKey);
  return bytes === null ? null : deriveKey(bytes, fromBase64(salt), 'jd-recovery-wrap-1');
}

/** The cost and the need for the keystore are authenticated: weakening them on disk makes the wrap unreadable. */
function passwordContext(officerId: OfficerId, kdf: KeybagFile['kdf'], needsKeystore: boolean): string {
  return `${context(officerId, 'password')}|${kdf.memoryKiB}|${kdf.iterations}|${kdf.parallelism}|${needsKeystore ? 'keystore' : 'alone'}`;
}

function context(officerId: OfficerId, part: 'password' | 'recovery' | 'bag'): string {
  return `jd-keybag-1|${officerId}|${part}`;
}
