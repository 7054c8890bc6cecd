import { join } from 'node:path';
import { z } from 'zod';
import { epochMsOf, instantOf } from '../../../shared/lib/dates.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { settledKey, writeMeta, type MetaKey } from '../../store/meta-store.ts';
import type { Tx } from '../../store/open-database.ts';
import { inTransaction } from '../../store/in-transaction.ts';
import type { Core } from '../core.ts';
import { cutWhereBackedUp, type BackupRecord } from './cut.ts';
import { tableLines, verifyBackup, type BackupProblem, type VerifiedBackup } from './verify-backup.ts';
import { writeBackup } from './write-backup.ts';

export interface BackupOrder {
  readonly to: string;
  readonly withKeys: boolean;
  /** Ingest files that the verified backup covers are given up. */
  readonly cutIngest: boolean;
}

export interface BackupResult {
  readonly generation: string;
  readonly rows: number;
  readonly files: number;
  readonly sizeBytes: number;
  readonly cutFiles: number;
}

// A receipt may be signed before the snapshot and committed after it, by a process whose clock is a little behind.
const ATTACHMENT_MARGIN_MS = 10 * 60_000;

/** Writes a backup, reads it all again, and only then says that it covers anything. */
export async function takeBackup(
  core: Core,
  order: BackupOrder,
): Promise<Result<BackupResult, BackupProblem>> {
  if (order.cutIngest) {
    await core.ingest.rotate();
    await writeMeta(core.db, settledKey(core.ingest.id), core.ingest.settledUpTo());
  }
  const { generation, manifest } = await writeBackup(core, {
    ...order,
    trustFolder: core.trustFolder,
    hasAttachmentFolder: core.attachmentsIn === 'folder',
  });
  const verified = await verifyBackup(join(order.to, generation));
  if (!verified.ok) {
    core.log.error({ kind: verified.error.kind }, 'backup does not verify');
    return verified.error.kind === 'no-backup' ? err({ kind: 'manifest-unreadable' }) : verified;
  }
  const record: BackupRecord = {
    id: manifest.id,
    at: manifest.at,
    generation,
    attachmentsBefore:
      manifest.attachments === 'folder' ? instantOf(epochMsOf(manifest.at) - ATTACHMENT_MARGIN_MS) : null,
    cut: order.cutIngest,
    positions: await positionsOf(verified.value),
  };
  await inTransaction(core.db, (tx) => remember(tx, record, verified.value));
  const cutFiles = await cutWhereBackedUp(core);
  const sizeBytes = manifest.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  core.log.info({ rows, files: manifest.files.length, sizeBytes, cutFiles }, 'backup verified');
  return ok({ generation, rows, files: manifest.files.length, sizeBytes, cutFiles });
}

async function remember(tx: Tx, record: BackupRecord, backup: VerifiedBackup): Promise<void> {
  await tx.deleteFrom('backup_marks').execute();
  const marks = [...backup.heads].map(([log_id, { seq, hash }]) => ({ log_id, seq, hash }));
  for (let at = 0; at < marks.length; at += 1000)
    await tx
      .insertInto('backup_marks')
      .values(marks.slice(at, at + 1000))
      .execute();
  await writeMeta(tx, 'backup', JSON.stringify(record));
}

const MetaLine = z.object({ key: z.string(), value: z.string() });

/** Where the copied database says that each process's ingest files are settled. */
async function positionsOf({ folder, manifest }: VerifiedBackup): Promise<Record<string, string>> {
  const prefix: MetaKey = settledKey('');
  const positions: Record<string, string> = {};
  const table = manifest.tables.find(({ name }) => name === 'meta');
  if (!table) return positions;
  for await (const line of tableLines(join(folder, table.path))) {
    const { key, value } = MetaLine.parse(JSON.parse(line));
    if (key.startsWith(prefix)) positions[key.slice(prefix.length)] = value;
  }
  return positions;
}
