import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aQualityPlan } from '../../../test/support/quality-builders.ts';
import { reviewOutcome, type Verdict } from './outcome.ts';
import { tally } from './score.ts';

const { rules, form } = aQualityPlan('plan');
const verdict = (total: number, ...vetoes: string[]): Verdict => ({ total, vetoes });
const verdicts = fc.record({
  total: fc.integer({ min: 0, max: 100 }),
  vetoes: fc.constantFrom<readonly string[]>([], ['QR-C01']),
});

test('the mean of two counts, in tenths, and gives the grade: 90, 80, 60', () => {
  expect(reviewOutcome(rules, [verdict(90), verdict(89)])).toMatchObject({ tenths: 895, grade: 'good' });
  expect(reviewOutcome(rules, [verdict(90), verdict(90)])).toMatchObject({ grade: 'excellent' });
  expect(reviewOutcome(rules, [verdict(60), verdict(60)])).toMatchObject({ grade: 'pass' });
  expect(reviewOutcome(rules, [verdict(59), verdict(60)])).toMatchObject({ grade: 'fail' });
});

test('exactly ten points apart is no reason for a third reviewer, eleven is', () => {
  expect(reviewOutcome(rules, [verdict(70), verdict(80)]).kind).toBe('agreed');
  expect(reviewOutcome(rules, [verdict(70), verdict(81)])).toEqual({
    kind: 'third-needed',
    why: 'difference',
  });
});

test('a veto seen by one of two is disputed; seen by both, or by two of three, it gives the lowest grade', () => {
  const seen = verdict(92, 'QR-C01');
  expect(reviewOutcome(rules, [seen, verdict(92)])).toEqual({ kind: 'third-needed', why: 'veto' });
  expect(reviewOutcome(rules, [seen, seen])).toMatchObject({ grade: 'fail', vetoes: ['QR-C01'] });
  expect(reviewOutcome(rules, [seen, verdict(92), seen])).toMatchObject({ grade: 'fail' });
  expect(reviewOutcome(rules, [seen, verdict(92), verdict(92)])).toMatchObject({
    grade: 'excellent',
    vetoes: [],
  });
});

test('of three the two nearest count', () => {
  expect(reviewOutcome(rules, [verdict(60), verdict(90), verdict(86)])).toMatchObject({ tenths: 880 });
  expect(reviewOutcome(rules, [verdict(60), verdict(80), verdict(70)])).toMatchObject({ tenths: 650 });
});

test('the order of reviewers never matters, and the result lies between the lowest and the highest', () =>
  fc.assert(
    fc.property(fc.array(verdicts, { minLength: 2, maxLength: 3 }), (all) => {
      const outcome = reviewOutcome(rules, all);
      expect(reviewOutcome(rules, all.toReversed())).toEqual(outcome);
      if (outcome.kind !== 'agreed') return;
      const totals = all.map((one) => one.total * 10);
      expect(Number.isSafeInteger(outcome.tenths)).toBe(true);
      expect(outcome.tenths).toBeGreaterThanOrEqual(Math.min(...totals));
      expect(outcome.tenths).toBeLessThanOrEqual(Math.max(...totals));
    }),
  ));

test('a tally names what is missing and what is a veto; a value of the wrong kind is missing', () => {
  const item = (itemId: string, value: number | 'yes' | 'no') => ({ itemId, value, remark: '' });
  expect(tally(form.items, [item('QR-A01', 40), item('QR-C01', 0), item('QR-H01', 'no')])).toEqual({
    total: 40,
    vetoes: ['QR-C01', 'QR-H01'],
    missing: [],
  });
  expect(tally(form.items, [item('QR-A01', 51), item('QR-C01', 'yes')])).toMatchObject({
    missing: ['QR-A01', 'QR-C01', 'QR-H01'],
  });
});
