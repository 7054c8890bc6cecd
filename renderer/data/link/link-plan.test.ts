import { expect, test } from 'vitest';
import type { Instant } from '../../../shared/lib/dates.ts';
import { FIRST_LINK_PLAN, type LinkPlan } from '../../../shared/ipc/link-calls.ts';
import { gateAt } from './link-plan.ts';
import { addUsage, noUsage, photoAllowance } from './link-usage.ts';

const plan: LinkPlan = { ...FIRST_LINK_PLAN, mode: 'hours' };
/** Beijing time as an instant. */
const at = (time: string): Instant => new Date(`${time}:00+08:00`).toISOString() as Instant;

test.each([
  ['2026-11-24T09:59', '2026-11-24T10:00'],
  ['2026-11-24T14:00', '2026-11-24T16:00'],
  ['2026-11-24T21:00', '2026-11-25T10:00'],
  // From Friday evening to Monday.
  ['2026-11-27T20:00', '2026-11-30T10:00'],
])('at %s the office is closed and opens at %s', (now, opensAt) => {
  expect(gateAt(plan, at(now))).toEqual({ kind: 'closed', opensAt: at(opensAt) });
});

test.each(['2026-11-24T10:00', '2026-11-24T13:59', '2026-11-24T16:30'])('at %s it is open', (now) => {
  expect(gateAt(plan, at(now))).toEqual({ kind: 'open' });
});

test('a plan without hours opens only by hand', () => {
  expect(gateAt({ ...plan, hours: [] }, at('2026-11-24T10:00'))).toEqual({ kind: 'closed', opensAt: null });
  expect(gateAt({ ...plan, days: [] }, at('2026-11-24T10:00'))).toEqual({ kind: 'closed', opensAt: null });
});

test('a new day and a new month of the budget begin at nothing, on the office’s calendar', () => {
  const budget = { ...plan, dayBudgetBytes: 100, monthBudgetBytes: 150 };
  const monday = addUsage(noUsage(at('2026-11-30T23:00')), 80, at('2026-11-30T23:00'));
  expect(photoAllowance(budget, monday, at('2026-11-30T23:59'))).toEqual({ bytes: 20, limitedBy: 'day' });
  expect(photoAllowance(budget, monday, at('2026-12-01T00:00'))).toEqual({ bytes: 100, limitedBy: 'day' });
});

test('the tighter of both budgets holds, and text beyond it leaves nothing for photos', () => {
  const budget = { ...plan, dayBudgetBytes: 100, monthBudgetBytes: 120 };
  const early = addUsage(noUsage(at('2026-11-23T12:00')), 90, at('2026-11-23T12:00'));
  const next = addUsage(early, 50, at('2026-11-24T12:00'));
  expect(photoAllowance(budget, next, at('2026-11-24T12:00'))).toEqual({ bytes: 0, limitedBy: 'month' });
});
