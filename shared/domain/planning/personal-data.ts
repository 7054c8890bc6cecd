/** A name that must not be published, and whose it is. */
export interface KnownName {
  readonly who: 'appraiser' | 'officer' | 'head';
  readonly name: string;
}

/** A place in a text that must not be published: UTF-16 offsets, end exclusive. */
export interface PersonalPlace {
  readonly what: KnownName['who'] | 'phone' | 'identity-number';
  readonly from: number;
  readonly to: number;
}

// Digits may be parted by spaces or hyphens: 138 0013 8000.
const PARTED = '[\\s\\-\\u2010-\\u2015]?';
const IDENTITY = new RegExp(
  `(?<!\\d)[1-9](?:${PARTED}\\d){5}${PARTED}(?:19|20)\\d{2}${PARTED}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:${PARTED}\\d){3}${PARTED}[\\dXx](?!\\d)`,
  'g',
);
const MOBILE = new RegExp(`(?<!\\d)1${PARTED}[3-9](?:${PARTED}\\d){9}(?!\\d)`, 'g');
const LANDLINE = /(?<!\d)\(?0\d{2,3}\)?[\s\-\u2010-\u2015]?\d{7,8}(?!\d)/g;

/**
 * Names, telephone and identity numbers in a text for publication (inspections.md section 4: text without personal data). Names are
 * found also with spaces or dots between their characters; digits also in full width and in Arabic script.
 */
export function personalDataIn(text: string, names: readonly KnownName[]): readonly PersonalPlace[] {
  const plain = [...text].map(plainDigit).join('');
  const identity = matches(plain, IDENTITY, 'identity-number');
  const phones = [...matches(plain, MOBILE, 'phone'), ...matches(plain, LANDLINE, 'phone')];
  const places = [
    ...identity,
    ...phones.filter((phone) => !identity.some((one) => one.from <= phone.from && phone.to <= one.to)),
    ...names.flatMap((known) => placesOf(text, known)),
  ];
  return places.toSorted((a, b) => a.from - b.from || b.to - a.to);
}

function matches(text: string, pattern: RegExp, what: PersonalPlace['what']): readonly PersonalPlace[] {
  return [...text.matchAll(pattern)].map((match) => ({
    what,
    from: match.index,
    to: match.index + match[0].length,
  }));
}

// Each stays one UTF-16 unit, so that offsets hold.
function plainDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  for (const zero of [0xff10, 0x0660, 0x06f0])
    if (code >= zero && code <= zero + 9) return String(code - zero);
  return character;
}

/** What people put between the characters of a name: blanks, dots, joiners. */
const BETWEEN = '[\\s.\\u00b7\\u2022\\u30fb\\u200b-\\u200f\\u2060\\u00ad]*';

function placesOf(text: string, { who, name }: KnownName): readonly PersonalPlace[] {
  const letters = [...name.normalize('NFC')].filter((one) => /[\p{L}\p{N}]/u.test(one));
  // One letter alone is no name: it would forbid half of every text.
  if (letters.length < 2) return [];
  const isHan = letters.every((one) => /\p{Script=Han}/u.test(one));
  // In Uyghur endings are written on to the name; something before it makes it another word.
  const body = letters.map((one) => escaped(one)).join(BETWEEN);
  const whole = letters.length < 4 ? '(?!\\p{L})' : '';
  const pattern = isHan ? body : `(?<!\\p{L})${body}${whole}`;
  return matches(text, new RegExp(pattern, 'giu'), who);
}

function escaped(letter: string): string {
  return letter.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
