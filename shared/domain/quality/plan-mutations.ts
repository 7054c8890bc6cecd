import { z } from 'zod';
import { Sha256Hex, fromHex } from '../../lib/bytes.ts';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { applied, mutation, refuse, type ActContext, type MutatorTx } from '../../lib/mutation.ts';
import { sha256Hex } from '../../lib/sha256.ts';
import { freeText } from '../../lib/text.ts';
import { institutionKind } from '../registry/institution.ts';
import { fileIdOf, OpinionFile } from './opinion-file.ts';
import { QualityPlan, qualityPlanKind } from './plan.ts';
import { qualityReviewKind, reviewId, type QualityReview } from './review.ts';
import {
  filePoolHash,
  MAX_FILES,
  pickFiles,
  qualitySampleKind,
  SampleWitness,
  type QualitySample,
} from './sample.ts';

const Reason = freeText(300).refine((text) => text.trim() !== '', 'empty');

/** Sets the review of a year: period, categories, rules and form, which do not change afterwards. */
export const planQualityReview = mutation({
  name: 'quality/plan',
  version: 1,
  args: z.strictObject({ plan: QualityPlan.omit({ events: true }), on: CivilDate }),
  lane: (args) => args.plan.id,
  run: async (tx, args, context) => {
    if (await tx.get(qualityPlanKind, args.plan.id))
      return refuse('already-registered', { id: args.plan.id });
    if (args.plan.to < args.plan.from) return refuse('value-not-allowed', { field: 'to' });
    const next: QualityPlan = {
      ...args.plan,
      events: [{ kind: 'planned', on: args.on, at: context.claimedAt, by: context.actor }],
    };
    tx.put(qualityPlanKind, next);
    return applied;
  },
});

/** Fixes an institution's list of files and the hash of the seed, before the witnesses call their digits. */
export const commitSample = mutation({
  name: 'quality/commit-sample',
  version: 1,
  args: z.strictObject({
    sampleId: RecordId,
    planId: RecordId,
    institutionId: RecordId,
    files: z.array(OpinionFile).min(1).max(MAX_FILES),
    count: z.int().min(1).max(50),
    poolHash: Sha256Hex,
    commit: Sha256Hex,
    on: CivilDate,
  }),
  lane: (args) => args.sampleId,
  run: async (tx, args, context) => {
    const plan = await tx.get(qualityPlanKind, args.planId);
    if (!plan) return refuse('quality-plan-missing', { id: args.planId });
    if (!(await tx.get(institutionKind, args.institutionId)))
      return refuse('institution-missing', { id: args.institutionId });
    if (await tx.get(qualitySampleKind, args.sampleId))
      return refuse('already-registered', { id: args.sampleId });
    const numbers = new Set(args.files.map((file) => file.opinionNo.trim()));
    const isFit =
      numbers.size === args.files.length &&
      args.count <= args.files.length &&
      args.files.every((file) => file.issuedOn >= plan.from && file.issuedOn <= plan.to) &&
      filePoolHash(args.institutionId, args.files) === args.poolHash;
    if (!isFit) return refuse('sample-list-unfit');
    const { sampleId, on, ...fields } = args;
    const next: QualitySample = {
      ...fields,
      id: sampleId,
      prefectureCode: plan.prefectureCode,
      state: 'committed',
      drawId: null,
      seed: null,
      picked: [],
      witnesses: [],
      events: [{ kind: 'committed', on, at: context.claimedAt, by: context.actor, reason: '' }],
    };
    tx.put(qualitySampleKind, next);
    return applied;
  },
});

/** Discloses the seed and draws: whoever runs this act draws the same files. They come under review. */
export const drawSample = mutation({
  name: 'quality/draw-sample',
  version: 1,
  args: z.strictObject({
    sampleId: RecordId,
    seed: Sha256Hex,
    /** What the witnesses called, at least six digits. */
    digits: z.string().regex(/^\d{6,12}$/),
    witnesses: z.array(SampleWitness).min(1).max(10),
    on: CivilDate,
  }),
  lane: (args) => args.sampleId,
  run: async (tx, args, context) => {
    const sample = await tx.get(qualitySampleKind, args.sampleId);
    if (!sample) return refuse('sample-missing', { id: args.sampleId });
    if (sample.state !== 'committed') return refuse('sample-state', { state: sample.state });
    const seed = fromHex(args.seed);
    if (sha256Hex(seed) !== sample.commit) return refuse('sample-seed-differs');
    const plan = await tx.get(qualityPlanKind, sample.planId);
    if (!plan) return refuse('quality-plan-missing', { id: sample.planId });
    const drawId = `${sample.id}-${args.digits}`;
    const picked = pickFiles(sample, drawId, seed);
    const next: QualitySample = {
      ...sample,
      state: 'drawn',
      drawId,
      seed: args.seed,
      picked: [...picked],
      witnesses: args.witnesses,
      events: [...sample.events, sampleEvent('drawn', args.on, context, '')],
    };
    tx.put(qualitySampleKind, next);
    for (const id of picked) {
      const file = sample.files.find((one) => fileIdOf(sample.institutionId, one.opinionNo) === id);
      if (file) await takeUnderReview(tx, plan, sample, file, context, { on: args.on, focusReason: '' });
    }
    return applied;
  },
});

/** A mistaken draw is voided with a reason and stays listed; its files leave the review while nobody works on them. */
export const voidSample = mutation({
  name: 'quality/void-sample',
  version: 1,
  args: z.strictObject({ sampleId: RecordId, reason: Reason, on: CivilDate }),
  lane: (args) => args.sampleId,
  run: async (tx, args, context) => {
    const sample = await tx.get(qualitySampleKind, args.sampleId);
    if (!sample) return refuse('sample-missing', { id: args.sampleId });
    if (sample.state === 'voided') return refuse('sample-state', { state: sample.state });
    const reviews = await tx.list(qualityReviewKind, 'planId', sample.planId);
    const own = reviews.filter((review) => review.sampleId === sample.id);
    if (own.some((review) => review.state !== 'sampled')) return refuse('sample-in-work');
    for (const review of own) tx.remove(qualityReviewKind, review.id);
    const next: QualitySample = {
      ...sample,
      state: 'voided',
      events: [...sample.events, sampleEvent('voided', args.on, context, args.reason)],
    };
    tx.put(qualitySampleKind, next);
    return applied;
  },
});

/** Adds a file without a draw, with the reason: complaint, petition, penalty, re-appraisal, refusal by a court. */
export const addFocusFile = mutation({
  name: 'quality/add-focus',
  version: 1,
  args: z.strictObject({
    planId: RecordId,
    institutionId: RecordId,
    file: OpinionFile,
    reason: Reason,
    on: CivilDate,
  }),
  lane: (args) => reviewId(args.planId, fileIdOf(args.institutionId, args.file.opinionNo)),
  run: async (tx, args, context) => {
    const plan = await tx.get(qualityPlanKind, args.planId);
    if (!plan) return refuse('quality-plan-missing', { id: args.planId });
    if (!(await tx.get(institutionKind, args.institutionId)))
      return refuse('institution-missing', { id: args.institutionId });
    const id = reviewId(args.planId, fileIdOf(args.institutionId, args.file.opinionNo));
    if (await tx.get(qualityReviewKind, id)) return refuse('already-registered', { id });
    await takeUnderReview(tx, plan, { id: null, institutionId: args.institutionId }, args.file, context, {
      on: args.on,
      focusReason: args.reason,
    });
    return applied;
  },
});

function sampleEvent(
  kind: QualitySample['events'][number]['kind'],
  on: CivilDate,
  context: ActContext,
  reason: string,
): QualitySample['events'][number] {
  return { kind, on, at: context.claimedAt, by: context.actor, reason };
}

/** A file that is under review already stays as it is. */
async function takeUnderReview(
  tx: MutatorTx,
  plan: QualityPlan,
  from: { readonly id: RecordId | null; readonly institutionId: RecordId },
  file: OpinionFile,
  context: ActContext,
  of: { readonly on: CivilDate; readonly focusReason: string },
): Promise<void> {
  const id = reviewId(plan.id, fileIdOf(from.institutionId, file.opinionNo));
  if (await tx.get(qualityReviewKind, id)) return;
  const review: QualityReview = {
    id,
    prefectureCode: plan.prefectureCode,
    planId: plan.id,
    year: plan.year,
    institutionId: from.institutionId,
    file,
    origin: from.id === null ? 'focus' : 'drawn',
    sampleId: from.id,
    focusReason: of.focusReason,
    state: 'sampled',
    reviewers: [],
    thirdFor: null,
    result: null,
    answerDueOn: null,
    answer: null,
    final: null,
    findings: [],
    events: [{ kind: 'sampled', on: of.on, at: context.claimedAt, by: context.actor, note: of.focusReason }],
  };
  tx.put(qualityReviewKind, review);
}
