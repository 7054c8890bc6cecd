import { sql } from 'kysely';
import { canonicalJson } from '../../shared/lib/json.ts';
import type { IndexValue, RecordBase, RecordKind } from '../../shared/lib/record-kind.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import { scopeOf } from '../../shared/protocol/scope.ts';
import { recordRegistry } from '../../shared/protocol/record-registry.ts';
import type { Tx } from './open-database.ts';
import { writeChanges, type CellChange } from './record-writes.ts';

// One session per transaction: what an act reads and writes is kept here and reaches the tables in one `flush`, so that a
// batch of acts costs a few statements. Everything that writes records holds its prefecture's lock until it commits.

export type RecordChange =
  | { readonly op: 'put'; readonly kind: RecordKind; readonly record: RecordBase }
  | { readonly op: 'remove'; readonly kind: RecordKind; readonly id: RecordId };

/** Where a record lay when this transaction first met it. */
export interface Origin {
  readonly prefecture: string;
  readonly version: number;
}

export interface RecordSession {
  /** Reads records with these ids in one go, so that asking for them one by one costs nothing. Harmless for ids nobody asks for. */
  foresee(ids: Iterable<string>): Promise<void>;
  get(kind: RecordKind, id: RecordId): Promise<RecordBase | null>;
  /** Sorted by id in code-unit order. */
  list(kind: RecordKind, column: string, value: IndexValue): Promise<readonly RecordBase[]>;
  /** Takes over what one act changed. The records must have been met before or be new. */
  apply(changes: readonly RecordChange[]): void;
  /** Writes all changes, each with its new version and its place in the feed. */
  flush(): Promise<void>;
}

interface Cell {
  readonly kind: RecordKind;
  readonly id: RecordId;
  readonly origin: Origin | null;
  record: RecordBase | null;
  changes: number;
  lastChange: number;
}

/** The tables could not be read or written: no judgement on the act that was running. */
export class StoreProblem extends Error {}

const PREFECTURE_LOCKS = 7401;
// Far below the 65,535 parameters that a statement may have.
const IDS_PER_STATEMENT = 2_000;

/** Takes the locks of these prefectures, in one order for all callers, until the transaction ends. */
export async function lockPrefectures(tx: Tx, prefectures: Iterable<string>): Promise<void> {
  for (const code of [...new Set(prefectures)].sort()) {
    await sql`select pg_advisory_xact_lock(${sql.lit(PREFECTURE_LOCKS)}, ${sql.lit(Number(code))})`.execute(
      tx,
    );
  }
}

export function openRecordSession(tx: Tx): RecordSession {
  const tables = new Map<string, Map<string, Cell>>();
  const foreseen = new Set<string>();
  let changeCount = 0;

  function cellsOf(kind: RecordKind): Map<string, Cell> {
    const known = tables.get(kind.table);
    if (known) return known;
    const made = new Map<string, Cell>();
    tables.set(kind.table, made);
    return made;
  }

  function remember(
    kind: RecordKind,
    id: RecordId,
    row: { prefecture: string; version: number; payload: string } | undefined,
  ): Cell {
    const origin = row ? { prefecture: row.prefecture, version: row.version } : null;
    const record = row ? (JSON.parse(row.payload) as RecordBase) : null;
    const cell: Cell = { kind, id, origin, record, changes: 0, lastChange: 0 };
    cellsOf(kind).set(id, cell);
    return cell;
  }

  async function meet(kind: RecordKind, id: RecordId): Promise<Cell> {
    const known = cellsOf(kind).get(id);
    if (known) return known;
    if (foreseen.has(id)) return remember(kind, id, undefined);
    const query = tx.selectFrom('records').select(['prefecture', 'version', 'payload']);
    const row = await query
      .where('table_name', '=', kind.table)
      .where('id', '=', id)
      .executeTakeFirst()
      .catch(asStoreProblem);
    return remember(kind, id, row);
  }

  return {
    foresee: async (ids) => {
      const asked = [...new Set(ids)].filter((id) => !foreseen.has(id));
      for (let at = 0; at < asked.length; at += IDS_PER_STATEMENT) {
        const part = asked.slice(at, at + IDS_PER_STATEMENT);
        const rows = await tx
          .selectFrom('records')
          .select(['table_name', 'prefecture', 'id', 'version', 'payload'])
          .where('table_name', 'in', [...recordRegistry.keys()])
          .where('id', 'in', part)
          .execute()
          .catch(asStoreProblem);
        for (const row of rows) {
          const kind = recordRegistry.get(row.table_name);
          if (kind && !cellsOf(kind).has(row.id)) remember(kind, row.id as RecordId, row);
        }
        for (const id of part) foreseen.add(id);
      }
    },
    get: async (kind, id) => (await meet(kind, id)).record,
    list: async (kind, column, value) => {
      const rows = await tx
        .selectFrom('records')
        .select(['prefecture', 'id', 'version', 'payload'])
        .where('table_name', '=', kind.table)
        .where(sql<boolean>`columns @> ${JSON.stringify({ [column]: value })}::jsonb`)
        .execute()
        .catch(asStoreProblem);
      const cells = cellsOf(kind);
      for (const row of rows) if (!cells.has(row.id)) remember(kind, row.id as RecordId, row);
      const records = [...cells.values()].flatMap((cell) => cell.record ?? []);
      return records.filter((record) => kind.columns[column]?.(record) === value).sort(byId);
    },
    apply: (changes) => {
      for (const change of changes) {
        const id = change.op === 'put' ? change.record.id : change.id;
        const cell = cellsOf(change.kind).get(id) ?? remember(change.kind, id, undefined);
        cell.record = change.op === 'put' ? change.record : null;
        cell.changes += 1;
        cell.lastChange = ++changeCount;
      }
    },
    flush: async () => {
      const changed = [...tables.values()]
        .flatMap((cells) => [...cells.values()])
        .filter((cell) => cell.changes > 0);
      changed.sort((a, b) => a.lastChange - b.lastChange);
      await writeChanges(tx, changed.flatMap(changeOf));
      for (const cells of tables.values()) cells.clear();
      foreseen.clear();
    },
  };
}

function changeOf(cell: Cell): readonly CellChange[] {
  const { kind, origin, record } = cell;
  if (!origin && !record) return [];
  const columns = record ? Object.entries(kind.columns).map(([name, read]) => [name, read(record)]) : [];
  return [
    {
      table: kind.table,
      id: cell.id,
      compartment: kind.compartment,
      origin: origin && { ...origin, scope: scopeOf(origin.prefecture, kind.compartment) },
      target: record && {
        prefecture: record.prefectureCode,
        scope: scopeOf(record.prefectureCode, kind.compartment),
        payload: canonicalJson(record),
        columns: canonicalJson(Object.fromEntries(columns)),
      },
      changes: cell.changes,
    },
  ];
}

function byId(a: RecordBase, b: RecordBase): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function asStoreProblem(problem: unknown): never {
  throw new StoreProblem('records cannot be read', { cause: problem });
}
