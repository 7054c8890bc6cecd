import type { Db } from './open-database.ts';
import type { BundleRow } from './tables.ts';

export async function readBundleRow(db: Db, bundleId: string): Promise<BundleRow | null> {
  const query = db.selectFrom('bundles').selectAll().where('bundle_id', '=', bundleId);
  return (await query.executeTakeFirst()) ?? null;
}

/** Remembers a bundle, once. */
export async function keepBundleRow(db: Db, row: BundleRow): Promise<void> {
  await db
    .insertInto('bundles')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Bundles written for a device so far: the running number of the next one's file name follows it. */
export async function countWritten(db: Db, deviceId: string): Promise<number> {
  const query = db.selectFrom('bundles').select('bundle_id').where('device_id', '=', deviceId);
  return (await query.where('kind', '!=', 'outward').execute()).length;
}
