import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Db } from './open-database.ts';
import { syncFolder } from './sync-folder.ts';

/** Brings the embedded database to the disk as it is now: PGlite writes and never flushes, so its files are flushed here. */
export async function flushEmbedded(db: Db, dataFolder: string): Promise<void> {
  await sql`checkpoint`.execute(db);
  await flushTree(join(dataFolder, 'database'));
}

async function flushTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await flushTree(path);
    else if (entry.isFile()) await flushFile(path);
  }
  await syncFolder(folder);
}

async function flushFile(path: string): Promise<void> {
  // A file may be gone by now: a log segment that was recycled.
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return;
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
