import { expect, test } from 'vitest';
import leadTimes from '../../../resources/domain/lead-times.json' with { type: 'json' };
import { LeadTimes } from './lead-times.ts';

test('the lead times of the house are readable and none is left out', () => {
  const read = LeadTimes.parse(leadTimes);
  expect(read.cma).toEqual({ days: [180, 120, 100], lastUsefulDay: { months: 3 } });
});
