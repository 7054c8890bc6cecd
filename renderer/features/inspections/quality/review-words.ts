import type { ReviewState } from '../../../../shared/domain/quality/review.ts';
import type { Grade } from '../../../../shared/domain/quality/plan.ts';
import type { Tone } from '../../../ui/tag.tsx';

export const STATE_TONES: Readonly<Record<ReviewState, Tone>> = {
  sampled: 'plain',
  scoring: 'accent',
  'third-needed': 'soon',
  scored: 'soon',
  told: 'accent',
  answered: 'soon',
  final: 'plain',
};

export const GRADE_TONES: Readonly<Record<Grade, Tone>> = {
  excellent: 'accent',
  good: 'accent',
  pass: 'plain',
  fail: 'late',
};

/** Tenths of a point as people write them: 895 → 89.5, 900 → 90. */
export function pointsText(tenths: number): string {
  const whole = Math.trunc(tenths / 10);
  return tenths % 10 === 0 ? String(whole) : `${whole}.${tenths % 10}`;
}
