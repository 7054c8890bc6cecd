import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, PortableJson } from './json.ts';

test('canonical JSON does not depend on the order in which keys were written', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string().filter((key) => key.isWellFormed() && !key.includes('\u0000')),
        fc.integer(),
      ),
      (record) => {
        const reversed = Object.fromEntries(Object.entries(record).toReversed());
        expect(canonicalJson(reversed)).toBe(canonicalJson(record));
      },
    ),
  );
});

test.each([
  ['a float', { n: 0.1 }],
  ['an unsafe integer', { n: 2 ** 60 }],
  ['negative zero', { n: -0 }],
  ['U+0000', { t: 'a\u0000b' }],
  ['a lone surrogate', { t: '\ud800' }],
])('%s is not portable and is refused', (_name, value) => {
  expect(PortableJson.safeParse(value).success).toBe(false);
  expect(() => canonicalJson(value)).toThrow();
});
