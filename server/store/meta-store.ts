import type { Db, Tx } from './open-database.ts';

/**
 * `restored-at`: when this database was made from a backup; rows of numbers of that year and before begin past a reserve.
 * `trust`: whose keys this database was made with. `files-folder`: the mark of the folder that holds its attachments.
 * `held-alarm-days`: after how many days an act that still waits is shown red (14 when not set). `pending-alarm-hours`: the same
 * for a segment whose predecessor has not arrived (72). `feed-floor`: JSON, per scope the position up to which old tombstones are gone. `backup`: JSON of the last verified backup.
 */
export type MetaKey =
  | 'epoch'
  | 'trust'
  | 'files-folder'
  | 'feed-floor'
  | 'backup'
  | 'held-alarm-days'
  | 'pending-alarm-hours'
  | 'restored-at'
  | `ingest-settled ${string}`;

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
