const DECIMAL = /^-?\d{1,12}(\.\d{1,4})?$/;
// Full-width forms come from a Chinese input method, the Arabic comma and decimal sign from an Uyghur keyboard.
const FULL_WIDTH_ZERO = 0xff10;
const ARABIC_ZERO = 0x0660;
const EXTENDED_ARABIC_ZERO = 0x06f0;

/**
 * The decimal string the log keeps for what was typed: Western digits, a point, no needless zeros in front. Null when
 * it is no number of at most 12 digits before and 4 after the point.
 */
export function decimalOf(typed: string): string | null {
  const western = [...typed.trim()].map(westernised).join('').replaceAll(/\s/g, '');
  const whole = western.replace(/^\./, '0.').replace(/^-\./, '-0.').replace(/\.$/, '');
  const plain = whole.replace(/^(-?)0+(?=\d)/, '$1');
  if (!DECIMAL.test(plain)) return null;
  return /^-0(\.0+)?$/.test(plain) ? plain.slice(1) : plain;
}

function westernised(char: string): string {
  const code = char.charCodeAt(0);
  for (const zero of [FULL_WIDTH_ZERO, ARABIC_ZERO, EXTENDED_ARABIC_ZERO])
    if (code >= zero && code < zero + 10) return String(code - zero);
  if ('．。٫'.includes(char)) return '.';
  if ('－−'.includes(char)) return '-';
  return char;
}
