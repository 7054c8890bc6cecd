import { gradeOf, type Grade, type QualityRules } from './plan.ts';

export interface Verdict {
  readonly total: number;
  readonly vetoes: readonly string[];
}

export type ReviewOutcome =
  /** Fewer than two scores are in, or the third is still out. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'third-needed'; readonly why: 'difference' | 'veto' }
  | {
      readonly kind: 'agreed';
      /** Tenths of a point. */
      readonly tenths: number;
      readonly vetoes: readonly string[];
      readonly grade: Grade;
    };

/**
 * What two or three scores say together (inspections.md section 7, 3 and 4; how a third settles it is the house's proposal).
 * Two: their mean, unless they differ by more than the set points or only one sees a veto. Three: the mean of the two that are
 * nearest to each other (of equally near pairs the lower), and a veto when two of three see one. A veto gives the lowest grade.
 */
export function reviewOutcome(rules: QualityRules, verdicts: readonly Verdict[]): ReviewOutcome {
  const [first, second, third] = verdicts;
  if (!first || !second) return { kind: 'waiting' };
  if (third) return agreed(rules, [first, second, third], nearestMean([first, second, third]));
  if (first.vetoes.length > 0 !== second.vetoes.length > 0) return { kind: 'third-needed', why: 'veto' };
  if (Math.abs(first.total - second.total) > rules.differencePoints)
    return { kind: 'third-needed', why: 'difference' };
  return agreed(rules, [first, second], (first.total + second.total) * 5);
}

function agreed(rules: QualityRules, verdicts: readonly Verdict[], tenths: number): ReviewOutcome {
  const seen = verdicts.filter((one) => one.vetoes.length > 0);
  const isVetoed = seen.length * 2 > verdicts.length;
  const vetoes = isVetoed ? [...new Set(seen.flatMap((one) => one.vetoes))].toSorted() : [];
  const lowest = rules.grades.at(-1)?.grade ?? 'fail';
  return { kind: 'agreed', tenths, vetoes, grade: isVetoed ? lowest : gradeOf(rules, tenths) };
}

/** In tenths: the sum of two whole points, halved, times ten. */
function nearestMean(three: readonly [Verdict, Verdict, Verdict]): number {
  const [low, middle, high] = three.map((one) => one.total).toSorted((a, b) => a - b) as [
    number,
    number,
    number,
  ];
  return (middle - low <= high - middle ? low + middle : middle + high) * 5;
}
