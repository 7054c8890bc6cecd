import type { ActState } from '../../shared/lib/act-state.ts';
import type { BureauDb } from './bureau-db.ts';
import type { Equation } from './desk.ts';

// Counting an index takes a second at 50,000 rows: these numbers are kept in the transaction that changes them.

/** Adds to counters inside a running transaction that holds the `counters` table. */
export async function addToCounters(db: BureauDb, deltas: Readonly<Record<string, number>>): Promise<void> {
  for (const [name, delta] of Object.entries(deltas)) {
    if (delta === 0) continue;
    const value = (await db.counters.get(name))?.value ?? 0;
    await db.counters.put({ name, value: value + delta });
  }
}

/** What moving one act from a state to another does to the counters. */
export function stateDeltas(
  moves: readonly { readonly from: ActState | null; readonly to: ActState }[],
): Record<string, number> {
  const deltas: Record<string, number> = {};
  const add = (name: string, by: number) => (deltas[name] = (deltas[name] ?? 0) + by);
  for (const { from, to } of moves) {
    add(to, 1);
    if (from) add(from, -1);
    else add('created', 1);
  }
  return deltas;
}

export async function readEquation(db: BureauDb): Promise<Equation> {
  const rows = new Map((await db.counters.toArray()).map((row) => [row.name, row.value]));
  const of = (name: string) => rows.get(name) ?? 0;
  return {
    created: of('created'),
    delivered: of('delivered'),
    waiting: of('waiting'),
    quarantined: of('quarantined'),
    withdrawn: of('withdrawn'),
  };
}
