import { eligibleFor, type DrawInput, type DrawPicks } from '../../../../shared/domain/draw/draw-picks.ts';
import type { DrawPick } from '../../../../shared/domain/draw/pick.ts';
import { sortedPool, type PoolEntry } from '../../../../shared/domain/draw/pool.ts';

/** One pick as it is shown: what was in the urn before it, and what came out. */
export interface PickStep {
  readonly key: string;
  readonly kind: 'target' | 'inspector';
  /** The institution that came out, or the one a pair is drawn for. */
  readonly institutionId: string;
  /** Place among the picks of its kind, from 1; of inspectors within their pair. */
  readonly order: number;
  readonly pick: DrawPick;
  /** In the order in which they are walked. */
  readonly urn: readonly PoolEntry[];
}

/** The real picks in the order in which they are computed: all institutions, then pair after pair. */
export function stepsOf(input: DrawInput, picks: DrawPicks): readonly PickStep[] {
  const targets = walk(input.pool, picks.targets).map(({ pick, urn }, at) => ({
    key: `t-${pick.id}`,
    kind: 'target' as const,
    institutionId: pick.id,
    order: at + 1,
    pick,
    urn,
  }));
  const inspectors = picks.pairs.flatMap(({ institutionId, picks: pair }) =>
    walk(eligibleFor(input, institutionId), pair).map(({ pick, urn }, at) => ({
      key: `i-${institutionId}-${pick.id}`,
      kind: 'inspector' as const,
      institutionId,
      order: at + 1,
      pick,
      urn,
    })),
  );
  return [...targets, ...inspectors];
}

function walk(
  pool: readonly PoolEntry[],
  picks: readonly DrawPick[],
): readonly { readonly pick: DrawPick; readonly urn: readonly PoolEntry[] }[] {
  let urn: readonly PoolEntry[] = sortedPool(pool);
  return picks.map((pick) => {
    const before = urn;
    urn = urn.filter((entry) => entry.id !== pick.id);
    return { pick, urn: before };
  });
}
