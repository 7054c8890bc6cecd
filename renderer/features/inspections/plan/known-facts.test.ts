import { expect, test } from 'vitest';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type {
  ProficiencyResult,
  ProficiencyState,
} from '../../../../shared/domain/proficiency/proficiency-test.ts';
import type { Grade } from '../../../../shared/domain/quality/plan.ts';
import type { RectificationState } from '../../../../shared/domain/rectification/rectification.ts';
import { knownFacts, type FactRecords } from './known-facts.ts';

const TODAY = '2026-06-10' as CivilDate;
const A = 'A' as RecordId;
const none: FactRecords = { visits: [], rectifications: [], tests: [], reviews: [] };
const of = (records: Partial<FactRecords>) => knownFacts({ ...none, ...records }, 2026, TODAY).get(A);

const order = (state: RectificationState, dueOn: string, extendedTo: string | null = null) => ({
  institutionId: A,
  state,
  dueOn: dueOn as CivilDate,
  extendedTo: extendedTo as CivilDate | null,
});
const proficiency = (
  year: number,
  result: ProficiencyResult | null,
  state: ProficiencyState = 'result',
  category: 'forensic-medicine' | 'audio-visual' = 'forensic-medicine',
) => ({ institutionId: A, category, year, state, result });
const review = (year: number, grade: Grade | null) => ({
  institutionId: A,
  year,
  final: grade && { on: TODAY, grade, tenths: 500, reason: '' },
});

test('rectifications count once their last day, the extension included, has passed without a report', () => {
  const rectifications = [
    order('ordered', '2026-06-09'),
    order('in-progress', '2026-06-01', '2026-06-09'),
    order('in-progress', '2026-06-01', '2026-06-10'),
    order('ordered', '2026-06-10'),
    order('reported', '2026-05-01'),
    order('closed', '2026-05-01'),
  ];
  expect(of({ rectifications })?.overdueRectifications).toBe(2);
});

test('a failed proficiency test counts until it is met, or made good by a later test of its category', () => {
  const failed = (...tests: FactRecords['tests']) => of({ tests })?.failedProficiency;
  expect(failed(proficiency(2025, 'fail'))).toBe(true);
  expect(failed(proficiency(2025, 'not-returned', 'rectifying'))).toBe(true);
  expect(failed(proficiency(2025, 'fail', 'not-met'))).toBe(true);
  expect(failed(proficiency(2025, 'fail', 'met'))).toBe(false);
  expect(failed(proficiency(2025, 'pass'))).toBe(false);
  expect(failed(proficiency(2025, 'fail'), proficiency(2026, 'satisfactory'))).toBe(false);
  expect(failed(proficiency(2025, 'fail'), proficiency(2026, null, 'planned'))).toBe(true);
  expect(failed(proficiency(2025, 'fail'), proficiency(2026, 'pass', 'result', 'audio-visual'))).toBe(true);
});

test('the quality grade is the lowest of the newest review year that came to an end', () => {
  expect(of({ reviews: [review(2025, 'fail'), review(2026, 'good')] })?.qualityGrade).toBe('good');
  expect(of({ reviews: [review(2025, 'fail'), review(2026, null)] })?.qualityGrade).toBe('fail');
  expect(of({ reviews: [review(2026, 'fail'), review(2026, 'excellent')] })?.qualityGrade).toBe('fail');
  expect(of({ reviews: [review(2026, null)] })?.qualityGrade).toBe(null);
});

test('visits count in the year they began in; of whom nothing is recorded nothing is known', () => {
  const visit = (startedOn: string) => ({ institutionId: A, startedOn: startedOn as CivilDate });
  expect(of({ visits: [visit('2026-01-01'), visit('2025-12-31')] })).toEqual({
    integrityGrade: null,
    complaints: 0,
    failedProficiency: false,
    overdueRectifications: 0,
    qualityGrade: null,
    otherVisits: 1,
  });
  expect(of({})).toBeUndefined();
});
