import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../../../shared/lib/dates.ts';
import { newUlid } from '../../../shared/lib/ids.ts';
import { migrationsOf, tablesInOrder } from '../../store/catalogue.ts';
import { rowLines } from '../../store/copy-rows.ts';
import { readMeta } from '../../store/meta-store.ts';
import type { Tx } from '../../store/open-database.ts';
import type { Core } from '../core.ts';
import {
  copyWhole,
  filesBelow,
  hashFile,
  isSame,
  removeTree,
  writeLines,
  writeWhole,
} from './hashed-file.ts';
import { ATTACHMENTS, MANIFEST_FILE, type BackupFile, type BackupManifest } from './manifest.ts';

// Part of an attachment's way, not of what is kept.
const PASSING = ['drafts'];

export interface BackupPlan {
  readonly to: string;
  /** The region's private keys go along; without them a restore needs the trust folder from elsewhere. */
  readonly withKeys: boolean;
  readonly trustFolder: string;
  /** False when attachments lie in an object store. */
  readonly hasAttachmentFolder: boolean;
}

/**
 * Writes one generation: the database in one snapshot, then attachments (those before a receipt are on the disk before it is
 * signed, so the copy holds every one that the database calls received), then keys. The manifest comes last. Not verified yet.
 */
export async function writeBackup(
  core: Core,
  plan: BackupPlan,
): Promise<{ readonly generation: string; readonly manifest: BackupManifest }> {
  const at = core.clock.now();
  const id = newUlid(core.clock, core.random);
  const generation = `${at.replaceAll(/[:.]/g, '')}-${id}`;
  const folder = join(plan.to, generation);
  await mkdir(join(folder, 'database'), { recursive: true, mode: 0o700 });
  try {
    const database = await core.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((tx) => copyDatabase(tx, folder, generation));
    const files = [...database.files];
    if (plan.hasAttachmentFolder) files.push(...(await copyAttachments(core, plan.to)));
    if (plan.withKeys) files.push(...(await copyKeys(plan, generation)));
    const manifest: BackupManifest = {
      v: 1,
      kind: 'jd-backup',
      id,
      at,
      epoch: database.epoch,
      trust: core.trust.identity,
      hasKeys: plan.withKeys,
      attachments: plan.hasAttachmentFolder ? 'folder' : 'elsewhere',
      migrations: [...database.migrations],
      tables: [...database.tables],
      files,
    };
    await writeWhole(join(folder, MANIFEST_FILE), JSON.stringify(manifest));
    return { generation, manifest };
  } catch (problem) {
    await removeTree(folder);
    throw problem;
  }
}

interface DatabaseCopy {
  readonly epoch: Instant | string;
  readonly migrations: readonly string[];
  readonly tables: BackupManifest['tables'];
  readonly files: readonly BackupFile[];
}

async function copyDatabase(tx: Tx, folder: string, generation: string): Promise<DatabaseCopy> {
  const tables: BackupManifest['tables'] = [];
  const files: BackupFile[] = [];
  for (const table of await tablesInOrder(tx)) {
    const name = `database/${table.name}.ndjson.gz`;
    const rows = await writeLines(join(folder, name), rowLines(tx, table));
    const path = `${generation}/${name}`;
    tables.push({ name: table.name, path, rows });
    files.push({ path, ...(await hashFile(join(folder, name))) });
  }
  const epoch = (await readMeta(tx, 'epoch')) ?? '';
  return { epoch, migrations: await migrationsOf(tx), tables, files };
}

/** Only what is not there yet, or changed; the hash is of the copy, which is what a restore will read. */
async function copyAttachments(core: Core, to: string): Promise<readonly BackupFile[]> {
  const from = join(core.filesFolder, ATTACHMENTS);
  const files: BackupFile[] = [];
  for (const name of await filesBelow(from, PASSING)) {
    const copy = join(to, ATTACHMENTS, name);
    if (!(await isSame(join(from, name), copy))) await copyWhole(join(from, name), copy);
    files.push({ path: `${ATTACHMENTS}/${name}`, ...(await hashFile(copy)) });
  }
  return files;
}

async function copyKeys(plan: BackupPlan, generation: string): Promise<readonly BackupFile[]> {
  const files: BackupFile[] = [];
  for (const name of await filesBelow(plan.trustFolder)) {
    const path = `${generation}/trust/${name}`;
    await copyWhole(join(plan.trustFolder, name), join(plan.to, path));
    files.push({ path, ...(await hashFile(join(plan.to, path))) });
  }
  return files;
}
