import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { migrations } from './migrations.ts';
import type { Database } from './tables.ts';

export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;

const INT8 = 20;
const POOL_SIZE = 10;

/** PostgreSQL settings under which a receipt would promise more than the disk holds. */
export class UnsafeDatabase extends Error {
  constructor(setting: string) {
    super(
      `PostgreSQL runs with ${setting} off: a receipt would not survive a power cut. Turn ${setting} on and start again.`,
    );
  }
}

/**
 * Opens PostgreSQL at `databaseUrl`, or else the embedded PGlite in `<folder>/database`, and runs the migrations.
 * `bigint` is a number on both. Throws `UnsafeDatabase` when PostgreSQL does not flush what it commits.
 */
export async function openDatabase(options: {
  readonly folder: string;
  readonly databaseUrl: string | null;
  /** The last migration to run, for a copy of that age; the newest when absent. */
  readonly upTo?: string;
}): Promise<Db> {
  const db = new Kysely<Database>({
    dialect: options.databaseUrl ? postgres(options.databaseUrl) : embedded(options.folder),
  });
  try {
    if (options.databaseUrl) await refuseUnsafe(db);
    await migrate(db, options.upTo);
  } catch (problem) {
    await db.destroy();
    throw problem;
  }
  return db;
}

function embedded(folder: string): PGliteDialect {
  const dataDir = join(folder, 'database');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return new PGliteDialect({ pglite: () => PGlite.create({ dataDir, parsers: { [INT8]: Number } }) });
}

function postgres(connectionString: string): PostgresDialect {
  const types: pg.CustomTypesConfig = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === INT8 ? Number : pg.types.getTypeParser(oid, format),
  };
  const pool = new pg.Pool({ connectionString, max: POOL_SIZE, types });
  // An idle connection that PostgreSQL ends (a restart of it) must not end this process; the next query says what is wrong.
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}

async function refuseUnsafe(db: Db): Promise<void> {
  const fsync = await sql<{ fsync: string }>`show fsync`.execute(db);
  if (fsync.rows[0]?.fsync === 'off') throw new UnsafeDatabase('fsync');
  const commit = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(db);
  if (commit.rows[0]?.synchronous_commit === 'off') throw new UnsafeDatabase('synchronous_commit');
}

/** Brings a database to the newest step, or to a named one. */
export async function migrate(db: Db, upTo?: string): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const { error } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error !== undefined) throw error;
}
