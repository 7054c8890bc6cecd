import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { newUlid } from '../../shared/lib/ids.ts';
import type { Clock, Random } from '../../shared/lib/ports.ts';
import { copyWhole } from '../features/backup/hashed-file.ts';
import { ATTACHMENTS, type BackupManifest } from '../features/backup/manifest.ts';
import {
  tableLines,
  verifyBackup,
  type BackupProblem,
  type VerifiedBackup,
} from '../features/backup/verify-backup.ts';
import { INGEST_FOLDER } from '../features/ingest/recover.ts';
import { hasTrust, openTrust, trustPlaces, type TrustPlaces } from '../features/trust/trust-folder.ts';
import { tablesInOrder } from '../store/catalogue.ts';
import { insertLines } from '../store/copy-rows.ts';
import { flushEmbedded } from '../store/flush-embedded.ts';
import { readCut } from '../store/ingest-file.ts';
import { comparePositions, parsePosition } from '../store/ingest-format.ts';
import { readMeta, settledKey, writeMeta } from '../store/meta-store.ts';
import { migrations } from '../store/migrations.ts';
import { migrate, openDatabase, type Db } from '../store/open-database.ts';
import { bootId, lockFolder } from './data-folder.ts';

export interface RestoreOptions {
  readonly from: string;
  readonly dataFolder: string;
  readonly databaseUrl: string | null;
  readonly trustFolder?: string | null;
  readonly filesFolder?: string | null;
  /** The trust folder, when the backup was taken without keys. */
  readonly keysFrom: string | null;
  /** The `ingest` folder of the lost server, when it is at hand: the next start runs what the backup does not have. */
  readonly ingestFrom: string | null;
  readonly clock: Clock;
  readonly random: Random;
}

export interface Restored {
  readonly generation: string;
  readonly at: string;
  readonly rows: number;
  readonly attachments: number;
  readonly epoch: string;
}

/** A restore that was not begun, or did not end; nothing that was there before was touched. */
export class RestoreRefused extends Error {}

const LINES_PER_STATEMENT = 200;
const CHARS_PER_STATEMENT = 1_000_000;

/**
 * Makes an empty data folder (and an empty database) what a verified backup says, under a new epoch: every device compares
 * its logs at its next contact, what the copy lacks waits there again. Throws `RestoreRefused`.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { dataFolder, databaseUrl, clock, random } = options;
  await refuseUnlessEmpty(dataFolder);
  const verified = await verifyBackup(options.from);
  if (!verified.ok) throw new RestoreRefused(`the backup cannot be used: ${sayProblem(verified.error)}`);
  const { manifest, folder, generation } = verified.value;
  const upTo = lastMigration(manifest);
  const lock = lockFolder(dataFolder, { pid: process.pid, bootId: bootId(), port: 0 });
  let db: Db | null = null;
  try {
    const places = trustPlaces(dataFolder, options.trustFolder ?? null);
    await putKeys(options, verified.value, places);
    const trust = await openTrust(places, ['localhost'], clock.now());
    if (trust.identity !== manifest.trust) throw new RestoreRefused('these are not the keys of the backup');
    db = await openDatabase({ folder: dataFolder, databaseUrl, upTo });
    if ((await readMeta(db, 'epoch')) !== null) throw new RestoreRefused('the database is not empty');
    await fillTables(db, folder, manifest);
    await migrate(db);
    const epoch = newUlid(clock, random);
    await writeMeta(db, 'epoch', epoch);
    await writeMeta(db, 'restored-at', clock.now());
    await db.deleteFrom('meta').where('key', '=', 'files-folder').execute();
    const attachments = await putAttachments(verified.value, options.filesFolder ?? dataFolder);
    if (options.ingestFrom !== null) await putIngest(db, options.ingestFrom, join(dataFolder, INGEST_FOLDER));
    if (databaseUrl === null) await flushEmbedded(db, dataFolder);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    return { generation, at: manifest.at, rows, attachments, epoch };
  } catch (problem) {
    await db?.destroy();
    db = null;
    // The folder was empty: what this try left half made in it would only stop the next one.
    for (const name of await readdir(dataFolder))
      if (name !== 'server.lock') await rm(join(dataFolder, name), { recursive: true, force: true });
    throw problem;
  } finally {
    await db?.destroy();
    lock.release();
  }
}

async function refuseUnlessEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.length > 0)
    throw new RestoreRefused(`${folder} is not empty; a restore never overwrites anything`);
}

/** The schema the copy was made under; this server must know it. */
function lastMigration(manifest: BackupManifest): string {
  const unknown = manifest.migrations.find((name) => !Object.hasOwn(migrations, name));
  const last = manifest.migrations.at(-1);
  if (unknown !== undefined || last === undefined)
    throw new RestoreRefused('the backup is of a newer server; install that version or a newer one');
  return last;
}

async function putKeys(options: RestoreOptions, backup: VerifiedBackup, places: TrustPlaces): Promise<void> {
  if (hasTrust(places)) return;
  const source = backup.manifest.hasKeys ? join(backup.folder, backup.generation, 'trust') : options.keysFrom;
  if (source === null)
    throw new RestoreRefused('the backup was taken without keys: name the trust folder with --keys');
  await mkdir(places.keys, { recursive: true, mode: 0o700 });
  for (const name of await readdir(source)) await copyWhole(join(source, name), join(places.keys, name));
}

async function fillTables(db: Db, folder: string, manifest: BackupManifest): Promise<void> {
  const order = (await tablesInOrder(db)).map((table) => table.name);
  for (const name of order.toReversed()) await sql`delete from ${sql.table(name)}`.execute(db);
  const tables = manifest.tables.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  for (const table of tables) await fillTable(db, table.name, join(folder, table.path));
}

async function fillTable(db: Db, name: string, path: string): Promise<void> {
  let waiting: string[] = [];
  let chars = 0;
  for await (const line of tableLines(path)) {
    waiting.push(line);
    chars += line.length;
    if (waiting.length < LINES_PER_STATEMENT && chars < CHARS_PER_STATEMENT) continue;
    await insertLines(db, name, waiting);
    [waiting, chars] = [[], 0];
  }
  await insertLines(db, name, waiting);
}

async function putAttachments({ folder, manifest }: VerifiedBackup, to: string): Promise<number> {
  const files = manifest.files.filter((file) => file.path.startsWith(`${ATTACHMENTS}/`));
  for (const { path } of files) {
    if (path.endsWith('/folder.id')) continue;
    await copyWhole(join(folder, path), join(to, path));
  }
  return files.length;
}

/** Files of the lost server that begin after the copy ends would leave a hole that nobody sees. */
async function putIngest(db: Db, from: string, to: string): Promise<void> {
  const id = await readFile(join(from, 'id'), 'utf8');
  const mark = parsePosition(await readMeta(db, settledKey(id)));
  const cut = await readCut(from);
  if (cut !== null && comparePositions(mark, cut) < 0)
    throw new RestoreRefused(
      'the ingest files begin after this backup ends: restore the backup they were cut for, or a newer one; or leave --ingest out, and the devices send again what they hold',
    );
  await cp(from, to, { recursive: true });
}

function sayProblem(problem: BackupProblem): string {
  const { kind, ...details } = problem;
  return [kind, ...Object.values(details)].join(' ');
}
