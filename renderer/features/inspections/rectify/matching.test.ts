import { expect, test } from 'vitest';
import type { Rectification } from '../../../../shared/domain/rectification/rectification.ts';
import { anInstitution } from '../../../../test/support/inspection-builders.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import { csvText } from './csv.ts';
import { EVERYTHING, matchLines, type RectifyFilter } from './matching.ts';
import type { RectifyLine } from './rectify-query.ts';

const TODAY = '2026-11-25' as CivilDate;

function line(id: string, over: Partial<Rectification>): RectifyLine {
  const rectification = {
    id,
    state: 'ordered',
    severity: 'minor',
    dueOn: '2026-12-01',
    extendedTo: null,
    repeated: null,
    text: '收费未公示',
    itemId: 'DR-A01',
    ...over,
  } as Rectification;
  return { rectification, institution: anInstitution() };
}

const lines = [
  line('closed-old', { state: 'closed', dueOn: '2026-01-01' as CivilDate }),
  line('closed-new', { state: 'closed', dueOn: '2026-06-01' as CivilDate }),
  line('later', { dueOn: '2026-12-20' as CivilDate, severity: 'critical' }),
  line('sooner', { dueOn: '2026-11-25' as CivilDate, repeated: { findingId: 'x' as never, foundOn: TODAY } }),
  line('late', { dueOn: '2026-11-24' as CivilDate }),
  line('late-reported', { state: 'reported', dueOn: '2026-11-01' as CivilDate }),
  line('extended', { dueOn: '2026-11-01' as CivilDate, extendedTo: '2026-11-30' as CivilDate }),
];
const ids = (over: Partial<RectifyFilter>) =>
  matchLines(lines, { ...EVERYTHING, ...over }, TODAY).map((one) => one.rectification.id);

test('overdue comes first, then by last day, what is done last; a reported one is not overdue', () => {
  expect(ids({ show: 'all' })).toEqual([
    'late',
    'late-reported',
    'sooner',
    'extended',
    'later',
    'closed-new',
    'closed-old',
  ]);
  expect(ids({ show: 'overdue' })).toEqual(['late']);
  expect(ids({ show: 'done' })).toEqual(['closed-new', 'closed-old']);
});

test('the filters narrow together, and words are found in name, finding and item', () => {
  expect(ids({ severity: 'critical' })).toEqual(['later']);
  expect(ids({ onlyRepeated: true })).toEqual(['sooner']);
  expect(ids({ state: 'reported' })).toEqual(['late-reported']);
  expect(ids({ typed: '喀什 公示', severity: 'critical' })).toEqual(['later']);
  expect(ids({ typed: '和田' })).toEqual([]);
});

test('a spreadsheet gets quoted cells and no formula', () => {
  expect(csvText([['a', '=1+1', 'say "x"']])).toBe('\uFEFF"a","\'=1+1","say ""x"""\r\n');
});
