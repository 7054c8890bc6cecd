import { sql } from 'kysely';
import type { Db } from './open-database.ts';

const START_LOCK = 7402;

/**
 * Processes on one PostgreSQL start one after another: only one may make keys, epoch and prefectures of an empty database, or
 * say that it lost something. The lock ends with its connection, so a process that dies does not keep it. The embedded
 * database has one connection and one process and needs none.
 */
export async function oneStartAtATime<T>(db: Db, isShared: boolean, work: () => Promise<T>): Promise<T> {
  if (!isShared) return work();
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${sql.lit(START_LOCK)})`.execute(connection);
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(${sql.lit(START_LOCK)})`.execute(connection);
    }
  });
}
