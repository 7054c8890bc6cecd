import { addDays, daysBetween, type CivilDate } from '../../lib/dates.ts';
import { UNREPORTED } from './life.ts';
import { lastDay, type Rectification } from './rectification.ts';
import type { RectificationRules } from './rules.ts';

/** How near the last day is; a number: so many days before it the rules recall it. */
export type Reminder = 'overdue' | 'half-time' | number;

/** 0 on the last day, negative once it has passed. */
export function daysLeft(of: Pick<Rectification, 'dueOn' | 'extendedTo'>, today: CivilDate): number {
  return daysBetween(today, lastDay(of));
}

/** Late: the last day has passed and no report came. After the report it is the bureau's turn. */
export function isOverdue(
  of: Pick<Rectification, 'state' | 'dueOn' | 'extendedTo'>,
  today: CivilDate,
): boolean {
  return UNREPORTED.includes(of.state) && daysLeft(of, today) < 0;
}

/** What to recall today: the narrowest lead it has come under; null while it is further away, or reported. */
export function reminderOf(
  of: Pick<Rectification, 'state' | 'orderedOn' | 'dueOn' | 'extendedTo'>,
  today: CivilDate,
  { remind }: RectificationRules,
): Reminder | null {
  if (!UNREPORTED.includes(of.state)) return null;
  const left = daysLeft(of, today);
  if (left < 0) return 'overdue';
  const near = remind.daysBefore.toSorted((a, b) => a - b).find((days) => left <= days);
  if (near !== undefined) return near;
  return remind.atHalfTime && today >= halfTime(of) ? 'half-time' : null;
}

/** The day on which half of the time has passed, rounded down. */
export function halfTime(of: Pick<Rectification, 'orderedOn' | 'dueOn' | 'extendedTo'>): CivilDate {
  return addDays(of.orderedOn, Math.floor(daysBetween(of.orderedOn, lastDay(of)) / 2));
}
