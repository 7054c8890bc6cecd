import { expect, test } from 'vitest';
import { isKeyEnd, isWholeEnd } from './recovery-group.ts';

const KEY = 'A1B2-C3D4-E5F6-70QZ-8';

test('the end of the key is its last group of four and the check symbol', () => {
  expect(isKeyEnd('70QZ-8', KEY)).toBe(true);
});

test('small letters, missing hyphens and look-alike letters from handwriting are forgiven', () => {
  expect(isKeyEnd(' 7oqz 8', KEY)).toBe(true);
});

test('nothing, another group, the check symbol alone or the whole key do not pass', () => {
  for (const typed of ['', '8', 'E5F6-7', KEY]) expect(isKeyEnd(typed, KEY)).toBe(false);
});

test('a half-typed end is not yet called wrong', () => {
  expect(isWholeEnd('70Q')).toBe(false);
  expect(isWholeEnd('70QX-8')).toBe(true);
});
