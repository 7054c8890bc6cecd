import { expect, test } from 'vitest';
import { stickFailureOf } from './stick-failure.ts';

test('S60: a full, a write-protected and a pulled stick are three different things for people; a bug is thrown on', () => {
  const named = ['ENOSPC', 'EROFS', 'EACCES', 'EIO', 'ENOENT', 'ENODEV', 'ENAMETOOLONG'].map(
    (code) => stickFailureOf(Object.assign(new Error(code), { code })).kind,
  );
  expect(named).toEqual([
    'stick-full',
    'stick-read-only',
    'stick-read-only',
    'stick-gone',
    'stick-gone',
    'stick-gone',
    'stick-error',
  ]);
  expect(() => stickFailureOf(new TypeError('ours'))).toThrow('ours');
});
