import { expect, test } from 'vitest';
import notice from '../../../resources/domain/holidays-2026.json' with { type: 'json' };
import { aTask } from '../../../test/support/planning-builders.ts';
import type { CivilDate } from '../../lib/dates.ts';
import { HolidayYear } from '../clocks/work-calendar.ts';
import { taskDue } from './due.ts';
import type { InspectionTask } from './task.ts';

const years = [HolidayYear.parse(notice)];
const first = aTask().events[0]!;
const concluded = (on: string): InspectionTask =>
  aTask({
    state: 'concluded',
    events: [
      first,
      { ...first, kind: 'concluded', on: on as CivilDate, result: 'no-problem', text: '', movedTo: '' },
    ],
  });

test('the result is published within twenty working days of the conclusion', () => {
  expect(taskDue(concluded('2026-09-28'), 20, years)).toEqual({
    kind: 'publication',
    from: '2026-09-28',
    on: '2026-10-30',
  });
});

test('into a year without a published calendar the last day is unknown, not estimated', () => {
  expect(taskDue(concluded('2026-12-20'), 20, years)).toMatchObject({ on: null });
});

test('before the notice and after the publication nothing is due', () => {
  expect(taskDue(aTask(), 20, years)).toBe(null);
  expect(taskDue(aTask({ state: 'published' }), 20, years)).toBe(null);
});
