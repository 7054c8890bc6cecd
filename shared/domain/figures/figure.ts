import type { RecordId } from '../../lib/ids.ts';

// Every figure names the records behind it: a number on screen is the length of a list, or a mean over one.

/** A number of records. */
export interface Count {
  readonly kind: 'count';
  readonly ids: readonly RecordId[];
}

/** A share: so many of so many. */
export interface Share {
  readonly kind: 'share';
  readonly part: readonly RecordId[];
  readonly whole: readonly RecordId[];
}

/** A mean over records that each have a value; in tenths, so that it is a whole number. Null: there is none. */
export interface Mean {
  readonly kind: 'mean';
  readonly tenths: number | null;
  readonly ids: readonly RecordId[];
}

export type Figure = Count | Share | Mean;

/** Ids in code-unit order, each once: the same records give the same figure however they are handed in. */
export function countOf(ids: Iterable<RecordId>): Count {
  return { kind: 'count', ids: sorted(ids) };
}

export function shareOf(part: Iterable<RecordId>, whole: Iterable<RecordId>): Share {
  return { kind: 'share', part: sorted(part), whole: sorted(whole) };
}

/** Half a tenth rounds up. */
export function meanOf(values: ReadonlyMap<RecordId, number>): Mean {
  const sum = [...values.values()].reduce((total, value) => total + value, 0);
  const tenths = values.size === 0 ? null : Math.round((sum * 10) / values.size);
  return { kind: 'mean', tenths, ids: sorted(values.keys()) };
}

/** In whole per cent, rounded down: 100 only when nothing is missing. Null: there is nothing to take a share of. */
export function percentOf({ part, whole }: Share): number | null {
  return whole.length === 0 ? null : Math.floor((part.length * 100) / whole.length);
}

function sorted(ids: Iterable<RecordId>): readonly RecordId[] {
  return [...new Set(ids)].toSorted((a, b) => (a < b ? -1 : 1));
}
