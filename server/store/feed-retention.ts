import { readMeta, writeMeta } from './meta-store.ts';
import type { Db, Tx } from './open-database.ts';
import { inTransaction } from './in-transaction.ts';

/** Per scope the position up to which old tombstones are gone: a cursor below it may have missed one. */
export type FeedFloor = Readonly<Record<string, number>>;

export async function readFeedFloor(db: Db | Tx): Promise<FeedFloor> {
  const text = await readMeta(db, 'feed-floor');
  return text === null ? {} : (JSON.parse(text) as FeedFloor);
}

/** Notes where every feed stands on a day (`YYYY-MM-DD`), once. */
export async function noteFeeds(db: Db, day: string): Promise<void> {
  await db
    .insertInto('feed_days')
    .columns(['day', 'scope', 'position'])
    .expression((eb) =>
      eb.selectFrom('scopes').select((row) => [row.val(day).as('day'), 'scopes.scope', 'scopes.position']),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Takes away the tombstones (`removed`, `left`) that lie at or below where their feed stood on `day`, and says so in
 * `feed-floor` in the same transaction. Records themselves stay: they are what a new device is given. Returns how many went.
 */
export async function dropTombstones(db: Db, day: string): Promise<number> {
  return inTransaction(db, async (tx) => {
    const noted = await tx
      .selectFrom('feed_days')
      .select((eb) => ['scope', eb.fn.max('position').as('position')])
      .where('day', '<=', day)
      .groupBy('scope')
      .execute();
    if (noted.length === 0) return 0;
    const floor: Record<string, number> = { ...(await readFeedFloor(tx)) };
    let dropped = 0;
    for (const { scope, position } of noted) {
      const gone = await tx
        .deleteFrom('feed')
        .where('scope', '=', scope)
        .where('position', '<=', position)
        .where('op', '!=', 'put')
        .executeTakeFirst();
      if (gone.numDeletedRows > 0n) floor[scope] = Math.max(floor[scope] ?? 0, position);
      dropped += Number(gone.numDeletedRows);
    }
    if (dropped > 0) await writeMeta(tx, 'feed-floor', JSON.stringify(floor));
    await tx.deleteFrom('feed_days').where('day', '<=', day).execute();
    return dropped;
  });
}
