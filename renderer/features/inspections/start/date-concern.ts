import { daysBetween, type CivilDate } from '../../../../shared/lib/dates.ts';

/** Why the day of a visit should be looked at once more; it is never refused, since only the officers know when they were there. */
export type DateConcern =
  | { readonly kind: 'future' }
  | { readonly kind: 'longAgo'; readonly days: number }
  | { readonly kind: 'clockOff'; readonly days: number };

// Visits are entered on the day; a month covers a laptop that was away.
const LONG_AGO_DAYS = 31;
const DAY_MS = 86_400_000;

/** `skewMs`: this machine's clock minus the server's at the last contact, null before it. A wrong clock explains a wrong day. */
export function dateConcern(
  startedOn: CivilDate,
  today: CivilDate,
  skewMs: number | null,
): DateConcern | null {
  const skewDays = Math.round(Math.abs(skewMs ?? 0) / DAY_MS);
  if (skewDays >= 1) return { kind: 'clockOff', days: skewDays };
  const days = daysBetween(startedOn, today);
  if (days < 0) return { kind: 'future' };
  return days > LONG_AGO_DAYS ? { kind: 'longAgo', days } : null;
}
