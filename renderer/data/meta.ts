import type { BureauDb } from './bureau-db.ts';

export type MetaKey =
  | 'logs'
  | 'epoch'
  | 'greetedEpoch'
  | 'staging'
  | 'removalAnswer'
  | 'amendments'
  | 'deviceId'
  | 'snapshotAt'
  | 'clockSkewMs'
  | 'lastContactAt'
  | 'link'
  | 'alarmToldOn'
  | 'anchoredSeq'
  | 'stickAnchor'
  | 'latestInstant'
  | 'backupMark'
  | 'trimmed'
  | 'anchors'
  | 'photoRules'
  | 'photosFetched'
  | 'shownStale';

/** A setting of the database itself. */
export async function metaValue<T>(db: BureauDb, key: MetaKey, fallback: T): Promise<T> {
  const row = await db.meta.get(key);
  return row ? (row.value as T) : fallback;
}

export async function setMeta(db: BureauDb, key: MetaKey, value: unknown): Promise<void> {
  await db.meta.put({ key, value });
}
