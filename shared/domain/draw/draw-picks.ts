import { err, ok, type Result } from '../../lib/result.ts';
import { NumberStream } from './number-stream.ts';
import { pickWeighted, type DrawPick } from './pick.ts';
import type { PoolEntry } from './pool.ts';

/** Two officers make a visit (行政处罚法 art. 42; practice for inspections). */
export const PAIR_SIZE = 2;

/** Who may not inspect whom. `inspectorId` null: the institution is in no pool; `institutionId` null: the inspector is in none. */
export interface Exclusion {
  readonly institutionId: string | null;
  readonly inspectorId: string | null;
  readonly reason: string;
}

/** An inspector who was drawn and stands back: their replacement is drawn under the label of this round (1, 2 …). */
export interface Recusal {
  readonly institutionId: string;
  readonly inspectorId: string;
  readonly round: number;
  readonly reason: string;
}

/** What fixes a draw before anything is drawn, and the two things that come after: the digits (in the id) and the seed. */
export interface DrawInput {
  readonly drawId: string;
  readonly seed: Uint8Array;
  readonly pool: readonly PoolEntry[];
  readonly inspectors: readonly PoolEntry[];
  readonly exclusions: readonly Exclusion[];
  readonly targetCount: number;
}

export interface DrawnPair {
  readonly institutionId: string;
  /** In order of choice. */
  readonly picks: readonly DrawPick[];
}

export interface DrawPicks {
  readonly targets: readonly DrawPick[];
  readonly pairs: readonly DrawnPair[];
}

export type DrawImpossible =
  | { readonly kind: 'too-few-targets'; readonly pool: number; readonly wanted: number }
  | { readonly kind: 'too-few-inspectors'; readonly institutionId: string; readonly eligible: number };

/** Draws the institutions, then two inspectors for each of them in order of choice (docs/draw.md, D4). */
export function drawPicks(input: DrawInput): Result<DrawPicks, DrawImpossible> {
  if (input.targetCount > input.pool.length)
    return err({ kind: 'too-few-targets', pool: input.pool.length, wanted: input.targetCount });
  const targets = pickWeighted(streamOf(input, 'targets'), input.pool, input.targetCount);
  const pairs: DrawnPair[] = [];
  for (const { id } of targets) {
    const eligible = eligibleFor(input, id);
    if (eligible.length < PAIR_SIZE)
      return err({ kind: 'too-few-inspectors', institutionId: id, eligible: eligible.length });
    const stream = streamOf(input, inspectorsLabel(id, 0));
    pairs.push({ institutionId: id, picks: pickWeighted(stream, eligible, PAIR_SIZE) });
  }
  return ok({ targets, pairs });
}

/**
 * An institution that fewer than two inspectors may visit: if it were drawn, the draw could not end. Found before the
 * commitment, whatever is drawn later.
 */
export function institutionWithoutPair(
  of: Pick<DrawInput, 'pool' | 'inspectors' | 'exclusions'>,
): DrawImpossible | null {
  for (const { id } of of.pool) {
    const eligible = eligibleFor(of, id).length;
    if (eligible < PAIR_SIZE) return { kind: 'too-few-inspectors', institutionId: id, eligible };
  }
  return null;
}

export function eligibleFor(
  { inspectors, exclusions }: Pick<DrawInput, 'inspectors' | 'exclusions'>,
  institutionId: string,
): readonly PoolEntry[] {
  const out = new Set(
    exclusions
      .filter((one) => one.institutionId === institutionId || one.institutionId === null)
      .map((one) => one.inspectorId),
  );
  return inspectors.filter((inspector) => !out.has(inspector.id));
}

export function inspectorsLabel(institutionId: string, round: number): string {
  return `inspectors:${institutionId}:${round}`;
}

export function streamOf(of: Pick<DrawInput, 'seed' | 'drawId'>, label: string): NumberStream {
  return new NumberStream(of.seed, of.drawId, label);
}
