import type { Compartment } from '../../shared/lib/record-kind.ts';
import type { Scope } from '../../shared/protocol/scope.ts';
import type { Tx } from './open-database.ts';
import type { FeedRow, RecordRow } from './tables.ts';

/** What became of one record in one transaction. `origin` null: new; `target` null: removed. Never both. */
export interface CellChange {
  readonly table: string;
  readonly id: string;
  readonly compartment: Compartment;
  readonly origin: { readonly prefecture: string; readonly version: number; readonly scope: Scope } | null;
  readonly target: {
    readonly prefecture: string;
    readonly scope: Scope;
    readonly payload: string;
    readonly columns: string;
  } | null;
  readonly changes: number;
}

type Entry = Omit<FeedRow, 'position'>;

// Far below the 65,535 parameters that a statement may have.
const ROWS_PER_STATEMENT = 1000;

/**
 * Writes changed records and their feed entries. The positions are taken by updating the scope's row, whose lock is held
 * until the transaction commits: commits of one scope are ordered and leave no gap.
 */
export async function writeChanges(tx: Tx, changes: readonly CellChange[]): Promise<void> {
  if (changes.length === 0) return;
  const tombstones = await tombstoneVersions(tx, changes);
  const versionOf = (change: CellChange): number =>
    (change.origin?.version ?? tombstones.get(keyOf(change)) ?? 0) + change.changes;
  for (const change of changes)
    if (change.origin && change.origin.scope !== change.target?.scope) await removeRow(tx, change);
  await upsertRecords(
    tx,
    changes.flatMap((change) => recordRow(change, versionOf(change))),
  );
  await appendFeed(
    tx,
    changes.flatMap((change) => feedEntries(change, versionOf(change))),
  );
}

function recordRow(change: CellChange, version: number): readonly RecordRow[] {
  const { target, table, id, compartment } = change;
  if (!target) return [];
  return [
    {
      prefecture: target.prefecture,
      table_name: table,
      id,
      compartment,
      version,
      payload: target.payload,
      columns: target.columns,
    },
  ];
}

function feedEntries(change: CellChange, version: number): readonly Entry[] {
  const { origin, target } = change;
  const entry = { table_name: change.table, id: change.id, version };
  const entries: Entry[] = [];
  if (origin && !target) entries.push({ ...entry, scope: origin.scope, op: 'removed' });
  if (origin && target && origin.scope !== target.scope)
    entries.push({ ...entry, scope: origin.scope, op: 'left' });
  if (target) entries.push({ ...entry, scope: target.scope, op: 'put' });
  return entries;
}

/** A record that comes back after its removal goes on counting, so that a version never means two things. */
async function tombstoneVersions(
  tx: Tx,
  changes: readonly CellChange[],
): Promise<ReadonlyMap<string, number>> {
  const ids = changes.filter((change) => !change.origin).map((change) => change.id);
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('feed')
    .select(['table_name', 'id', 'version'])
    .where('id', 'in', ids)
    .execute();
  const versions = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf({ table: row.table_name, id: row.id });
    versions.set(key, Math.max(versions.get(key) ?? 0, row.version));
  }
  return versions;
}

async function removeRow(tx: Tx, change: CellChange): Promise<void> {
  await tx
    .deleteFrom('records')
    .where('prefecture', '=', change.origin?.prefecture ?? '')
    .where('table_name', '=', change.table)
    .where('id', '=', change.id)
    .execute();
}

async function upsertRecords(tx: Tx, rows: readonly RecordRow[]): Promise<void> {
  for (const part of parts(rows)) {
    await tx
      .insertInto('records')
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(['prefecture', 'table_name', 'id']).doUpdateSet((eb) => ({
          version: eb.ref('excluded.version'),
          payload: eb.ref('excluded.payload'),
          columns: eb.ref('excluded.columns'),
        })),
      )
      .execute();
  }
}

async function appendFeed(tx: Tx, entries: readonly Entry[]): Promise<void> {
  for (const scope of [...new Set(entries.map((entry) => entry.scope))].sort()) {
    const own = entries.filter((entry) => entry.scope === scope);
    const { position } = await tx
      .insertInto('scopes')
      .values({ scope, position: own.length })
      .onConflict((conflict) =>
        conflict.column('scope').doUpdateSet((eb) => ({ position: eb('scopes.position', '+', own.length) })),
      )
      .returning('position')
      .executeTakeFirstOrThrow();
    const rows = own.map((entry, i) => ({ ...entry, position: position - own.length + i + 1 }));
    for (const part of parts(rows)) await upsertFeed(tx, part);
  }
}

async function upsertFeed(tx: Tx, rows: readonly FeedRow[]): Promise<void> {
  await tx
    .insertInto('feed')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['scope', 'table_name', 'id']).doUpdateSet((eb) => ({
        position: eb.ref('excluded.position'),
        op: eb.ref('excluded.op'),
        version: eb.ref('excluded.version'),
      })),
    )
    .execute();
}

function* parts<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) yield rows.slice(at, at + ROWS_PER_STATEMENT);
}

function keyOf(of: { readonly table: string; readonly id: string }): string {
  return `${of.table}|${of.id}`;
}
