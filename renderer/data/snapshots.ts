import type { Bureau } from '../platform/bureau.ts';
import type { BureauDb } from './bureau-db.ts';
import { decodeRows, encodeRows, type SnapshotRow } from './snapshot-codec.ts';

const ROWS_PER_CHUNK = 400;
/** Staged pages are thrown away at every start; they are not worth keeping. */
const LEFT_OUT = new Set(['staged']);

/** Writes the whole database, as it stands in one transaction, to the main process. False when the disk refused. */
export async function writeSnapshot(db: BureauDb, bureau: Bureau): Promise<boolean> {
  const tables = db.tables.filter((table) => !LEFT_OUT.has(table.name));
  const rows: SnapshotRow[] = [];
  await db.transaction('r', tables, async () => {
    for (const table of tables)
      for (const row of await table.toArray()) rows.push({ table: table.name, row });
  });
  const begun = await bureau.call('snapshot/begin', null);
  if (begun.kind !== 'begun') return false;
  for (let at = 0; at < rows.length; at += ROWS_PER_CHUNK) {
    const written = await bureau.call('snapshot/append', {
      snapshotId: begun.snapshotId,
      chunk: encodeRows(rows.slice(at, at + ROWS_PER_CHUNK)),
    });
    if (written.kind !== 'written') return false;
  }
  return (await bureau.call('snapshot/commit', { snapshotId: begun.snapshotId })).kind === 'written';
}

/** Fills an empty database from the newest snapshot that can be read whole; null when there is none. */
export async function restoreSnapshot(
  db: BureauDb,
  bureau: Bureau,
): Promise<{ readonly records: number } | null> {
  for (const { snapshotId, chunks } of await bureau.call('snapshot/list', null)) {
    const rows = await readWhole(snapshotId, chunks, bureau);
    if (!rows) continue;
    await db.transaction('rw', db.tables, async () => {
      for (const { table, row } of rows) await db.table(table).put(row);
    });
    return { records: rows.length };
  }
  return null;
}

async function readWhole(
  snapshotId: string,
  chunks: number,
  bureau: Bureau,
): Promise<readonly SnapshotRow[] | null> {
  const rows: SnapshotRow[] = [];
  for (let chunk = 0; chunk < chunks; chunk++) {
    const bytes = await bureau.call('snapshot/read', { snapshotId, chunk });
    if (!bytes) return null;
    rows.push(...decodeRows(bytes));
  }
  return rows;
}
