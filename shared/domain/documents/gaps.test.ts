import { expect, test } from 'vitest';
import type { Instant } from '../../lib/dates.ts';
import type { DeviceId, LogId, RecordId } from '../../lib/ids.ts';
import { gapsOf } from './gaps.ts';
import { jumped, newSeries, take, type NumberBlock } from './numbers.ts';

const KEY = { prefectureCode: '653100', series: 'inspection-notice', year: 2026 };
const [HERE, THERE] = ['01JD0000000000000000000000', '01JD0000000000000000000009'] as [LogId, LogId];

function lent(logId: LogId, from: number, to: number): NumberBlock {
  const deviceId = '01JD0000000000000000000001' as DeviceId;
  return {
    ...KEY,
    id: `${logId}:1` as RecordId,
    logId,
    deviceId,
    from,
    to,
    lentAt: '2026-11-24T00:00:00.000Z' as Instant,
  };
}

test('every number of a row that stands on no paper has its reason', () => {
  const row = take(jumped(take(newSeries(KEY, 'E1', false), 8).row, 'E2'), 1).row;
  const gaps = gapsOf(row, [lent(HERE, 2, 4), lent(THERE, 5, 6)], new Set([1, 2, 509]), HERE);
  expect(gaps).toEqual([
    { from: 3, to: 4, reason: 'lent-here' },
    { from: 5, to: 6, reason: 'lent-elsewhere' },
    { from: 7, to: 8, reason: 'elsewhere' },
    { from: 9, to: 508, reason: 'restore' },
  ]);
});
