import { join } from 'node:path';
import { z } from 'zod';
import { Instant } from '../../../shared/lib/dates.ts';
import { cutIngest } from '../../store/ingest-file.ts';
import { parsePosition } from '../../store/ingest-format.ts';
import { flushEmbedded } from '../../store/flush-embedded.ts';
import { readMeta } from '../../store/meta-store.ts';
import type { Db, Tx } from '../../store/open-database.ts';
import type { Core } from '../core.ts';
import { INGEST_FOLDER } from '../ingest/recover.ts';

/** What the database remembers of the last verified backup. */
export const BackupRecord = z.strictObject({
  id: z.string(),
  at: Instant,
  generation: z.string(),
  /** Attachments whose receipt is older are in it; null when attachments are kept elsewhere. */
  attachmentsBefore: Instant.nullable(),
  /** Ingest files before these positions, by ingest id, may be given up. */
  cut: z.boolean(),
  positions: z.record(z.string(), z.string()),
});
export type BackupRecord = z.infer<typeof BackupRecord>;

export async function lastBackup(db: Db | Tx): Promise<BackupRecord | null> {
  const text = await readMeta(db, 'backup');
  return text === null ? null : BackupRecord.parse(JSON.parse(text));
}

/**
 * Gives up the ingest files of this process that the last verified backup covers, where that was ordered; the others on the
 * same database do it for theirs. The embedded database is flushed first: what the backup saw must survive here as well.
 */
export async function cutWhereBackedUp(core: Core): Promise<number> {
  const backup = await lastBackup(core.db);
  const position = backup?.cut === true ? backup.positions[core.ingest.id] : undefined;
  if (position === undefined) return 0;
  if (core.storage === 'pglite') await flushEmbedded(core.db, core.folder);
  const cut = await cutIngest(join(core.folder, INGEST_FOLDER), parsePosition(position));
  if (cut > 0) core.log.info({ files: cut }, 'ingest files given up for a backup');
  return cut;
}
