import { base32 } from '../../shared/lib/ids.ts';
import type { Random } from '../../shared/lib/ports.ts';
import { sha256 } from '../../shared/lib/sha256.ts';
import { utf8 } from '../../shared/lib/bytes.ts';

const SYMBOLS = 32;

/** A key to be printed: 160 random bits as 32 symbols in eight groups, and a check symbol. `XXXX-…-XXXX-C` */
export function newRecoveryKey(random: Random): string {
  const symbols = base32(random.bytes(20));
  return `${symbols.replace(/(.{4})/g, '$1-')}${checkSymbol(symbols)}`;
}

/** The 32 symbols of a typed key as bytes, null when it is mistyped. Forgives case, spaces and O, I, L. */
export function parseRecoveryKey(typed: string): Uint8Array<ArrayBuffer> | null {
  const text = typed
    .toUpperCase()
    .replace(/[\s\-–—]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (text.length !== SYMBOLS + 1 || !/^[0-9A-HJKMNP-TV-Z]+$/.test(text)) return null;
  const symbols = text.slice(0, SYMBOLS);
  return checkSymbol(symbols) === text.charAt(SYMBOLS) ? utf8(symbols) : null;
}

function checkSymbol(symbols: string): string {
  return base32(sha256(utf8(`jd-recovery-1|${symbols}`)).subarray(0, 1)).charAt(0);
}
