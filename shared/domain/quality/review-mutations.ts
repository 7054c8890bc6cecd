import { z } from 'zod';
import { addDays, CivilDate } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { applied, mutation, refuse, type ActContext } from '../../lib/mutation.ts';
import { freeText } from '../../lib/text.ts';
import { expertBarrier } from '../experts/conflict-check.ts';
import { expertKind } from '../experts/expert.ts';
import { Grade, qualityPlanKind } from './plan.ts';
import { qualityReviewKind, ReviewFinding, type QualityReview } from './review.ts';

// The steps of a review but the scoring itself (score-mutations.ts). What a record is not ready for is refused with its state.

/**
 * Gives a file to a reviewer: two at first, a third when one was called. Experts of the list with an account, of the field, valid
 * on the day, without a conflict, never of the same institution.
 */
export const assignReviewer = mutation({
  name: 'quality/assign',
  version: 1,
  args: z.strictObject({ reviewId: RecordId, expertId: RecordId, on: CivilDate }),
  lane: (args) => args.reviewId,
  run: async (tx, args, context) => {
    const review = await tx.get(qualityReviewKind, args.reviewId);
    if (!review) return refuse('quality-review-missing', { id: args.reviewId });
    const expert = await tx.get(expertKind, args.expertId);
    if (!expert) return refuse('expert-missing', { id: args.expertId });
    const officerId = expert.officerId;
    if (officerId === null) return refuse('reviewer-barred', { why: 'no-account' });
    const barrier = expertBarrier(expert, {
      institutionId: review.institutionId,
      category: review.file.category,
      on: args.on,
    });
    if (barrier) return refuse('reviewer-barred', { why: barrier.kind });
    if (review.reviewers.some((one) => one.officerId === officerId))
      return refuse('reviewer-barred', { why: 'already-reviewer' });
    const part = review.thirdFor === null ? 'first' : 'third';
    const isOpen =
      review.state === 'sampled' ||
      review.state === 'third-needed' ||
      (review.state === 'scoring' && review.reviewers.length < (part === 'first' ? 2 : 3));
    if (!isOpen) return refuse('quality-state', { state: review.state });
    const reviewers = [
      ...review.reviewers,
      { officerId, expertId: expert.id, part, assignedOn: args.on, commit: null } as const,
    ];
    const isWhole = reviewers.length >= (part === 'first' ? 2 : 3);
    const next: QualityReview = {
      ...review,
      reviewers,
      state: isWhole ? 'scoring' : review.state,
      events: [...review.events, event('assigned', args.on, context, officerId)],
    };
    tx.put(qualityReviewKind, next);
    return applied;
  },
});

/** Takes a file from a reviewer who has not submitted; what they filled in stays sealed for good. */
export const replaceReviewer = mutation({
  name: 'quality/replace',
  version: 1,
  args: z.strictObject({
    reviewId: RecordId,
    officerId: OfficerId,
    reason: freeText(300).refine((text) => text.trim() !== '', 'empty'),
    on: CivilDate,
  }),
  lane: (args) => args.reviewId,
  run: async (tx, args, context) => {
    const review = await tx.get(qualityReviewKind, args.reviewId);
    if (!review) return refuse('quality-review-missing', { id: args.reviewId });
    const reviewer = review.reviewers.find((one) => one.officerId === args.officerId);
    if (!reviewer) return refuse('not-reviewer');
    if (reviewer.commit !== null) return refuse('score-submitted');
    const state = reviewer.part === 'third' ? 'third-needed' : 'sampled';
    const next: QualityReview = {
      ...review,
      reviewers: review.reviewers.filter((one) => one !== reviewer),
      state,
      events: [...review.events, event('replaced', args.on, context, args.reason)],
    };
    tx.put(qualityReviewKind, next);
    return applied;
  },
});

/** The institution is told its result; from here its days to answer run. */
export const tellInstitution = mutation({
  name: 'quality/tell',
  version: 1,
  args: z.strictObject({ reviewId: RecordId, on: CivilDate }),
  lane: (args) => args.reviewId,
  run: async (tx, args, context) => {
    const review = await tx.get(qualityReviewKind, args.reviewId);
    if (!review) return refuse('quality-review-missing', { id: args.reviewId });
    if (review.state !== 'scored') return refuse('quality-state', { state: review.state });
    const plan = await tx.get(qualityPlanKind, review.planId);
    if (!plan) return refuse('quality-plan-missing', { id: review.planId });
    const answerDueOn = addDays(args.on, plan.rules.answerDays);
    const next: QualityReview = {
      ...review,
      state: 'told',
      answerDueOn,
      events: [...review.events, event('told', args.on, context, answerDueOn)],
    };
    tx.put(qualityReviewKind, next);
    return applied;
  },
});

/** What the institution answered. One that came after its last day is noted as such by its date, and counts. */
export const noteAnswer = mutation({
  name: 'quality/answer',
  version: 1,
  args: z.strictObject({
    reviewId: RecordId,
    kind: z.enum(['agrees', 'objects']),
    text: freeText(4000),
    on: CivilDate,
  }),
  lane: (args) => args.reviewId,
  run: async (tx, args, context) => {
    const review = await tx.get(qualityReviewKind, args.reviewId);
    if (!review) return refuse('quality-review-missing', { id: args.reviewId });
    if (review.state !== 'told') return refuse('quality-state', { state: review.state });
    const next: QualityReview = {
      ...review,
      state: 'answered',
      answer: { on: args.on, kind: args.kind, text: args.text },
      events: [...review.events, event('answered', args.on, context, args.kind)],
    };
    tx.put(qualityReviewKind, next);
    return applied;
  },
});

/**
 * A head decides, after the answer or after its last day. Another grade than the scores gave needs a reason, and so does an
 * objection; somebody who scored the file does not decide on it.
 */
export const decideReview = mutation({
  name: 'quality/decide',
  version: 1,
  args: z.strictObject({
    reviewId: RecordId,
    grade: Grade,
    reason: freeText(2000),
    findings: z.array(ReviewFinding).max(50),
    on: CivilDate,
  }),
  lane: (args) => args.reviewId,
  run: async (tx, args, context) => {
    const review = await tx.get(qualityReviewKind, args.reviewId);
    if (!review) return refuse('quality-review-missing', { id: args.reviewId });
    if ((review.state !== 'told' && review.state !== 'answered') || !review.result)
      return refuse('quality-state', { state: review.state });
    if (review.reviewers.some((one) => one.officerId === context.actor)) return refuse('decider-scored');
    if (review.answer === null && review.answerDueOn !== null && args.on <= review.answerDueOn)
      return refuse('answer-still-open', { until: review.answerDueOn });
    const needsReason = args.grade !== review.result.grade || review.answer?.kind === 'objects';
    if (needsReason && args.reason.trim() === '') return refuse('reason-needed');
    const next: QualityReview = {
      ...review,
      state: 'final',
      final: { on: args.on, grade: args.grade, tenths: review.result.tenths, reason: args.reason },
      findings: args.findings,
      events: [...review.events, event('final', args.on, context, args.grade)],
    };
    tx.put(qualityReviewKind, next);
    return applied;
  },
});

export function event(
  kind: QualityReview['events'][number]['kind'],
  on: CivilDate,
  context: ActContext,
  note: string,
): QualityReview['events'][number] {
  return { kind, on, at: context.claimedAt, by: context.actor, note };
}
