import type { Db, Tx } from './open-database.ts';

// Deadlock and failed serialisation: PostgreSQL undid the transaction and asks for another try.
const TRY_AGAIN = new Set(['40001', '40P01']);
const TRIES = 5;

/** A transaction that is run again when PostgreSQL had to end it for the sake of another. `work` must bear repetition. */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work);
    } catch (problem) {
      if (attempt === TRIES || !isPassing(problem)) throw problem;
    }
  }
}

function isPassing(problem: unknown): boolean {
  if (!(problem instanceof Error)) return false;
  if ('code' in problem && typeof problem.code === 'string' && TRY_AGAIN.has(problem.code)) return true;
  return isPassing(problem.cause);
}
