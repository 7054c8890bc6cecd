const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
const RIGHT_TO_LEFT = /\p{Script=Arabic}/u;

/**
 * A value put into a sentence keeps its own direction. Plain whole numbers and empty text need nothing; in a Chinese
 * sentence only a value with Arabic letters does.
 */
export function isolateValue(value: string, language: string): string {
  if (value === '' || /^\d+$/.test(value)) return value;
  if (language !== 'ug-CN' && !RIGHT_TO_LEFT.test(value)) return value;
  return `${FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}`;
}
