import { expect, test } from 'vitest';
import { anInstitution } from '../../../test/support/inspection-builders.ts';
import type { CivilDate } from '../../../shared/lib/dates.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import { matchInstitutions, NO_FILTER } from './matching.ts';

const later = anInstitution({ id: 'A' as RecordId, licenceValidTo: '2028-01-01' as CivilDate });
const sooner = anInstitution({
  id: 'B' as RecordId,
  licenceValidTo: '2026-12-01' as CivilDate,
  countyCode: '653122',
  categories: ['audio-visual', 'physical-evidence'],
  name: { zh: '疏勒昆仑司法鉴定所', ug: 'كۇئېنلۇن ئەدلىيە باھالاش ئورنى' },
  licenceNo: '653100777',
});
const gone = anInstitution({
  id: 'C' as RecordId,
  licenceValidTo: '2020-01-01' as CivilDate,
  state: 'cancelled',
});
const all = [later, gone, sooner];
const ids = (filter: Partial<typeof NO_FILTER>) =>
  matchInstitutions(all, { ...NO_FILTER, ...filter }).map((one) => one.id);

test('the licence that ends first stands first, the cancelled last', () =>
  expect(ids({})).toEqual(['B', 'A', 'C']));
test('it is found by either language and by number', () => {
  expect(ids({ typed: '昆仑' })).toEqual(['B']);
  expect(ids({ typed: 'كۇئېنلۇن' })).toEqual(['B']);
  expect(ids({ typed: '777' })).toEqual(['B']);
});
test('filters narrow together', () => {
  expect(ids({ category: 'audio-visual' })).toEqual(['B']);
  expect(ids({ countyCode: '653101' })).toEqual(['A', 'C']);
  expect(ids({ countyCode: '653101', state: 'cancelled' })).toEqual(['C']);
  expect(ids({ typed: '昆仑', state: 'cancelled' })).toEqual([]);
});
test('marks narrow to those that carry them all', () => {
  const marked = { small: new Set(['A', 'B']), expiring: new Set(['B']) };
  const found = (marks: readonly ('small' | 'expiring')[]) =>
    matchInstitutions(all, { ...NO_FILTER, marks }, marked).map((one) => one.id);
  expect([found(['small']), found(['small', 'expiring'])]).toEqual([['B', 'A'], ['B']]);
});
