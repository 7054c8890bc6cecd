import type { RemovalAnswer } from '../../shared/sync/pull.ts';
import type { IncomingBase } from '../../shared/sync/ports.ts';
import { keyOf } from '../../shared/sync/ports.ts';
import type { BureauDb } from './bureau-db.ts';
import { metaValue, setMeta } from './meta.ts';
import { isStale, isTakenAway } from './staged-rows.ts';

/** How many confirmed copies the staged pages would take away, of how many. What goes with a lost scope is not counted. */
export async function countRemovals(
  db: BureauDb,
  base: IncomingBase,
  tables: readonly string[],
): Promise<{ readonly removed: number; readonly of: number }> {
  const copies = new Map<string, { readonly scope: string; readonly version: number }>();
  for (const table of tables)
    for (const row of await db.records(table).where('dirty').equals(0).toArray())
      copies.set(keyOf(table, row.id), row);
  for (const row of await db.confirmed.toArray()) if (row.payload) copies.set(keyOf(row.table, row.id), row);
  const staged = new Map((await db.staged.toArray()).map((row) => [keyOf(row.table, row.id), row]));
  let [removed, of] = [0, 0];
  for (const [key, copy] of copies) {
    if (base.lostScopes.includes(copy.scope)) continue;
    of += 1;
    const row = staged.get(key);
    if (row ? !isStale(row, copy, base) && isTakenAway(row, base) : base.reset) removed += 1;
  }
  return { removed, of };
}

interface Answer {
  readonly accepted: boolean;
  readonly removed: number;
}

/** What a person said to a pull that would take much away, with the number they were shown. */
export async function answerRemoval(db: BureauDb, answer: Answer): Promise<void> {
  await setMeta(db, 'removalAnswer', answer);
}

/** The answer as far as it covers this pull: it counts once, and for no more than was shown. */
export async function removalAnswer(
  db: BureauDb,
  { removed }: { readonly removed: number },
): Promise<RemovalAnswer> {
  const answer = await metaValue<Answer | null>(db, 'removalAnswer', null);
  if (!answer || removed > answer.removed) return 'none';
  if (!answer.accepted) return 'refused';
  await setMeta(db, 'removalAnswer', null);
  return 'accepted';
}
