import {
  addDays,
  civilDateOf,
  instantOf,
  officeTimeOf,
  type CivilDate,
  type Instant,
} from '../../../shared/lib/dates.ts';
import type { LinkPlan } from '../../platform/facts.ts';

/** Whether work may start to travel by itself. `opensAt` null: not before somebody asks for it. */
export type Gate = { readonly kind: 'open' } | { readonly kind: 'closed'; readonly opensAt: Instant | null };

const OFFICE_OFFSET_MS = 8 * 3_600_000;
const LOOK_AHEAD_DAYS = 8;

/** The plan's answer for this moment. Hours are the office's; a plan without a single hour opens only by hand. */
export function gateAt(plan: LinkPlan, now: Instant): Gate {
  if (plan.mode === 'automatic') return { kind: 'open' };
  if (plan.mode === 'manual') return { kind: 'closed', opensAt: null };
  const today = civilDateOf(now);
  const time = officeTimeOf(now).slice(0, 5);
  const spans = plan.hours.filter(({ from, to }) => from < to).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  if (worksOn(plan, today) && spans.some(({ from, to }) => from <= time && time < to))
    return { kind: 'open' };
  for (let ahead = 0; ahead < LOOK_AHEAD_DAYS; ahead++) {
    const day = addDays(today, ahead);
    const next = worksOn(plan, day) ? spans.find(({ from }) => ahead > 0 || from > time) : undefined;
    if (next) return { kind: 'closed', opensAt: instantAt(day, next.from) };
  }
  return { kind: 'closed', opensAt: null };
}

function worksOn(plan: LinkPlan, day: CivilDate): boolean {
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
  return plan.days.includes(weekday === 0 ? 7 : weekday);
}

function instantAt(day: CivilDate, time: string): Instant {
  return instantOf(Date.parse(`${day}T${time}:00.000Z`) - OFFICE_OFFSET_MS);
}
