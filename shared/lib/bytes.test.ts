import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, equalBytes, fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from './bytes.ts';

const bytes = () => fc.uint8Array({ maxLength: 200 });

test('hex and base64 give back the bytes they were made of', () => {
  fc.assert(
    fc.property(bytes(), (input) => {
      expect(equalBytes(fromHex(toHex(input)), input)).toBe(true);
      expect(equalBytes(fromBase64(toBase64(input)), input)).toBe(true);
      expect(toBase64(input)).toBe(Buffer.from(input).toString('base64'));
    }),
  );
});

test('concat keeps order and length', () => {
  fc.assert(
    fc.property(bytes(), bytes(), (a, b) => {
      expect([...concat(a, b)]).toEqual([...a, ...b]);
    }),
  );
});

test('malformed UTF-8 is refused, not repaired', () => {
  expect(() => fromUtf8(new Uint8Array([0xff, 0xfe]))).toThrow();
  expect(fromUtf8(utf8('喀什 قەشقەر'))).toBe('喀什 قەشقەر');
});
