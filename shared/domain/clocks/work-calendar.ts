import { z } from 'zod';
import { addDays, CivilDate } from '../../lib/dates.ts';

/** One year's notice of the State Council: days off on weekdays, working days on weekends. */
export const HolidayYear = z.strictObject({
  year: z.int(),
  source: z.string(),
  daysOff: z.array(CivilDate),
  workingWeekends: z.array(CivilDate),
});
export type HolidayYear = z.infer<typeof HolidayYear>;

/** Null in a year without a notice: then nobody knows. */
export function isWorkingDay(day: CivilDate, years: readonly HolidayYear[]): boolean | null {
  const notice = years.find(({ year }) => year === Number(day.slice(0, 4)));
  if (!notice) return null;
  if (notice.daysOff.includes(day)) return false;
  if (notice.workingWeekends.includes(day)) return true;
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/**
 * The day on which a period of so many working days ends; the day it runs from is not counted. Null when it reaches into a year
 * without a notice: an estimate would look like a date.
 */
export function addWorkingDays(
  from: CivilDate,
  count: number,
  years: readonly HolidayYear[],
): CivilDate | null {
  let day = from;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    const working = isWorkingDay(day, years);
    if (working === null) return null;
    if (working) left--;
  }
  return day;
}
