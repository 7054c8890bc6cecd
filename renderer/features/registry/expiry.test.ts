import { expect, test } from 'vitest';
import type { CivilDate } from '../../../shared/lib/dates.ts';
import { expiryOf } from './expiry.ts';

const today = '2026-09-28' as CivilDate;

test.each([
  ['2026-09-27', { kind: 'ended', daysLeft: -1 }],
  ['2026-09-28', { kind: 'today', daysLeft: 0 }],
  ['2026-09-29', { kind: 'soon', daysLeft: 1 }],
  ['2026-11-27', { kind: 'soon', daysLeft: 60 }],
  ['2026-11-28', { kind: 'in-force', daysLeft: 61 }],
])('a licence valid to %s stands as it is told', (validTo, expected) => {
  expect(expiryOf(validTo as CivilDate, today)).toEqual(expected);
});
