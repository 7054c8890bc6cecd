import { addDays, daysBetween, type CivilDate } from '../../lib/dates.ts';
import type { LeadTime } from './lead-times.ts';

/**
 * How near an end is. `ended`: its last valid day has passed. `too-late`: it still stands, but the last useful day for an
 * application has passed. `daily`: nearer than the last lead time. A number: the narrowest lead time it has come under, in days.
 */
export type Stage = 'ended' | 'too-late' | 'daily' | number;

export interface NearEnd {
  readonly stage: Stage;
  /** 0 on the last valid day, negative after it. */
  readonly daysLeft: number;
  readonly lastUsefulDay: CivilDate | null;
}

/** Null while the end is further away than every lead time. */
export function nearEnd(endsOn: CivilDate, today: CivilDate, lead: LeadTime): NearEnd | null {
  const daysLeft = daysBetween(today, endsOn);
  const lastUsefulDay = lastUsefulDayOf(endsOn, lead);
  const stage = stageOf(daysLeft, lastUsefulDay !== null && today > lastUsefulDay, lead);
  return stage === null ? null : { stage, daysLeft, lastUsefulDay };
}

function stageOf(daysLeft: number, isTooLate: boolean, { days }: LeadTime): Stage | null {
  if (daysLeft < 0) return 'ended';
  if (isTooLate) return 'too-late';
  if (daysLeft < Math.min(...days)) return 'daily';
  return days.toSorted((a, b) => a - b).find((one) => daysLeft <= one) ?? null;
}

/** The last day on which an application for renewal is in time; null where there is no such day. */
export function lastUsefulDayOf(endsOn: CivilDate, { lastUsefulDay }: LeadTime): CivilDate | null {
  if (lastUsefulDay === null) return null;
  if ('days' in lastUsefulDay) return addDays(endsOn, -lastUsefulDay.days);
  return monthsBefore(endsOn, lastUsefulDay.months);
}

/** The first day on which the end is near. */
export function warnFrom(endsOn: CivilDate, { days }: LeadTime): CivilDate {
  return addDays(endsOn, -Math.max(...days));
}

/** The same day of an earlier month, or that month's last day. */
function monthsBefore(date: CivilDate, months: number): CivilDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, last)))
    .toISOString()
    .slice(0, 10) as CivilDate;
}
