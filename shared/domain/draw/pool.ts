import { z } from 'zod';
import type { Hex } from '../../lib/bytes.ts';
import { canonicalJson } from '../../lib/json.ts';
import { sha256Hex } from '../../lib/sha256.ts';

/** Ids inside a draw: printable ASCII without `|`, which separates the parts of a label. `__proto__` is no key in JavaScript. */
export const DrawEntryId = z
  .string()
  .regex(/^[\x20-\x7b\x7d\x7e]{1,96}$/)
  .refine((id) => id !== '__proto__');

export const MAX_WEIGHT = 100;
/** More than any prefecture has, few enough that sums of weights stay far below 2^32. */
const MAX_ENTRIES = 100_000;

export const PoolEntry = z.strictObject({ id: DrawEntryId, weight: z.int().min(1).max(MAX_WEIGHT) });
export type PoolEntry = z.infer<typeof PoolEntry>;

export const Pool = z.array(PoolEntry).max(MAX_ENTRIES);

/** Sorted by id in code-unit order: the order in which a pool was put together must not matter. */
export function sortedPool(pool: readonly PoolEntry[]): PoolEntry[] {
  return pool.map(({ id, weight }) => ({ id, weight })).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Lower-case hex SHA-256 of the canonical JSON of the sorted pool. */
export function poolHash(pool: readonly PoolEntry[]): Hex {
  return sha256Hex(canonicalJson(sortedPool(pool)));
}

/** The first id that stands in a pool twice; null when there is none. */
export function idTwice(ids: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) return id;
    seen.add(id);
  }
  return null;
}
