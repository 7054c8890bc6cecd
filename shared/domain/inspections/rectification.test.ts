import { expect, test } from 'vitest';
import type { CivilDate } from '../../lib/dates.ts';
import { proposedDueOn } from './rectification.ts';

test.each([
  ['critical', '2026-10-05'],
  ['minor', '2026-10-13'],
  ['major', '2026-10-28'],
] as const)('a %s finding of 28 September is due on %s', (severity, due) => {
  expect(proposedDueOn(severity, '2026-09-28' as CivilDate)).toBe(due);
});
