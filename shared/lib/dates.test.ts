import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, civilDateOf, daysBetween, instantOf, isCivilDate, type CivilDate } from './dates.ts';

test('a civil date is the day on the office wall clock, eight hours ahead of UTC', () => {
  expect(civilDateOf(instantOf(Date.parse('2026-09-28T15:59:59.999Z')))).toBe('2026-09-28');
  expect(civilDateOf(instantOf(Date.parse('2026-09-28T16:00:00.000Z')))).toBe('2026-09-29');
});

test('days that no calendar has are not civil dates', () => {
  expect(['2026-02-29', '2026-13-01', '2026-00-10', '26-01-01', '2026-1-1'].filter(isCivilDate)).toEqual([]);
  expect(isCivilDate('2028-02-29')).toBe(true);
});

test('adding days and counting them back agree', () => {
  const start = '2026-01-31' as CivilDate;
  fc.assert(
    fc.property(fc.integer({ min: -4000, max: 4000 }), (days) => {
      expect(daysBetween(start, addDays(start, days))).toBe(days);
    }),
  );
});
