import { expect, test } from 'vitest';
import { anItem, aTemplateBody } from '../../../../test/support/inspection-builders.ts';
import { unknownItems } from './start-query.ts';

test('items of unknown kinds are counted, so that the officer knows before the visit that it cannot be signed', () => {
  expect(unknownItems(aTemplateBody([anItem('DR-A01'), anItem('DR-A02', { kind: 'hologram' })]))).toBe(1);
});
