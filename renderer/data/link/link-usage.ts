import { civilDateOf, type CivilDate, type Instant } from '../../../shared/lib/dates.ts';
import type { LinkPlan } from '../../platform/facts.ts';

/** Bytes over the line, of the office's current day and month. */
export interface LinkUsage {
  readonly day: CivilDate;
  readonly dayBytes: number;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly monthBytes: number;
  /** The day for which somebody let photos pass the budget. */
  readonly overriddenOn: CivilDate | null;
}

/** Bytes that photos may still take, and which budget ends them; null bytes: no limit. */
export interface Allowance {
  readonly bytes: number | null;
  readonly limitedBy: 'day' | 'month' | null;
}

export function noUsage(now: Instant): LinkUsage {
  const day = civilDateOf(now);
  return { day, dayBytes: 0, month: day.slice(0, 7), monthBytes: 0, overriddenOn: null };
}

/** The counts as of now: a new day and a new month begin at nothing. */
export function usageAt(usage: LinkUsage, now: Instant): LinkUsage {
  const fresh = noUsage(now);
  return {
    day: fresh.day,
    dayBytes: usage.day === fresh.day ? usage.dayBytes : 0,
    month: fresh.month,
    monthBytes: usage.month === fresh.month ? usage.monthBytes : 0,
    overriddenOn: usage.overriddenOn === fresh.day ? usage.overriddenOn : null,
  };
}

export function addUsage(usage: LinkUsage, bytes: number, now: Instant): LinkUsage {
  const current = usageAt(usage, now);
  return { ...current, dayBytes: current.dayBytes + bytes, monthBytes: current.monthBytes + bytes };
}

/** Text is counted and never held; what it took is missing for photos. */
export function photoAllowance(plan: LinkPlan, usage: LinkUsage, now: Instant): Allowance {
  const current = usageAt(usage, now);
  if (current.overriddenOn !== null) return { bytes: null, limitedBy: null };
  const day = plan.dayBudgetBytes === null ? null : Math.max(0, plan.dayBudgetBytes - current.dayBytes);
  const month =
    plan.monthBudgetBytes === null ? null : Math.max(0, plan.monthBudgetBytes - current.monthBytes);
  if (month !== null && (day === null || month < day)) return { bytes: month, limitedBy: 'month' };
  return { bytes: day, limitedBy: day === null ? null : 'day' };
}
