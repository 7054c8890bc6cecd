import { sql } from 'kysely';
import type { Db, Tx } from './open-database.ts';

/** A table as a copy of the database needs it. */
export interface TableShape {
  readonly name: string;
  /** Columns of the primary key: the order of its rows. */
  readonly key: readonly string[];
}

// Sessions end with a copy: devices greet again. Migrations are named in the manifest instead.
const LEFT_OUT = new Set(['sessions', 'kysely_migration', 'kysely_migration_lock']);

/** Every table of this database, those that others refer to first. Read from the database itself, so none is forgotten. */
export async function tablesInOrder(db: Db | Tx): Promise<readonly TableShape[]> {
  const tables = await sql<{ name: string; key: string[] | null }>`
    select c.relname as name,
      (select array_agg(a.attname::text order by k.place)
         from pg_index i, unnest(i.indkey::int2[]) with ordinality as k(attnum, place), pg_attribute a
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname`.execute(db);
  const references = await sql<{ child: string; parent: string }>`
    select child.relname as child, parent.relname as parent
    from pg_constraint f join pg_class child on child.oid = f.conrelid join pg_class parent on parent.oid = f.confrelid
    where f.contype = 'f' and not child.relispartition`.execute(db);
  const left = tables.rows.filter((table) => !LEFT_OUT.has(table.name));
  const ordered: TableShape[] = [];
  while (ordered.length < left.length) {
    const known = new Set(ordered.map((table) => table.name));
    const next = left.find(
      (table) =>
        !known.has(table.name) &&
        references.rows.every(
          ({ child, parent }) => child !== table.name || parent === child || known.has(parent),
        ),
    );
    if (!next) throw new Error('tables refer to each other in a ring');
    ordered.push({ name: next.name, key: next.key ?? [] });
  }
  return ordered;
}

/** Names of the migrations this database went through, in order. */
export async function migrationsOf(db: Db | Tx): Promise<readonly string[]> {
  const rows = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.rows.map((row) => row.name);
}
