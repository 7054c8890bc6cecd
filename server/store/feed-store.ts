import type { Scope } from '../../shared/protocol/scope.ts';
import type { Db, Tx } from './open-database.ts';

export interface FeedPage {
  /** Feed entries as JSON text, in the order of the feed. */
  readonly entries: readonly string[];
  readonly bytes: number;
  /** Cursor after this page. */
  readonly position: number;
  readonly more: boolean;
}

/** Whether an entry is for the device that asks. The cursor passes what is not. `payload` null: the record left or is gone. */
export type FeedGate = (
  scope: Scope,
  row: { readonly table: string; readonly payload: string | null },
) => Promise<boolean>;

const ROWS_PER_READ = 500;

/** Where each scope's feed stands; a scope nothing was ever written to stands at 0. */
export async function scopePositions(
  db: Db | Tx,
  scopes: readonly Scope[],
): Promise<ReadonlyMap<Scope, number>> {
  const positions = new Map<Scope, number>(scopes.map((scope) => [scope, 0]));
  if (scopes.length === 0) return positions;
  const rows = await db.selectFrom('scopes').selectAll().where('scope', 'in', scopes).execute();
  for (const row of rows) positions.set(row.scope as Scope, row.position);
  return positions;
}

/** Entries of one scope after a position that `gate` lets through, until `maxBytes` of JSON are full; at least one when there is any. */
export async function readFeedPage(
  db: Db | Tx,
  scope: Scope,
  after: number,
  maxBytes: number,
  gate: FeedGate,
): Promise<FeedPage> {
  const entries: string[] = [];
  let bytes = 0;
  let position = after;
  for (;;) {
    const rows = await feedRows(db, scope, position);
    for (const row of rows) {
      if (bytes >= maxBytes) return { entries, bytes, position, more: true };
      position = row.position;
      if (!(await gate(scope, { table: row.table_name, payload: row.payload }))) continue;
      const text = entryText(scope, row);
      entries.push(text);
      bytes += Buffer.byteLength(text);
    }
    if (rows.length < ROWS_PER_READ) return { entries, bytes, position, more: false };
  }
}

interface FeedRecord {
  readonly table_name: string;
  readonly id: string;
  readonly position: number;
  readonly op: 'put' | 'removed' | 'left';
  readonly version: number;
  readonly payload: string | null;
}

function feedRows(db: Db | Tx, scope: Scope, after: number): Promise<FeedRecord[]> {
  const prefecture = scope.slice(0, 6);
  return db
    .selectFrom('feed')
    .leftJoin('records', (join) =>
      join
        .onRef('records.table_name', '=', 'feed.table_name')
        .onRef('records.id', '=', 'feed.id')
        .on('records.prefecture', '=', prefecture)
        .on('feed.op', '=', 'put'),
    )
    .select(['feed.table_name', 'feed.id', 'feed.position', 'feed.op', 'feed.version', 'records.payload'])
    .where('feed.scope', '=', scope)
    .where('feed.position', '>', after)
    .orderBy('feed.position')
    .limit(ROWS_PER_READ)
    .execute();
}

/** The payload is canonical JSON already and is not parsed again. */
function entryText(scope: Scope, row: FeedRecord): string {
  const { op, position, table_name: table, id, version } = row;
  const head = JSON.stringify({ op, scope, position, table, id, version });
  return op === 'put' ? `${head.slice(0, -1)},"record":${row.payload ?? 'null'}}` : head;
}
