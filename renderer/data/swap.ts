import type { RecordId } from '../../shared/lib/ids.ts';
import type { RecordRow, StagedRow } from '../../shared/schema/schema.ts';
import { keyOf, type IncomingBase, type RecordKey, type Swap } from '../../shared/sync/ports.ts';
import type { BureauDb } from './bureau-db.ts';
import { confirmedCopy } from './confirmed-copy.ts';
import { writeActChanges } from './act-changes.ts';
import { metaValue, setMeta } from './meta.ts';
import type { PackedRecord, RecordCodec } from './record-codec.ts';
import { isStale, isTakenAway } from './staged-rows.ts';

interface Replayed {
  readonly key: RecordKey;
  readonly packed: PackedRecord | null;
}

/** The replayed records, encrypted before the transaction. */
export async function preparedSwap(swap: Swap, codec: RecordCodec): Promise<ReadonlyMap<string, Replayed>> {
  const entries = [...swap.replayed.entries()].map(
    async ([mapKey, { key, record }]) =>
      [mapKey, { key, packed: record ? await codec.pack(key.table, record) : null }] as const,
  );
  return new Map(await Promise.all(entries));
}

/**
 * The end of a pull in one transaction (rule S8): staged copies become the base, records without unrun acts show it, records
 * with unrun acts show the replay and keep the base as confirmed copy, acts the server ran leave the replay set.
 */
export async function writeSwap(
  db: BureauDb,
  swap: Swap,
  replayed: ReadonlyMap<string, Replayed>,
  tables: readonly string[],
): Promise<void> {
  await db.transaction(
    'rw',
    [...tables, 'confirmed', 'outbox', 'staged', 'cursors', 'counters', 'meta', 'uploads'],
    async () => {
      const staged = await db.staged.toArray();
      const wasDirty = await db.confirmed.toArray();
      if (swap.reset) await forgetUnstaged(db, staged, tables);
      if (swap.lostScopes.length > 0) await forgetScopes(db, swap.lostScopes, tables);
      for (const row of staged) await takeStaged(db, swap, row, replayed.has(keyOf(row.table, row.id)));
      for (const row of wasDirty)
        if (!replayed.has(keyOf(row.table, row.id))) await showConfirmed(db, row.table, row.id);
      for (const one of replayed.values()) await showReplayed(db, one);
      for (const { logId, seq } of swap.ran)
        await db.outbox.update([logId, seq], { inReplay: 0, localRefusal: null });
      for (const { ref, refusal, writes } of swap.refusals) {
        await db.outbox.update([ref.logId, ref.seq], {
          localRefusal: refusal ? JSON.stringify(refusal) : null,
          ...(refusal ? {} : { writes }),
        });
      }
      await writeActChanges(db, swap.changes);
      await noteAmendments(db, swap);
      await db.cursors.clear();
      await db.cursors.bulkPut(
        Object.entries(swap.cursors).map(([scope, position]) => ({ scope, position })),
      );
      await setMeta(db, 'epoch', swap.epoch);
      await setMeta(db, 'staging', null);
      await setMeta(db, 'shownStale', false);
      await db.staged.clear();
    },
  );
}

/** After a reset nothing the server did not send again is confirmed any more. */
async function forgetUnstaged(
  db: BureauDb,
  staged: readonly StagedRow[],
  tables: readonly string[],
): Promise<void> {
  const kept = new Set(staged.map((row) => keyOf(row.table, row.id)));
  for (const table of tables) {
    const gone = (await db.records(table).where('dirty').equals(0).primaryKeys()).filter(
      (id) => !kept.has(keyOf(table, id)),
    );
    await db.records(table).bulkDelete(gone);
  }
  for (const row of await db.confirmed.toArray())
    if (!kept.has(keyOf(row.table, row.id))) await db.confirmed.put({ ...row, version: 0, payload: null });
}

/** A right was lost: the copies of those scopes go. Acts of this device that the server has not run stay where they are. */
async function forgetScopes(
  db: BureauDb,
  scopes: readonly string[],
  tables: readonly string[],
): Promise<void> {
  for (const table of tables)
    await db
      .records(table)
      .where('dirty')
      .equals(0)
      .filter((row) => scopes.includes(row.scope))
      .delete();
  for (const row of await db.confirmed.toArray())
    if (scopes.includes(row.scope)) await db.confirmed.put({ ...row, version: 0, payload: null });
}

async function takeStaged(
  db: BureauDb,
  base: IncomingBase,
  staged: StagedRow,
  isReplayed: boolean,
): Promise<void> {
  const shadow = await db.confirmed.get([staged.table, staged.id]);
  const current = shadow ?? (await db.records(staged.table).get(staged.id));
  if (isStale(staged, current, base)) return;
  const row = isTakenAway(staged, base) ? { ...staged, payload: null } : staged;
  if (shadow || isReplayed) {
    await db.confirmed.put({
      table: row.table,
      id: row.id,
      scope: row.scope,
      version: row.version,
      columns: row.columns,
      payload: row.payload,
    });
    return;
  }
  if (row.payload) await db.records(row.table).put(cleanRow(row, row.payload));
  else await db.records(row.table).delete(row.id);
}

function cleanRow(row: StagedRow, payload: Uint8Array<ArrayBuffer>): RecordRow {
  return {
    id: row.id,
    ...row.columns,
    scope: row.scope,
    version: row.version,
    dirty: 0,
    payload,
  } as RecordRow;
}

/** No unrun act stands on this record any more: the confirmed copy is what is shown. */
async function showConfirmed(db: BureauDb, table: string, id: RecordId): Promise<void> {
  const base = await db.confirmed.get([table, id]);
  await db.confirmed.delete([table, id]);
  if (base?.payload)
    await db.records(table).put({
      id,
      ...base.columns,
      scope: base.scope,
      version: base.version,
      dirty: 0,
      payload: base.payload,
    } as RecordRow);
  else await db.records(table).delete(id);
}

async function showReplayed(db: BureauDb, { key, packed }: Replayed): Promise<void> {
  const table = db.records(key.table);
  const base =
    (await db.confirmed.get([key.table, key.id])) ??
    confirmedCopy(key.table, key.id, await table.get(key.id), packed?.scope ?? '');
  await db.confirmed.put(base);
  if (packed)
    await table.put({
      id: key.id,
      ...packed.columns,
      scope: packed.scope,
      version: base.version,
      dirty: 1,
      payload: packed.payload,
    } as RecordRow);
  else await table.delete(key.id);
}

async function noteAmendments(db: BureauDb, swap: Swap): Promise<void> {
  const seen = { ...(await metaValue<Record<string, number>>(db, 'amendments', {})) };
  for (const { ref, amendment } of swap.changes) seen[ref.logId] = Math.max(seen[ref.logId] ?? 0, amendment);
  await setMeta(db, 'amendments', seen);
}
