import type { Refusal } from '../../../../shared/lib/mutation.ts';
import type { ActOutcome, PhotoProblem, StagedPhoto } from '../../../data/desk.ts';

/** Why something shown on screen is not saved. What was typed stays on screen. */
export type SaveFailure =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'not-saved'; readonly reason: Extract<ActOutcome, { kind: 'not-saved' }>['reason'] }
  | { readonly kind: 'photo'; readonly reason: PhotoProblem['kind']; readonly maxMegabytes: number };

/** Null when it was saved. */
export function failureOf(outcome: ActOutcome): SaveFailure | null {
  if (outcome.kind === 'refused') return { kind: 'refused', refusal: outcome.refusal };
  return outcome.kind === 'not-saved' ? { kind: 'not-saved', reason: outcome.reason } : null;
}

/** Null when it was staged. */
export function stagingFailureOf(staged: StagedPhoto): SaveFailure | null {
  if (staged.kind === 'staged') return null;
  if (staged.kind === 'file-too-large') return photoFailureOf(staged);
  return { kind: 'not-saved', reason: staged.kind };
}

export function photoFailureOf(problem: PhotoProblem): SaveFailure {
  const maxMegabytes = problem.kind === 'file-too-large' ? Math.floor(problem.maxBytes / 2 ** 20) : 0;
  return { kind: 'photo', reason: problem.kind, maxMegabytes };
}
