import type { CivilDate } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import type { Rectification } from './rectification.ts';

/** A finding as far as it may come back: what was found where and when. */
export interface Found {
  readonly findingId: RecordId;
  readonly institutionId: RecordId;
  readonly itemId: string | null;
  readonly foundOn: CivilDate;
}

/**
 * The latest earlier finding of the same item at the same institution, at most so many months before. A finding of the same day
 * belongs to the same visit and is no return.
 */
export function earlierFinding(
  found: Found,
  others: readonly Found[],
  withinMonths: number,
): Rectification['repeated'] {
  if (found.itemId === null) return null;
  const from = monthsBefore(found.foundOn, withinMonths);
  const [latest] = others
    .filter((other) => other.institutionId === found.institutionId && other.itemId === found.itemId)
    .filter((other) => other.findingId !== found.findingId)
    .filter((other) => other.foundOn >= from && other.foundOn < found.foundOn)
    .toSorted((a, b) =>
      a.foundOn === b.foundOn ? order(a.findingId, b.findingId) : order(b.foundOn, a.foundOn),
    );
  return latest ? { findingId: latest.findingId, foundOn: latest.foundOn } : null;
}

/** The same day so many months earlier, or that month's last day. */
export function monthsBefore(date: CivilDate, months: number): CivilDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, last)))
    .toISOString()
    .slice(0, 10) as CivilDate;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
