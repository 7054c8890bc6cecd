import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AnswerValue } from '../../../../shared/domain/inspections/inspection.ts';
import { decimalOf } from './decimal.ts';

test.each([
  ['6', '6'],
  [' 006 ', '6'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['１２．５', '12.5'],
  ['٣٫٥', '3.5'],
  ['-0', '0'],
  ['-3.25', '-3.25'],
])('%s is kept as %s', (typed, kept) => expect(decimalOf(typed)).toBe(kept));

test.each(['', 'six', '1,5', '1e3', '1.23456', '1234567890123', '--1', '0x10'])('%j is no number', (typed) =>
  expect(decimalOf(typed)).toBeNull(),
);

test('whatever is typed, what comes out fits the log and stays itself', () =>
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.double().map(String), fc.stringMatching(/^[-.0-9０-９]{1,16}$/)),
      (typed) => {
        const kept = decimalOf(typed);
        fc.pre(kept !== null);
        expect(AnswerValue.safeParse({ kind: 'number', value: kept }).success).toBe(true);
        expect(decimalOf(kept)).toBe(kept);
      },
    ),
  ));
