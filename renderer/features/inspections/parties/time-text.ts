import {
  instantOf,
  officeTimeOf,
  startOfDay,
  type CivilDate,
  type Instant,
} from '../../../../shared/lib/dates.ts';

/** `HH:MM` of what was typed: `9:40`, `940`, `0940`, `９：40`; null when it is no time of day. */
export function timeOf(typed: string): string | null {
  const plain = typed.normalize('NFKC').trim();
  const parts = /^(\d{1,2})[:.]?(\d{2})$/.exec(plain);
  if (!parts) return null;
  const [hours, minutes] = [Number(parts[1]), Number(parts[2])];
  if (hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** That time on the day of the visit, by the office's clock. */
export function momentOf(day: CivilDate, time: string): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return instantOf(Date.parse(startOfDay(day)) + (hours * 60 + minutes) * 60_000);
}

export function timeShown(instant: Instant | null): string {
  return instant === null ? '' : officeTimeOf(instant).slice(0, 5);
}
