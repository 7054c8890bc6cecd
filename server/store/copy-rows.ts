import { sql } from 'kysely';
import type { TableShape } from './catalogue.ts';
import type { Db, Tx } from './open-database.ts';

const ROWS_PER_READ = 200;

/**
 * Every row of a table as one line of JSON, in the order of its key; PostgreSQL itself writes and reads them, so that every
 * type survives (bytes as hexadecimal) and both databases give the same lines. Belongs in a repeatable-read transaction.
 */
export async function* rowLines(tx: Tx, table: TableShape): AsyncGenerator<string> {
  const order =
    table.key.length > 0 ? sql`order by ${sql.join(table.key.map((name) => sql.ref(name)))}` : sql``;
  await sql`declare copied no scroll cursor for select row_to_json(t)::text as line from ${sql.table(table.name)} t ${order}`.execute(
    tx,
  );
  try {
    for (;;) {
      const { rows } = await sql<{ line: string }>`fetch ${sql.lit(ROWS_PER_READ)} from copied`.execute(tx);
      for (const row of rows) yield row.line;
      if (rows.length < ROWS_PER_READ) return;
    }
  } finally {
    await sql`close copied`.execute(tx);
  }
}

/** Puts lines of `rowLines` into a table. */
export async function insertLines(db: Db | Tx, table: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = `[${lines.join(',')}]`;
  await sql`insert into ${sql.table(table)} select * from json_populate_recordset(null::${sql.table(table)}, ${rows}::json)`.execute(
    db,
  );
}
