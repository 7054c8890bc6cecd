import { expect, test } from 'vitest';
import { anItem, aTemplateBody } from '../../../../test/support/inspection-builders.ts';
import { laterVersion, unknownItems } from './start-query.ts';

test.each([
  ['1.10.0', '1.9.0', true],
  ['1.9.0', '1.10.0', false],
  ['2.0.0', '1.99.99', true],
  ['1.0.1', '1.0', true],
  ['1.0.0', '1.0.0', false],
])('version %s is later than %s: %s', (a, b, later) => expect(laterVersion(a, b)).toBe(later));

test('items of unknown kinds are counted, so that the officer knows before the visit that it cannot be signed', () => {
  expect(unknownItems(aTemplateBody([anItem('DR-A01'), anItem('DR-A02', { kind: 'hologram' })]))).toBe(1);
});
