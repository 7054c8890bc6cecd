import { err, ok, type Result } from '../../lib/result.ts';
import { eligibleFor, inspectorsLabel, streamOf, type DrawInput, type Recusal } from './draw-picks.ts';
import { pickWeighted, type DrawPick } from './pick.ts';

export type PairIds = readonly [string, string];
/** By institution, in order of choice. */
export type Pairs = ReadonlyMap<string, PairIds>;

export type RecusalImpossible =
  | { readonly kind: 'recusal-not-in-pair'; readonly institutionId: string; readonly inspectorId: string }
  | { readonly kind: 'recusal-round'; readonly institutionId: string; readonly expected: number }
  | { readonly kind: 'no-replacement-left'; readonly institutionId: string };

export interface Replacement {
  readonly pairs: Pairs;
  readonly pick: DrawPick;
}

/**
 * Draws the replacement of an inspector who stands back: one of the eligible without everybody who was refused for this
 * institution and without the standing partner. It takes the refused one's place (docs/draw.md, D5).
 */
export function replaceRecused(
  input: DrawInput,
  pairs: Pairs,
  before: readonly Recusal[],
  recusal: Recusal,
): Result<Replacement, RecusalImpossible> {
  const { institutionId, inspectorId } = recusal;
  const pair = pairs.get(institutionId);
  if (!pair?.includes(inspectorId)) return err({ kind: 'recusal-not-in-pair', institutionId, inspectorId });
  const expected = nextRound(before, institutionId);
  if (recusal.round !== expected) return err({ kind: 'recusal-round', institutionId, expected });
  const out = new Set<string>(pair);
  for (const one of before) if (one.institutionId === institutionId) out.add(one.inspectorId);
  const left = eligibleFor(input, institutionId).filter((inspector) => !out.has(inspector.id));
  const [pick] = pickWeighted(streamOf(input, inspectorsLabel(institutionId, expected)), left, 1);
  if (!pick) return err({ kind: 'no-replacement-left', institutionId });
  const place = (id: string): string => (id === inspectorId ? pick.id : id);
  return ok({ pick, pairs: new Map(pairs).set(institutionId, [place(pair[0]), place(pair[1])]) });
}

/** All recusals in the order in which they came. */
export function applyRecusals(
  input: DrawInput,
  drawn: Pairs,
  recusals: readonly Recusal[],
): Result<Pairs, RecusalImpossible & { readonly index: number }> {
  let pairs = drawn;
  for (const [index, recusal] of recusals.entries()) {
    const replaced = replaceRecused(input, pairs, recusals.slice(0, index), recusal);
    if (!replaced.ok) return err({ ...replaced.error, index });
    pairs = replaced.value.pairs;
  }
  return ok(pairs);
}

export function nextRound(before: readonly Recusal[], institutionId: string): number {
  return before.filter((one) => one.institutionId === institutionId).length + 1;
}
