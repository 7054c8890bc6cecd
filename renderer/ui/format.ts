import { civilDateOf, officeTimeOf, type Instant } from '../../shared/lib/dates.ts';

/** `14:32` on the office's wall clock. */
export function timeText(instant: Instant): string {
  return officeTimeOf(instant).slice(0, 5);
}

/** `14:32:07` on the office's wall clock. */
export function exactTimeText(instant: Instant): string {
  return officeTimeOf(instant);
}

/** `2026-11-24 14:32` on the office's wall clock. */
export function dateTimeText(instant: Instant): string {
  return `${civilDateOf(instant)} ${timeText(instant)}`;
}

/** The time alone when it is on `today`, else with its date. */
export function momentText(instant: Instant, now: Instant): string {
  return civilDateOf(instant) === civilDateOf(now) ? timeText(instant) : dateTimeText(instant);
}

/** Bytes for people: `812 B`, `64.0 KB`, `1.3 MB`; 1 KB is 1,000 bytes, as links are measured. */
export function bytesText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} KB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(2)} GB`;
}
