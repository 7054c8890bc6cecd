import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochMsOf, instantOf } from '../../lib/dates.ts';
import { rightOverTime, type OfficerPeriod } from './right-over-time.ts';
import { trueTimeOf, type AnchorPoint } from './true-time.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);
const day = (n: number) => instantOf(START + n * DAY);
const period = (from: number | null, over: Partial<OfficerPeriod> = {}): OfficerPeriod => ({
  from: from === null ? null : day(from),
  roles: ['inspector'],
  active: true,
  prefectureCode: '653100',
  ...over,
});

describe('a right counts by the time in which the act lies', () => {
  const history = [period(0, { roles: ['case-handler'] }), period(10), period(20, { active: false })];
  const over = (from: number, to: number) =>
    rightOverTime(history, { from: day(from), to: day(to) }, 'inspect').kind;

  test('S50: held throughout it applies, at no moment it refuses, at some a head must confirm', () => {
    expect([over(10, 19), over(0, 9), over(20, 30), over(5, 12), over(15, 25), over(0, 30)]).toEqual([
      'throughout',
      'never',
      'never',
      'partly',
      'partly',
      'partly',
    ]);
  });

  test('before anything is known of an officer no right is held', () => {
    expect(rightOverTime([period(10)], { from: day(5), to: day(12) }, 'inspect').kind).toBe('partly');
    expect(rightOverTime([period(10)], { from: day(5), to: day(6) }, 'inspect').kind).toBe('never');
    expect(rightOverTime([period(null)], { from: day(5), to: day(6) }, 'inspect')).toEqual({
      kind: 'throughout',
      prefectures: ['653100'],
    });
  });

  test('an officer who moved held it in both prefectures', () => {
    const moved = [period(0), period(10, { prefectureCode: '653200' })];
    expect(rightOverTime(moved, { from: day(5), to: day(12) }, 'inspect')).toEqual({
      kind: 'throughout',
      prefectures: ['653100', '653200'],
    });
  });

  test('a shorter time never turns applied into refused, nor refused into applied', () => {
    const histories = fc
      .array(
        fc.record({
          at: fc.integer({ min: 0, max: 60 }),
          roles: fc.constantFrom(['inspector' as const], ['case-handler' as const]),
          active: fc.boolean(),
        }),
        { minLength: 1, maxLength: 6 },
      )
      .map((rows) => rows.toSorted((a, b) => a.at - b.at).map(({ at, ...over }) => period(at, over)));
    const four = fc.array(fc.integer({ min: 0, max: 70 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(histories, four, (periods, days) => {
        const [a, b, c, d] = days.toSorted((x, y) => x - y) as [number, number, number, number];
        const wide = rightOverTime(periods, { from: day(a), to: day(d) }, 'inspect').kind;
        const narrow = rightOverTime(periods, { from: day(b), to: day(c) }, 'inspect').kind;
        if (wide !== 'partly') expect(narrow).toBe(wide);
      }),
    );
  });
});

describe('the time in which an act lies', () => {
  const act = { bootId: 'b', elapsedMs: 5 * DAY };

  test('begins at the last signed time before it and ends at its arrival', () => {
    const anchors: AnchorPoint[] = [{ at: day(3), bootId: 'other', elapsedMs: 0 }];
    expect(trueTimeOf(act, day(1), day(30), anchors)).toEqual({ from: day(3), to: day(30) });
    expect(trueTimeOf(act, day(1), day(30), [])).toEqual({ from: day(1), to: day(30) });
  });

  test('is a matter of minutes when the machine has run since the anchor', () => {
    const anchors: AnchorPoint[] = [{ at: day(3), bootId: 'b', elapsedMs: 4 * DAY }];
    const { from, to } = trueTimeOf(act, day(1), day(30), anchors);
    const slackMs = 10 * 60_000 + DAY / 1000;
    expect([from, to]).toEqual([instantOf(START + 4 * DAY - slackMs), instantOf(START + 4 * DAY + slackMs)]);
  });

  test('is not narrowed by a clock that contradicts itself', () => {
    const later: AnchorPoint[] = [{ at: day(3), bootId: 'b', elapsedMs: 6 * DAY }];
    expect(trueTimeOf(act, day(1), day(30), later)).toEqual({ from: day(3), to: day(30) });
    const beyond: AnchorPoint[] = [{ at: day(3), bootId: 'b', elapsedMs: 0 }];
    expect(trueTimeOf(act, day(1), day(4), beyond)).toEqual({ from: day(3), to: day(4) });
  });

  test('every further anchor only narrows it, and it never leaves floor and arrival', () => {
    const anchor = fc.record({
      at: fc.integer({ min: 0, max: 40 }).map(day),
      bootId: fc.constantFrom('b', 'c'),
      elapsedMs: fc.integer({ min: 0, max: 10 }).map((days) => days * DAY),
    });
    fc.assert(
      fc.property(fc.array(anchor, { maxLength: 5 }), anchor, (before, one) => {
        const less = trueTimeOf(act, day(1), day(30), before);
        const more = trueTimeOf(act, day(1), day(30), [...before, one]);
        for (const { from, to } of [less, more]) {
          expect(epochMsOf(from)).toBeLessThanOrEqual(epochMsOf(to));
          expect(from >= day(1) && to <= day(30)).toBe(true);
        }
        expect(more.from >= less.from || more.to <= less.to).toBe(true);
      }),
    );
  });
});
