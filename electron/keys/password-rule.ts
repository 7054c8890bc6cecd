/** Characters a password needs; length is what makes guessing dear, composition rules only make it forgettable. */
export const MIN_PASSWORD_LENGTH = 10;

/** Counts characters, not UTF-16 units; blanks at the ends count for nothing. */
export function isPasswordLongEnough(password: string): boolean {
  return [...password.normalize('NFC').trim()].length >= MIN_PASSWORD_LENGTH;
}
