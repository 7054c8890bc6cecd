import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeviceId, LogId, RecordId } from '../../lib/ids.ts';
import type { Instant } from '../../lib/dates.ts';
import { isIn, jumped, newSeries, nextOwn, RESTORE_RESERVE, take, type NumberBlock } from './numbers.ts';

const KEY = { prefectureCode: '653100', series: 'inspection-notice', year: 2026 };

function block(from: number, to: number): NumberBlock {
  return {
    ...KEY,
    id: `01JD0000000000000000000000:${from}` as RecordId,
    logId: '01JD0000000000000000000000' as LogId,
    deviceId: '01JD0000000000000000000001' as DeviceId,
    from,
    to,
    lentAt: '2026-11-24T00:00:00.000Z' as Instant,
  };
}

describe('official numbers', () => {
  test('a lent block is used from its first free number to its last, then there is none', () => {
    const blocks = [block(21, 22), block(3, 4)];
    expect(nextOwn(blocks, new Set())?.number).toBe(3);
    expect(nextOwn(blocks, new Set([3, 4]))).toEqual({ blockId: blocks[0]?.id, number: 21 });
    expect(nextOwn(blocks, new Set([3, 4, 21, 22]))).toBeNull();
    expect(nextOwn([], new Set())).toBeNull();
  });

  test('a row that begins after a restore begins past the reserve', () => {
    expect(take(newSeries(KEY, 'E1', false), 1).range).toEqual({ from: 1, to: 1 });
    const late = newSeries(KEY, 'E2', true);
    expect(late.skipped).toEqual([{ from: 1, to: RESTORE_RESERVE }]);
    expect(take(late, 1).range.from).toBe(RESTORE_RESERVE + 1);
  });

  test('no number is lent or given twice, whatever is asked and however often the server is restored', () => {
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ kind: fc.constant('take' as const), count: fc.integer({ min: 1, max: 20 }) }),
      },
      { weight: 1, arbitrary: fc.constant({ kind: 'backup' as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'restore' as const }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let row = newSeries(KEY, 'E0', false);
        let saved = row;
        let sinceBackup = 0;
        let epoch = 0;
        const given = new Set<number>();
        for (const one of steps) {
          if (one.kind === 'backup') [saved, sinceBackup] = [row, 0];
          if (one.kind === 'restore') {
            row = jumped(saved, `E${++epoch}`);
            // What was given since the backup lies in the range jumped over: papers that bear it are still taken.
            for (const number of given)
              if (number > saved.last) expect(row.skipped.some((range) => isIn(range, number))).toBe(true);
            [saved, sinceBackup] = [row, 0];
          }
          if (one.kind === 'take' && sinceBackup + one.count <= RESTORE_RESERVE) {
            const { row: next, range } = take(row, one.count);
            for (let number = range.from; number <= range.to; number++) {
              expect(given.has(number)).toBe(false);
              given.add(number);
            }
            sinceBackup += one.count;
            row = next;
          }
        }
      }),
    );
  });
});
