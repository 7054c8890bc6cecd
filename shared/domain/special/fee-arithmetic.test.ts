import fc from 'fast-check';
import { expect, test } from 'vitest';
import standards from '../../../resources/domain/fee-standards.json' with { type: 'json' };
import type { RecordId } from '../../lib/ids.ts';
import { allowedFen, feeGroups, feeTotals, fenOf, yuanText } from './fee-arithmetic.ts';
import type { FeeLine } from './fee-check.ts';
import { capFen, FeeStandards, type FeeRule } from './fee-standard.ts';

const MANY_FEN = 10_000_000_000;
const rules: fc.Arbitrary<FeeRule> = fc.oneof(
  fc.record({ kind: fc.constant('per-unit' as const), maxFen: fc.integer({ min: 0, max: 10_000_000 }) }),
  fc
    .record({
      baseFen: fc.integer({ min: 0, max: 1_000_000 }),
      from: fc.uniqueArray(fc.integer({ min: 0, max: MANY_FEN }), { minLength: 1, maxLength: 5 }),
      permille: fc.integer({ min: 0, max: 1000 }),
    })
    .map(({ baseFen, from, permille }) => ({
      kind: 'tiers' as const,
      baseFen,
      tiers: from.toSorted((a, b) => a - b).map((fromFen) => ({ fromFen, permille })),
    })),
);
const lines: fc.Arbitrary<FeeLine> = fc.record({
  id: fc.integer({ min: 1, max: 1_000_000 }).map((n) => `L${n}` as RecordId),
  opinionNo: fc.constantFrom('1', '2', '3'),
  itemCode: fc.constantFrom('FM-INJURY', 'PE-TRACE'),
  rule: rules,
  units: fc.integer({ min: 1, max: 20 }),
  disputedFen: fc.integer({ min: 0, max: MANY_FEN }),
  displayedFen: fc.option(fc.integer({ min: 0, max: 10_000_000 }), { nil: null }),
  chargedFen: fc.integer({ min: 0, max: 100_000_000 }),
  reliefFen: fc.integer({ min: 0, max: 1_000_000 }),
  hasReceipt: fc.boolean(),
  refundedFen: fc.integer({ min: 0, max: 1_000_000 }),
  remark: fc.constant(''),
});

const plain: FeeLine = {
  id: 'L1' as RecordId,
  opinionNo: '1',
  itemCode: 'FM-INJURY',
  rule: { kind: 'per-unit', maxFen: 80_000 },
  units: 1,
  disputedFen: 0,
  displayedFen: 80_000,
  chargedFen: 80_000,
  reliefFen: 0,
  hasReceipt: true,
  refundedFen: 0,
  remark: '',
};

test('the standards that come with the app are read, and say that nobody has confirmed them', () => {
  expect(FeeStandards.parse(standards).confirmed).toBe(false);
});

test('over-charge is what is above the lower of standard and display, after relief; a refund lowers what is outstanding', () => {
  expect(feeTotals([plain])).toMatchObject({ overFen: 0, outstandingFen: 0 });
  expect(feeTotals([{ ...plain, chargedFen: 80_001 }])).toMatchObject({ overFen: 1 });
  expect(feeTotals([{ ...plain, displayedFen: 60_000 }])).toMatchObject({ overFen: 20_000 });
  expect(feeTotals([{ ...plain, reliefFen: 30_000, refundedFen: 10_000 }])).toMatchObject({
    overFen: 30_000,
    outstandingFen: 20_000,
  });
});

test('a tiered standard adds each step to the one before', () => {
  const rule: FeeRule = {
    kind: 'tiers',
    baseFen: 150_000,
    tiers: [
      { fromFen: 10_000_000, permille: 10 },
      { fromFen: 50_000_000, permille: 8 },
    ],
  };
  const of = (disputedFen: number) => capFen(rule, { units: 1, disputedFen });
  expect([of(0), of(10_000_000), of(50_000_000), of(60_000_000)]).toEqual([
    150_000, 150_000, 550_000, 630_000,
  ]);
});

test('one charge divided into parts is added up again: dividing it never lowers the over-charge', () => {
  expect(
    feeTotals([
      { ...plain, chargedFen: 50_000 },
      { ...plain, id: 'L2' as RecordId, chargedFen: 50_000 },
    ]),
  ).toMatchObject({
    overFen: 20_000,
    split: 1,
  });
  fc.assert(
    fc.property(lines, fc.integer({ min: 0, max: 100 }), (line, share) => {
      const part = Math.floor((line.chargedFen * share) / 100);
      const parts = [
        { ...line, chargedFen: part, refundedFen: 0 },
        { ...line, chargedFen: line.chargedFen - part },
      ];
      expect(feeTotals(parts).overFen).toBe(feeTotals([line]).overFen);
    }),
  );
});

test('sums are whole fen, do not depend on the order, and no part is larger than the whole', () =>
  fc.assert(
    fc.property(fc.array(lines, { maxLength: 20 }), (sample) => {
      const totals = feeTotals(sample);
      for (const value of Object.values(totals)) expect(Number.isSafeInteger(value)).toBe(true);
      expect(feeTotals(sample.toReversed())).toEqual(totals);
      expect(totals.overFen).toBeLessThanOrEqual(totals.chargedFen);
      expect(totals.outstandingFen).toBeLessThanOrEqual(totals.overFen);
      expect(totals.outstandingFen).toBeGreaterThanOrEqual(totals.overFen - totals.refundedFen);
      for (const group of feeGroups(sample))
        expect(group.overFen).toBe(Math.max(0, group.chargedFen - Math.max(...group.lines.map(allowedFen))));
    }),
  ));

test('more charged is never less over-charged, and a higher standard never more', () =>
  fc.assert(
    fc.property(lines, fc.integer({ min: 0, max: 1_000_000 }), (line, more) => {
      const over = feeTotals([line]).overFen;
      expect(feeTotals([{ ...line, chargedFen: line.chargedFen + more }]).overFen).toBeGreaterThanOrEqual(
        over,
      );
      if (line.displayedFen !== null)
        expect(feeTotals([{ ...line, displayedFen: line.displayedFen + more }]).overFen).toBeLessThanOrEqual(
          over,
        );
    }),
  ));

test('yuan are written and read digit by digit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999_999_999_999 }), (fen) => {
      expect(fenOf(yuanText(fen))).toBe(fen);
    }),
  );
  expect([fenOf('0.1'), fenOf('1,234.5'), fenOf('1.005'), fenOf('-1'), fenOf('')]).toEqual([
    10,
    123_450,
    null,
    null,
    null,
  ]);
});
