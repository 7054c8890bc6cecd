import { expect, test } from 'vitest';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import { momentOf, timeOf, timeShown } from './time-text.ts';

test.each([
  ['9:40', '09:40'],
  ['940', '09:40'],
  ['0940', '09:40'],
  ['１６：３０', '16:30'],
  ['23.59', '23:59'],
  ['24:00', null],
  ['9', null],
  ['上午', null],
])('%s is %s', (typed, time) => {
  expect(timeOf(typed)).toBe(time);
});

test('a time is one of the office’s clock on the day of the visit', () => {
  const moment = momentOf('2026-09-28' as CivilDate, '09:40');
  expect([moment, timeShown(moment)]).toEqual(['2026-09-28T01:40:00.000Z', '09:40']);
});
