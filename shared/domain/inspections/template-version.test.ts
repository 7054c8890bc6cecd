import { expect, test } from 'vitest';
import { isVersion, laterVersion, latestVersion, nextVersion } from './template-version.ts';

test.each([
  ['1.10.0', '1.9.0', true],
  ['1.9.0', '1.10.0', false],
  ['2.0.0', '1.99.99', true],
  ['1.0.1', '1.0', true],
  ['1.0.0', '1.0.0', false],
])('version %s is later than %s: %s', (a, b, later) => expect(laterVersion(a, b)).toBe(later));

test.each([
  ['1.0.0', true],
  ['1.0', true],
  ['1', false],
  ['01.0.0', false],
  ['1.0.0-beta', false],
])('%s is a version: %s', (text, is) => expect(isVersion(text)).toBe(is));

test('the next version grows, and the newest is found whatever the order', () => {
  expect([nextVersion('1.9.3', 'wording'), nextVersion('1.9.3', 'items')]).toEqual(['1.10.0', '2.0.0']);
  expect(latestVersion(['1.9.0', '1.10.0', '1.2.0'])).toBe('1.10.0');
  expect(latestVersion([])).toBeNull();
});
