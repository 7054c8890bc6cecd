import type { LogId } from '../../lib/ids.ts';
import { isIn, type NumberBlock, type NumberSeries } from './numbers.ts';

/** Why numbers of a row stand on no paper here. */
export type GapReason = 'lent-here' | 'lent-elsewhere' | 'restore' | 'elsewhere';

export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly reason: GapReason;
}

/**
 * The numbers of a row up to its last that no paper bears, joined to ranges. `elsewhere`: given to a paper that this desk does not
 * see.
 */
export function gapsOf(
  row: NumberSeries,
  blocks: readonly NumberBlock[],
  used: ReadonlySet<number>,
  ownLog: LogId,
): readonly Gap[] {
  const gaps: Gap[] = [];
  for (let number = 1; number <= row.last; number++) {
    if (used.has(number)) continue;
    const block = blocks.find((one) => isIn(one, number));
    const skipped = row.skipped.some((range) => isIn(range, number));
    const reason = block
      ? block.logId === ownLog
        ? 'lent-here'
        : 'lent-elsewhere'
      : skipped
        ? 'restore'
        : 'elsewhere';
    const last = gaps.at(-1);
    if (last?.reason === reason && last.to === number - 1) gaps[gaps.length - 1] = { ...last, to: number };
    else gaps.push({ from: number, to: number, reason });
  }
  return gaps;
}
