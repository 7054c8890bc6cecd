import { expect, test } from 'vitest';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import { dateConcern } from './date-concern.ts';

const today = '2026-09-28' as CivilDate;
const DAY_MS = 86_400_000;

test.each([
  ['today', '2026-09-28', null, null],
  ['a month ago, typed in after a journey', '2026-08-28', null, null],
  ['tomorrow', '2026-09-29', null, { kind: 'future' }],
  ['a year ago', '2025-09-28', null, { kind: 'longAgo', days: 365 }],
  ['today on a clock that is a year off', '2026-09-28', 365 * DAY_MS, { kind: 'clockOff', days: 365 }],
  ['today on a clock that is behind by a year', '2026-09-28', -365 * DAY_MS, { kind: 'clockOff', days: 365 }],
  ['today on a clock that is two minutes off', '2026-09-28', 120_000, null],
])('%s', (_what, day, skewMs, concern) => {
  expect(dateConcern(day as CivilDate, today, skewMs)).toEqual(concern);
});
