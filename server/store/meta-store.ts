import type { Db, Tx } from './open-database.ts';

export type MetaKey = 'epoch' | `ingest-settled ${string}`;

/** Where the settled part of one ingest folder ends (ingest-format.ts, `positionText`). */
export function settledKey(ingestId: string): MetaKey {
  return `ingest-settled ${ingestId}`;
}

export async function readMeta(db: Db | Tx, key: MetaKey): Promise<string | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

export async function writeMeta(db: Db | Tx, key: MetaKey, value: string): Promise<void> {
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
