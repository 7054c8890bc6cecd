import type { RecordId } from '../../shared/lib/ids.ts';
import type { StagedRow } from '../../shared/schema/schema.ts';
import type { IncomingBase, RecordSource, Stored } from '../../shared/sync/ports.ts';
import type { BureauDb } from './bureau-db.ts';
import type { RecordCodec } from './record-codec.ts';
import { isStale, isTakenAway } from './staged-rows.ts';

/** The state on screen. */
export function stateSource(db: BureauDb, codec: RecordCodec): RecordSource {
  return {
    read: async (table, id) => {
      const row = await db.records(table).get(id);
      return row ? { record: await codec.open(table, id, row.payload), version: row.version } : null;
    },
    list: async (table, column, value) => {
      const rows = await db.records(table).where(column).equals(value).toArray();
      return Promise.all(
        rows.map(async (row) => ({
          record: await codec.open(table, row.id, row.payload),
          version: row.version,
        })),
      );
    },
  };
}

interface BaseRow {
  readonly id: RecordId;
  readonly scope: string;
  readonly version: number;
  readonly payload: Uint8Array<ArrayBuffer> | null;
}

/**
 * The server's copies: the confirmed copy of a record with unrun acts, else the clean row. With `base`: as the staged pages
 * of a pull will make them, exactly as the swap does.
 */
export function baseSource(db: BureauDb, codec: RecordCodec, base: IncomingBase | null): RecordSource {
  const open = async (table: string, row: BaseRow | undefined): Promise<Stored | null> =>
    row?.payload ? { record: await codec.open(table, row.id, row.payload), version: row.version } : null;
  const staysHere = (copy: BaseRow): boolean =>
    base === null || (!base.reset && !base.lostScopes.includes(copy.scope));
  const localCopy = async (table: string, id: RecordId): Promise<BaseRow | undefined> => {
    const confirmed = await db.confirmed.get([table, id]);
    if (confirmed) return confirmed;
    const row = await db.records(table).get(id);
    return row?.dirty === 0 ? row : undefined;
  };
  /** What stands there after the swap. */
  const after = (staged: StagedRow | undefined, copy: BaseRow | undefined): BaseRow | undefined => {
    if (staged && base && !isStale(staged, copy, base)) return isTakenAway(staged, base) ? undefined : staged;
    return copy && staysHere(copy) ? copy : undefined;
  };
  return {
    read: async (table, id) => {
      const staged = base ? await db.staged.get([table, id]) : undefined;
      return open(table, after(staged, await localCopy(table, id)));
    },
    list: async (table, column, value) => {
      const copies = new Map<string, BaseRow>();
      for (const row of await db.records(table).where(column).equals(value).toArray())
        if (row.dirty === 0) copies.set(row.id, row);
      for (const row of await db.confirmed.where('table').equals(table).toArray()) copies.set(row.id, row);
      const rows = new Map([...copies].filter(([, copy]) => staysHere(copy)));
      const staged = base
        ? await db.staged.where('[table+id]').between([table, ''], [table, '\uffff']).toArray()
        : [];
      for (const row of staged) {
        const here = after(row, copies.get(row.id) ?? (await localCopy(table, row.id)));
        if (here) rows.set(row.id, here);
        else rows.delete(row.id);
      }
      const opened = await Promise.all([...rows.values()].map((row) => open(table, row)));
      return opened
        .filter((stored) => stored !== null)
        .filter((stored) => codec.column(table, column, stored.record) === value);
    },
  };
}
