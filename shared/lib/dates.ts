import { z } from 'zod';

/** A moment: ISO 8601 in UTC with milliseconds, `2026-09-28T03:04:05.006Z`. */
export type Instant = string & { readonly __brand: 'Instant' };
/** A day in the office's calendar (Asia/Shanghai): `YYYY-MM-DD`. Statutory clocks count these. */
export type CivilDate = string & { readonly __brand: 'CivilDate' };

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const CIVIL = /^(\d{4})-(\d{2})-(\d{2})$/;

// China has kept UTC+8 without summer time since 1992; the product handles no earlier dates.
const OFFICE_OFFSET_MS = 8 * 3_600_000;

export const Instant = z.custom<Instant>(
  (v) => typeof v === 'string' && INSTANT.test(v) && !Number.isNaN(Date.parse(v)),
  'instant',
);
export const CivilDate = z.custom<CivilDate>((v) => typeof v === 'string' && isCivilDate(v), 'civil-date');

export function isCivilDate(text: string): text is CivilDate {
  const parts = CIVIL.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString() as Instant;
}

export function epochMsOf(instant: Instant): number {
  return Date.parse(instant);
}

/** The office's civil day on which an instant falls. */
export function civilDateOf(instant: Instant): CivilDate {
  return new Date(Date.parse(instant) + OFFICE_OFFSET_MS).toISOString().slice(0, 10) as CivilDate;
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * 86_400_000)
    .toISOString()
    .slice(0, 10) as CivilDate;
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Math.round((Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / 86_400_000);
}

/** Midnight at which an office day begins. */
export function startOfDay(date: CivilDate): Instant {
  return instantOf(Date.parse(`${date}T00:00:00.000Z`) - OFFICE_OFFSET_MS);
}

/** `HH:MM:SS` on the office's wall clock. */
export function officeTimeOf(instant: Instant): string {
  return new Date(Date.parse(instant) + OFFICE_OFFSET_MS).toISOString().slice(11, 19);
}
