import { z } from 'zod';
import { addDays, civilDateOf, startOfDay, type CivilDate, type Instant } from './dates.ts';

/** An ISO 8601 week of the office's calendar (Asia/Shanghai), Monday to Sunday: `2026-W48`. */
export type IsoWeek = string & { readonly __brand: 'IsoWeek' };

const FORM = /^(\d{4})-W(\d{2})$/;

export const IsoWeek = z.custom<IsoWeek>((v) => typeof v === 'string' && isWeek(v), 'iso-week');

export function isWeek(text: string): text is IsoWeek {
  const parts = FORM.exec(text);
  if (!parts) return false;
  const week = Number(parts[2]);
  return week >= 1 && week <= 53 && weekOfDay(mondayOf(text)) === text;
}

/** The office week in which an instant falls. */
export function weekOf(instant: Instant): IsoWeek {
  return weekOfDay(civilDateOf(instant));
}

export function weekOfDay(day: CivilDate): IsoWeek {
  // The week belongs to the year of its Thursday.
  const thursday = addDays(day, 3 - mondayBased(day));
  const year = thursday.slice(0, 4);
  const first = Date.parse(`${year}-01-01T00:00:00.000Z`);
  const week = Math.floor((Date.parse(`${thursday}T00:00:00.000Z`) - first) / (7 * 86_400_000)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}` as IsoWeek;
}

/** The first moment of the week, and the first after it. */
export function weekBounds(week: IsoWeek): { readonly from: Instant; readonly before: Instant } {
  const monday = mondayOf(week);
  return { from: startOfDay(monday), before: startOfDay(addDays(monday, 7)) };
}

/** Monday and Sunday of the week. */
export function weekDays(week: IsoWeek): { readonly monday: CivilDate; readonly sunday: CivilDate } {
  const monday = mondayOf(week);
  return { monday, sunday: addDays(monday, 6) };
}

export function weekBefore(week: IsoWeek): IsoWeek {
  return weekOfDay(addDays(mondayOf(week), -7));
}

export function weekAfter(week: IsoWeek): IsoWeek {
  return weekOfDay(addDays(mondayOf(week), 7));
}

function mondayOf(week: string): CivilDate {
  const parts = FORM.exec(week);
  // 4 January is always in week 1.
  const fourth = `${parts?.[1]}-01-04` as CivilDate;
  return addDays(fourth, (Number(parts?.[2]) - 1) * 7 - mondayBased(fourth));
}

/** 0 for Monday. */
function mondayBased(day: CivilDate): number {
  return (new Date(`${day}T00:00:00.000Z`).getUTCDay() + 6) % 7;
}
