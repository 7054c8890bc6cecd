/** Symbols that must be retyped from the paper: the last group of four and the check symbol behind it. */
const RETYPED_SYMBOLS = 5;

function plain(text: string): string {
  return text
    .toUpperCase()
    .replace(/[\s\-–—]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

/** Whether what was retyped from paper is the end of the key: small letters and O, I, L for 0, 1 are forgiven. */
export function isKeyEnd(retyped: string, recoveryKey: string): boolean {
  return plain(retyped) === plain(recoveryKey).slice(-RETYPED_SYMBOLS);
}

/** Whether enough was typed to say that it is wrong. */
export function isWholeEnd(retyped: string): boolean {
  return plain(retyped).length >= RETYPED_SYMBOLS;
}
