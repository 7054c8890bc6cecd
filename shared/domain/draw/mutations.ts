import { z } from 'zod';
import { fromHex } from '../../lib/bytes.ts';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { canonicalJson } from '../../lib/json.ts';
import {
  applied,
  mutation,
  refuse,
  type ActContext,
  type MutationOutcome,
  type MutatorTx,
} from '../../lib/mutation.ts';
import { sha256Hex } from '../../lib/sha256.ts';
import { canDrawFrom, planKind, type Plan } from '../planning/plan.ts';
import { inspectionsAgainstCap } from '../planning/other-visits.ts';
import { institutionWithoutPair } from './draw-picks.ts';
import {
  completeDrawId,
  DrawCommitment,
  drawKind,
  DrawReason,
  DrawResult,
  inputOfDraw,
  WITNESS_DIGITS,
  type Draw,
  type DrawEvent,
} from './draw.ts';
import { idTwice, poolHash, sortedPool } from './pool.ts';
import { runDraw, sortedExclusions } from './run-draw.ts';

/** Commits to a draw: pools, exclusions and the hash of a seed that nobody has seen. From here nothing can be chosen any more. */
export const commitDraw = mutation({
  name: 'draw/commit',
  version: 1,
  args: z.strictObject({ ...DrawCommitment.shape, drawRecordId: RecordId, on: CivilDate }),
  lane: (args) => args.drawRecordId,
  run: async (tx, { drawRecordId, on, ...commitment }, context) => {
    if (await tx.get(drawKind, drawRecordId)) return refuse('draw-exists', { id: drawRecordId });
    const plan = await tx.get(planKind, commitment.planId);
    if (!plan) return refuse('plan-missing', { id: commitment.planId });
    if (!canDrawFrom(plan)) return refuse('plan-not-approved', { state: plan.state });
    const wrong = wrongPools(commitment) ?? (await overCap(tx, commitment, plan));
    if (wrong) return wrong;
    putDraw(tx, {
      ...commitment,
      id: drawRecordId,
      prefectureCode: plan.prefectureCode,
      state: 'committed',
      result: null,
      recusals: [],
      events: [{ kind: 'committed', ...stamp(on, context) }],
    });
    return applied;
  },
});

/**
 * Ends the id with the witnesses' digits, discloses the seed and records what follows. The result is in the arguments, so
 * that what was shown is what is kept; it is computed again here, and refused when it does not follow.
 */
export const revealDraw = mutation({
  name: 'draw/reveal',
  version: 1,
  args: z.strictObject({
    ...DrawResult.omit({ drawId: true }).shape,
    drawRecordId: RecordId,
    digits: z.string().regex(WITNESS_DIGITS),
    on: CivilDate,
  }),
  lane: (args) => args.drawRecordId,
  run: async (tx, { drawRecordId, digits, on, ...stated }, context) => {
    const draw = await tx.get(drawKind, drawRecordId);
    if (!draw) return refuse('draw-missing', { id: drawRecordId });
    if (draw.state !== 'committed') return refuse('draw-not-committed', { state: draw.state });
    if (sha256Hex(fromHex(stated.seed)) !== draw.commit) return refuse('draw-seed-not-committed');
    const drawId = completeDrawId(draw.id, digits);
    const run = runDraw(inputOfDraw(draw, { drawId, seed: stated.seed }), stated.witnesses);
    if (!run.ok) return refuse('draw-impossible', { ...run.error, problem: run.error.kind });
    const { targets, pairs } = run.value.transcript;
    if (canonicalJson({ targets, pairs }) !== canonicalJson({ targets: stated.targets, pairs: stated.pairs }))
      return refuse('draw-does-not-follow', { id: draw.id });
    putDraw(tx, {
      ...draw,
      state: 'drawn',
      result: { ...stated, drawId },
      events: [...draw.events, { kind: 'drawn', ...stamp(on, context) }],
    });
    return applied;
  },
});

/** A commitment that will have no result: it stays in the list, with the reason. */
export const abandonDraw = mutation({
  name: 'draw/abandon',
  version: 1,
  args: z.strictObject({ drawRecordId: RecordId, reason: DrawReason, on: CivilDate }),
  lane: (args) => args.drawRecordId,
  run: async (tx, { drawRecordId, reason, on }, context) => {
    const draw = await tx.get(drawKind, drawRecordId);
    if (!draw) return refuse('draw-missing', { id: drawRecordId });
    if (draw.state !== 'committed') return refuse('draw-not-committed', { state: draw.state });
    putDraw(tx, {
      ...draw,
      state: 'abandoned',
      events: [...draw.events, { kind: 'abandoned', ...stamp(on, context), reason }],
    });
    return applied;
  },
});

type Stamp = Pick<DrawEvent, 'on' | 'at' | 'by'>;

export function stamp(on: CivilDate, context: ActContext): Stamp {
  return { on, at: context.claimedAt, by: context.actor };
}

export function putDraw(tx: MutatorTx, draw: Draw): void {
  tx.put(drawKind, draw);
}

/** Sorted, hashed, each id once, and drawable whatever comes out. */
function wrongPools(args: DrawCommitment): MutationOutcome | null {
  for (const [pool, hash] of [
    [args.pool, args.poolHash],
    [args.inspectors, args.inspectorsHash],
  ] as const) {
    const twice = idTwice(pool.map((entry) => entry.id));
    if (twice !== null) return refuse('draw-pool-wrong', { id: twice });
    if (canonicalJson(sortedPool(pool)) !== canonicalJson(pool) || poolHash(pool) !== hash)
      return refuse('draw-pool-wrong');
  }
  if (args.inspectors.some((one) => one.weight !== 1)) return refuse('draw-pool-wrong');
  if (canonicalJson(sortedExclusions(args.exclusions)) !== canonicalJson(args.exclusions))
    return refuse('draw-pool-wrong');
  if (args.targetCount > args.pool.length)
    return refuse('draw-impossible', {
      problem: 'too-few-targets',
      pool: args.pool.length,
      wanted: args.targetCount,
    });
  const alone = institutionWithoutPair(args);
  return alone && refuse('draw-impossible', { ...alone, problem: alone.kind });
}

/** The yearly upper limit per institution holds over all plans (国办发〔2024〕54号). */
async function overCap(
  tx: MutatorTx,
  { pool }: Pick<Draw, 'pool'>,
  plan: Plan,
): Promise<MutationOutcome | null> {
  for (const { id } of pool) {
    if ((await inspectionsAgainstCap(tx, id as RecordId, plan.year)) >= plan.yearlyCap)
      return refuse('draw-cap-reached', { id, cap: plan.yearlyCap });
  }
  return null;
}
