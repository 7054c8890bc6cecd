import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, instantOf, type CivilDate, type Instant } from './dates.ts';
import { isWeek, weekAfter, weekBefore, weekBounds, weekDays, weekOf, weekOfDay } from './iso-week.ts';

test('weeks around new year follow ISO 8601', () => {
  const week = (day: string): string => weekOfDay(day as CivilDate);
  expect(['2026-01-01', '2026-12-31', '2027-01-01', '2027-01-03', '2027-01-04'].map(week)).toEqual([
    '2026-W01',
    '2026-W53',
    '2026-W53',
    '2026-W53',
    '2027-W01',
  ]);
  expect(weekDays('2026-W48' as never)).toEqual({ monday: '2026-11-23', sunday: '2026-11-29' });
});

test('a week begins at midnight in Urumqi and Kashgar, not in Greenwich', () => {
  expect(weekOf('2026-11-22T15:59:59.999Z' as Instant)).toBe('2026-W47');
  expect(weekOf('2026-11-22T16:00:00.000Z' as Instant)).toBe('2026-W48');
});

test('every moment lies within its week, and weeks follow without gaps', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (ms) => {
      const at = instantOf(ms);
      const week = weekOf(at);
      const { from, before } = weekBounds(week);
      expect(isWeek(week)).toBe(true);
      expect(from <= at && at < before).toBe(true);
      expect(weekBounds(weekAfter(week)).from).toBe(before);
      expect(weekBefore(weekAfter(week))).toBe(week);
      expect(addDays(weekDays(week).monday, 6)).toBe(weekDays(week).sunday);
    }),
  );
});

test('what is no week is not taken for one', () => {
  expect(['2026-W00', '2026-W54', '2025-W53', '2026-48', '', 'W48'].filter(isWeek)).toEqual([]);
});
