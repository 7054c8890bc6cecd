import { z } from 'zod';
import { fromHex, Sha256Hex } from '../../lib/bytes.ts';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';
import type { DrawInput } from './draw-picks.ts';
import { ALGORITHM } from './number-stream.ts';
import { DrawEntryId, Pool } from './pool.ts';
import { DrawId, ExclusionEntry, RecusalEntry, Witness, type Transcript } from './transcript.ts';

// committed ─ reveal ─► drawn ─ recuse ─► drawn ─ void ─► voided
// committed ─ abandon ─► abandoned. A draw is never edited and never leaves the list (inspections.md section 3 rule 6).

const event = { on: CivilDate, at: Instant, by: OfficerId };
export const DrawReason = freeText(400).refine((text) => text.trim() !== '', 'empty');

const DrawEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('committed'), ...event }),
  z.strictObject({ kind: z.literal('drawn'), ...event }),
  z.strictObject({
    kind: z.literal('recused'),
    ...event,
    institutionId: DrawEntryId,
    inspectorId: DrawEntryId,
    replacement: DrawEntryId,
    reason: DrawReason,
  }),
  z.strictObject({ kind: z.literal('abandoned'), ...event, reason: DrawReason }),
  z.strictObject({ kind: z.literal('voided'), ...event, reason: DrawReason }),
]);
export type DrawEvent = z.infer<typeof DrawEvent>;

/** Everything that is fixed before anything is drawn. */
export const DrawCommitment = z.strictObject({
  planId: RecordId,
  /** Part of the plan's pool that is drawn from (a county, a category, a risk); empty: the whole of it. */
  layer: z.string().max(60),
  /** Day for which conflicts and certificates were judged. */
  visitOn: CivilDate,
  targetCount: z.int().min(1).max(1000),
  pool: Pool.min(1),
  inspectors: Pool.min(2),
  poolHash: Sha256Hex,
  inspectorsHash: Sha256Hex,
  exclusions: z.array(ExclusionEntry).max(20_000),
  /** SHA-256 of the seed, which stays on the device until the witnesses have spoken. */
  commit: Sha256Hex,
});
export type DrawCommitment = z.infer<typeof DrawCommitment>;

/** What the witnesses' digits and the disclosed seed made of it. */
export const DrawResult = z.strictObject({
  /** `<id>-<digits>`: complete, as it enters the number stream. */
  drawId: DrawId,
  seed: Sha256Hex,
  witnesses: z.array(Witness).min(1).max(10),
  targets: z.array(DrawEntryId).min(1),
  /** After all recusals. */
  pairs: z.record(DrawEntryId, z.tuple([DrawEntryId, DrawEntryId])),
});
export type DrawResult = z.infer<typeof DrawResult>;

export const DRAW_STATES = ['committed', 'drawn', 'abandoned', 'voided'] as const;

export const Draw = z.strictObject({
  ...DrawCommitment.shape,
  id: RecordId,
  prefectureCode: z.string(),
  state: z.enum(DRAW_STATES),
  result: DrawResult.nullable(),
  recusals: z.array(RecusalEntry),
  events: z.array(DrawEvent).min(1),
});
export type Draw = z.infer<typeof Draw>;

export const drawKind = recordKind<Draw>({
  table: 'draws',
  schema: Draw,
  compartment: 'ordinary',
  columns: { state: (draw) => draw.state, planId: (draw) => draw.planId },
});

/** At least six digits, called by witnesses after the commitment, end the id of the draw (design.md section 6). */
export const WITNESS_DIGITS = /^\d{6,12}$/;

export function completeDrawId(id: RecordId, digits: string): string {
  return `${id}-${digits}`;
}

export function lastDrawEvent<K extends DrawEvent['kind']>(
  draw: Draw,
  kind: K,
): Extract<DrawEvent, { kind: K }> | null {
  return (draw.events.findLast((one) => one.kind === kind) ?? null) as Extract<DrawEvent, { kind: K }> | null;
}

export function inputOfDraw(draw: DrawCommitment, result: Pick<DrawResult, 'drawId' | 'seed'>): DrawInput {
  const { pool, inspectors, exclusions, targetCount } = draw;
  return { drawId: result.drawId, seed: fromHex(result.seed), pool, inspectors, exclusions, targetCount };
}

/** What is handed to the public; null before there is a result. */
export function transcriptOf(draw: Draw): Transcript | null {
  if (draw.result === null) return null;
  const { drawId, seed, witnesses, targets, pairs } = draw.result;
  const { pool, inspectors, poolHash, inspectorsHash, commit, exclusions, recusals } = draw;
  const voided = lastDrawEvent(draw, 'voided');
  return {
    algorithm: ALGORITHM,
    drawId,
    pool,
    inspectors,
    poolHash,
    inspectorsHash,
    commit,
    seed,
    targets,
    pairs,
    exclusions,
    recusals,
    witnesses,
    ...(voided ? { voided: { reason: voided.reason, approvedBy: voided.by, at: voided.at } } : {}),
  };
}
