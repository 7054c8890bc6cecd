import type { NumberStream, Uniform } from './number-stream.ts';
import { sortedPool, type PoolEntry } from './pool.ts';

/** One pick and everything one must know to follow it by hand. */
export interface DrawPick {
  readonly id: string;
  readonly weight: number;
  /** The number drawn below `total`. */
  readonly number: Uniform;
  /** Sum of the weights that were left. */
  readonly total: number;
  /** Weights of the entries before the one that was hit: `from` ≤ number < `from` + weight. */
  readonly from: number;
}

/**
 * Picks `count` entries without replacement (docs/draw.md, D3): a number below the sum of the weights left; walk the
 * remaining entries in sorted order until it falls inside one; take that one out. Fewer when the pool ends before.
 */
export function pickWeighted(
  stream: NumberStream,
  pool: readonly PoolEntry[],
  count: number,
): readonly DrawPick[] {
  const left = sortedPool(pool);
  const picks: DrawPick[] = [];
  while (picks.length < count && left.length > 0) picks.push(takeOne(stream, left));
  return picks;
}

function takeOne(stream: NumberStream, left: PoolEntry[]): DrawPick {
  const total = left.reduce((sum, entry) => sum + entry.weight, 0);
  const number = stream.uniform(total);
  let from = 0;
  let at = 0;
  for (const [index, entry] of left.entries()) {
    if (number.value < from + entry.weight) {
      at = index;
      break;
    }
    from += entry.weight;
  }
  const [hit] = left.splice(at, 1) as [PoolEntry];
  return { id: hit.id, weight: hit.weight, number, total, from };
}
