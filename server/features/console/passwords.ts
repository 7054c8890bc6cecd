import { argon2id, argon2Verify } from 'hash-wasm';
import type { Random } from '../../../shared/lib/ports.ts';

/** Shorter ones are refused when a password is chosen; there is no rule about kinds of characters. */
export const PASSWORD_MIN_LENGTH = 12;

// OWASP's least setting for Argon2id, about 60 ms: it runs on the thread that also answers devices, and sign-ins are limited.
const COST = { parallelism: 1, iterations: 2, memorySize: 19_456, hashLength: 32 } as const;

export function hashPassword(password: string, random: Random): Promise<string> {
  return argon2id({
    ...COST,
    password: password.normalize('NFC'),
    salt: random.bytes(16),
    outputType: 'encoded',
  });
}

export function isPassword(password: string, hash: string): Promise<boolean> {
  // hash-wasm throws on an empty password.
  return password === ''
    ? Promise.resolve(false)
    : argon2Verify({ password: password.normalize('NFC'), hash });
}
