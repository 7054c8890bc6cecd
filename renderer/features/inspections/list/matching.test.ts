import { expect, test } from 'vitest';
import { anInspection } from '../../../../test/support/inspection-builders.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { VisitLine } from './list-query.ts';
import { matchVisits } from './matching.ts';

function aLine(id: string, over: Partial<VisitLine> = {}): VisitLine {
  return {
    inspection: anInspection({ id: id as RecordId }),
    institution: { zh: '喀什天山司法鉴定所', ug: 'قەشقەر تەڭرىتاغ ئەدلىيە باھالاش ئورنى' },
    licenceNo: '653100001',
    officers: [{ zh: '王某', ug: 'ۋاڭ' }],
    state: 'in-progress',
    answered: 0,
    total: 60,
    isWaiting: false,
    forms: 1,
    evidence: null,
    ...over,
  };
}

const ids = (lines: readonly VisitLine[]) => lines.map((line) => line.inspection.id);
const lines = [
  aLine('A'),
  aLine('B', { state: 'sealed' }),
  aLine('C', { state: 'signed-by-one', licenceNo: '653200009' }),
];

test.each([
  ['天山', ['A', 'B', 'C']],
  ['تەڭرىتاغ', ['A', 'B', 'C']],
  ['6532', ['C']],
  ['王某 天山', ['A', 'B', 'C']],
  ['2026-09', ['A', 'B', 'C']],
  ['和田', []],
  ['  ', ['A', 'B', 'C']],
])('%j is found in either language, by number, by day', (typed, found) => {
  expect(ids(matchVisits(lines, { typed, state: 'all' }))).toEqual(found);
});

test('open means everything that is not sealed', () => {
  expect(ids(matchVisits(lines, { typed: '', state: 'open' }))).toEqual(['A', 'C']);
  expect(ids(matchVisits(lines, { typed: '', state: 'sealed' }))).toEqual(['B']);
});
