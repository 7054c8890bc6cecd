import { expect, test } from 'vitest';
import { LEAD, PARTNER } from '../../../test/support/inspection-builders.ts';
import { aTask, HEAD } from '../../../test/support/planning-builders.ts';
import type { CivilDate } from '../../../shared/lib/dates.ts';
import { workOf } from './task-items.ts';

const TODAY = '2026-09-28' as CivilDate;
const day = (on: string | null): { kind: 'publication'; on: CivilDate | null; from: CivilDate } => ({
  kind: 'publication',
  on: on as CivilDate | null,
  from: TODAY,
});

test('an approval is asked of those who may and did not make the task', () => {
  expect(workOf(aTask(), null, HEAD, true, TODAY)).toEqual({ asks: 'approve', due: null, group: 'thisWeek' });
  expect(workOf(aTask(), null, LEAD, true, TODAY)).toBe(null);
  expect(workOf(aTask(), null, PARTNER, false, TODAY)).toBe(null);
});

test('the notice is asked of the two who inspect, and of nobody else', () => {
  const task = aTask({ state: 'drawn' });
  expect(workOf(task, null, PARTNER, false, TODAY)).toMatchObject({ asks: 'notify' });
  expect(workOf(task, null, HEAD, true, TODAY)).toBe(null);
});

test('a publication comes on the list a week before its last day, and is late after it', () => {
  const task = aTask({ state: 'concluded' });
  expect(workOf(task, day('2026-10-30'), LEAD, false, TODAY)).toBe(null);
  expect(workOf(task, day('2026-10-05'), LEAD, false, TODAY)).toMatchObject({
    asks: 'publish',
    group: 'thisWeek',
  });
  expect(workOf(task, day('2026-09-27'), LEAD, false, TODAY)).toMatchObject({ group: 'overdue' });
  expect(workOf(task, day(null), LEAD, false, TODAY)).toEqual({
    asks: 'publish',
    due: null,
    group: 'thisWeek',
  });
});
