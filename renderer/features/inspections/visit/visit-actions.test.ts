import { expect, test } from 'vitest';
import { anItem } from '../../../../test/support/inspection-builders.ts';
import { nextMissing } from './visit-actions.ts';

const items = ['DR-A01', 'DR-A02', 'DR-B01', 'DR-B02'].map((id) => anItem(id));
const missing = (...ids: readonly string[]) => ids.map((itemId) => ({ kind: 'unanswered' as const, itemId }));

test.each([
  ['the next one below', ['DR-A01', 'DR-B02'], 'DR-A02', 'DR-B02'],
  ['from the top again after the last', ['DR-A01'], 'DR-B01', 'DR-A01'],
  ['the item itself only when nothing else is missing', ['DR-B01'], 'DR-B01', 'DR-B01'],
  ['nothing when nothing is missing', [], 'DR-A01', null],
  ['the first one when no item is at hand', ['DR-A02', 'DR-B01'], '', 'DR-A02'],
])('the next step is %s', (_which, lacking, from, to) => {
  expect(nextMissing(missing(...lacking), items, from)).toBe(to);
});
