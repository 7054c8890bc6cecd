import { toHex } from '../../lib/bytes.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { sha256Hex } from '../../lib/sha256.ts';
import {
  drawPicks,
  type DrawImpossible,
  type DrawInput,
  type DrawPicks,
  type Exclusion,
} from './draw-picks.ts';
import { ALGORITHM } from './number-stream.ts';
import { poolHash, sortedPool } from './pool.ts';
import type { Transcript, Witness } from './transcript.ts';

export interface DrawRun {
  readonly transcript: Transcript;
  readonly picks: DrawPicks;
}

/** Runs a draw and writes its transcript, without recusals yet. */
export function runDraw(input: DrawInput, witnesses: readonly Witness[]): Result<DrawRun, DrawImpossible> {
  const drawn = drawPicks(input);
  if (!drawn.ok) return err(drawn.error);
  return ok({
    picks: drawn.value,
    transcript: {
      algorithm: ALGORITHM,
      drawId: input.drawId,
      pool: sortedPool(input.pool),
      inspectors: sortedPool(input.inspectors),
      poolHash: poolHash(input.pool),
      inspectorsHash: poolHash(input.inspectors),
      commit: sha256Hex(input.seed),
      seed: toHex(input.seed),
      targets: drawn.value.targets.map((pick) => pick.id),
      pairs: pairsOf(drawn.value),
      exclusions: sortedExclusions(input.exclusions),
      recusals: [],
      witnesses: [...witnesses],
    },
  });
}

export function pairsOf(picks: DrawPicks): Transcript['pairs'] {
  return Object.fromEntries(
    picks.pairs.map(({ institutionId, picks: [a, b] }) => [institutionId, [a?.id ?? '', b?.id ?? '']]),
  );
}

/** By institution, then inspector, then reason; each once. What names nobody in particular stands first. */
export function sortedExclusions(exclusions: readonly Exclusion[]): Exclusion[] {
  const byKey = new Map(
    exclusions.map(({ institutionId, inspectorId, reason }) => [
      [institutionId ?? '', inspectorId ?? '', reason].join('\t'),
      { institutionId, inspectorId, reason },
    ]),
  );
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, exclusion]) => exclusion);
}
