import type { Random } from '../lib/ports.ts';
import { base32 } from '../lib/ids.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { sha256, sha256Hex } from '../lib/sha256.ts';
import { fromHex, utf8 } from '../lib/bytes.ts';

/**
 * What the region hands an officer on paper: a one-time secret, the fingerprint of the region's root key, a check symbol.
 * `SSSS-SSSS-SSSS-FFFF-FFFF-FFFF-FFFF-C`, Crockford base 32: 60 secret bits, 80 fingerprint bits.
 */
export interface EnrolmentCode {
  /** 12 symbols. */
  readonly secret: string;
  /** 16 symbols: the first 80 bits of SHA-256 of the root's public key. */
  readonly rootFingerprint: string;
}

export type EnrolmentCodeProblem = {
  kind: 'enrolment-code-mistyped';
  reason: 'length' | 'symbols' | 'check';
};

export function newEnrolmentSecret(random: Random): string {
  return base32(random.bytes(8)).slice(0, 12);
}

export function rootFingerprint(rootPublicKey: Uint8Array): string {
  return base32(sha256(rootPublicKey).subarray(0, 10));
}

export function formatEnrolmentCode(code: EnrolmentCode): string {
  const text = code.secret + code.rootFingerprint;
  return `${text.replace(/(.{4})/g, '$1-')}${checkSymbol(text)}`;
}

/** Accepts lower case, spaces and the letters people confuse (O for 0, I and L for 1). */
export function parseEnrolmentCode(typed: string): Result<EnrolmentCode, EnrolmentCodeProblem> {
  const text = typed
    .toUpperCase()
    .replace(/[\s\-–—]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (text.length !== 29) return err({ kind: 'enrolment-code-mistyped', reason: 'length' });
  if (!/^[0-9A-HJKMNP-TV-Z]+$/.test(text)) return err({ kind: 'enrolment-code-mistyped', reason: 'symbols' });
  const body = text.slice(0, 28);
  if (checkSymbol(body) !== text[28]) return err({ kind: 'enrolment-code-mistyped', reason: 'check' });
  return ok({ secret: body.slice(0, 12), rootFingerprint: body.slice(12) });
}

function checkSymbol(text: string): string {
  return base32(fromHex(sha256Hex(utf8(`jd-code-1|${text}`))).subarray(0, 1)).charAt(0);
}
