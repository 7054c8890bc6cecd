import { expect, test } from 'vitest';
import notice from '../../../resources/domain/holidays-2026.json' with { type: 'json' };
import type { CivilDate } from '../../lib/dates.ts';
import { addWorkingDays, HolidayYear, isWorkingDay } from './work-calendar.ts';

const years = [HolidayYear.parse(notice)];
const day = (text: string): CivilDate => text as CivilDate;

test('days off on weekdays and working weekends come from the notice', () => {
  expect(isWorkingDay(day('2026-10-01'), years)).toBe(false);
  expect(isWorkingDay(day('2026-10-10'), years)).toBe(true);
  expect(isWorkingDay(day('2026-10-11'), years)).toBe(false);
  expect(isWorkingDay(day('2026-10-12'), years)).toBe(true);
});

test('twenty working days over the National Day end after it', () => {
  expect(addWorkingDays(day('2026-09-28'), 20, years)).toBe('2026-10-30');
});

test('a period that reaches into a year without a notice has no known end', () => {
  expect(isWorkingDay(day('2027-01-04'), years)).toBe(null);
  expect(addWorkingDays(day('2026-12-20'), 20, years)).toBe(null);
});
