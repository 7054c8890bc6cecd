import { z } from 'zod';
import { Sha256Hex } from '../../lib/bytes.ts';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { applied, mutation, refuse, type ActContext, type MutatorTx } from '../../lib/mutation.ts';
import { freeText } from '../../lib/text.ts';
import { reviewOutcome } from './outcome.ts';
import { qualityPlanKind, type QualityPlan } from './plan.ts';
import { event } from './review-mutations.ts';
import { qualityReviewKind, type QualityReview } from './review.ts';
import {
  isFit,
  reviewScoreKind,
  scoreCommitment,
  scoreId,
  ScoreValue,
  tally,
  type ReviewScore,
} from './score.ts';

// Acts of reviewers. Their arguments hold scores: nobody may take them over (`blind` in the mutation registry), and no refusal
// repeats any of them. Where the other scores are not to be seen, as on every reviewer's computer, nothing is opened; the
// server sees all and opens in the act that brings the last.

/** Scores one item, or changes it; each touch is saved. */
export const fillScore = mutation({
  name: 'quality-score/fill',
  version: 1,
  args: z.strictObject({
    reviewId: RecordId,
    itemId: z.string().max(20),
    value: ScoreValue.nullable(),
    remark: freeText(500),
  }),
  lane: (args) => `${args.reviewId}:score` as RecordId,
  run: async (tx, args, context) => {
    const found = await ownScore(tx, args.reviewId, context);
    if (!found) return refuse('quality-review-missing', { id: args.reviewId });
    const { review, plan, score } = found;
    if (!isReviewer(review, context)) return refuse('not-reviewer');
    if (score.state !== 'filling') return refuse('score-submitted');
    const line = plan.form.items.find((one) => one.id === args.itemId);
    if (!line || (args.value !== null && !isFit(line, args.value)))
      return refuse('value-not-allowed', { field: args.itemId });
    const { itemId, value, remark } = args;
    const next: ReviewScore = {
      ...score,
      items: [...score.items.filter((item) => item.itemId !== itemId), { itemId, value, remark }],
    };
    tx.put(reviewScoreKind, next);
    return applied;
  },
});

/** Hands the score in. It does not change any more; when it is the last one that was waited for, all are opened. */
export const submitScore = mutation({
  name: 'quality-score/submit',
  version: 1,
  args: z.strictObject({ reviewId: RecordId, nonce: Sha256Hex, opinion: freeText(2000), on: CivilDate }),
  lane: (args) => `${args.reviewId}:score` as RecordId,
  run: async (tx, args, context) => {
    const found = await ownScore(tx, args.reviewId, context);
    if (!found) return refuse('quality-review-missing', { id: args.reviewId });
    const { review, plan, score } = found;
    if (!isReviewer(review, context)) return refuse('not-reviewer');
    if (score.state !== 'filling') return refuse('score-submitted');
    const { missing } = tally(plan.form.items, score.items);
    if (missing.length > 0) return refuse('score-incomplete', { missing: missing.length });
    const submitted: ReviewScore = {
      ...score,
      state: 'submitted',
      opinion: args.opinion,
      nonce: args.nonce,
      submittedOn: args.on,
      submittedAt: context.claimedAt,
    };
    tx.put(reviewScoreKind, submitted);
    const commit = scoreCommitment(submitted, args.nonce);
    const noted: QualityReview = {
      ...review,
      reviewers: review.reviewers.map((one) => (one.officerId === context.actor ? { ...one, commit } : one)),
      events: [...review.events, event('submitted', args.on, context, '')],
    };
    tx.put(qualityReviewKind, await judged(tx, plan, noted, args.on, context));
    return applied;
  },
});

interface OwnScore {
  readonly review: QualityReview;
  readonly plan: QualityPlan;
  readonly score: ReviewScore;
}

async function ownScore(tx: MutatorTx, reviewId: RecordId, context: ActContext): Promise<OwnScore | null> {
  const review = await tx.get(qualityReviewKind, reviewId);
  const plan = review && (await tx.get(qualityPlanKind, review.planId));
  if (!plan) return null;
  const id = scoreId(reviewId, context.actor);
  const score = await tx.get(reviewScoreKind, id);
  const blank: ReviewScore = {
    id,
    prefectureCode: review.prefectureCode,
    reviewId,
    officerId: context.actor,
    state: 'filling',
    items: [],
    opinion: '',
    nonce: null,
    submittedOn: null,
    submittedAt: null,
  };
  return { review, plan, score: score ?? blank };
}

function isReviewer(review: QualityReview, context: ActContext): boolean {
  return review.reviewers.some((one) => one.officerId === context.actor);
}

/** Calls a third reviewer, or opens all scores: only where all of them are at hand. */
async function judged(
  tx: MutatorTx,
  plan: QualityPlan,
  review: QualityReview,
  on: CivilDate,
  context: ActContext,
): Promise<QualityReview> {
  const scores: ReviewScore[] = [];
  for (const reviewer of review.reviewers) {
    const score = await tx.get(reviewScoreKind, scoreId(review.id, reviewer.officerId));
    if (score?.state !== 'submitted') return review;
    scores.push(score);
  }
  if (scores.length < (review.thirdFor === null ? 2 : 3)) return review;
  const verdicts = scores.map((score) => tally(plan.form.items, score.items));
  const outcome = reviewOutcome(plan.rules, verdicts);
  if (outcome.kind === 'waiting') return review;
  if (outcome.kind === 'third-needed')
    return {
      ...review,
      state: 'third-needed',
      thirdFor: outcome.why,
      events: [...review.events, event('third-called', on, context, outcome.why)],
    };
  const opened = scores.map((score): ReviewScore => ({ ...score, state: 'opened' }));
  for (const score of opened) tx.put(reviewScoreKind, score);
  return {
    ...review,
    state: 'scored',
    result: {
      totals: scores.map((score, at) => ({
        officerId: score.officerId,
        total: verdicts[at]?.total ?? 0,
        vetoes: [...(verdicts[at]?.vetoes ?? [])],
      })),
      tenths: outcome.tenths,
      vetoes: [...outcome.vetoes],
      grade: outcome.grade,
    },
    events: [...review.events, event('opened', on, context, '')],
  };
}
