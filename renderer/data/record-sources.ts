import type { RecordId } from '../../shared/lib/ids.ts';
import type { RecordSource, Stored } from '../../shared/sync/ports.ts';
import type { BureauDb } from './bureau-db.ts';
import type { RecordCodec } from './record-codec.ts';

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
  readonly version: number;
  readonly payload: Uint8Array<ArrayBuffer> | null;
}

export interface BaseLayers {
  /** Staged changes of a pull under way come first. */
  readonly staged: boolean;
  /** What is here already counts; false after a reset. */
  readonly local: boolean;
}

/** The server's copies: a staged change, then the confirmed copy of a record with unrun acts, then the clean row. */
export function baseSource(db: BureauDb, codec: RecordCodec, layers: BaseLayers): RecordSource {
  const open = async (table: string, row: BaseRow): Promise<Stored | null> =>
    row.payload ? { record: await codec.open(table, row.id, row.payload), version: row.version } : null;
  return {
    read: async (table, id) => {
      const staged = layers.staged ? await db.staged.get([table, id]) : undefined;
      if (staged) return open(table, staged);
      if (!layers.local) return null;
      const confirmed = await db.confirmed.get([table, id]);
      if (confirmed) return open(table, confirmed);
      const row = await db.records(table).get(id);
      return row?.dirty === 0 ? open(table, row) : null;
    },
    list: async (table, column, value) => {
      const rows = new Map<string, BaseRow>();
      if (layers.local) {
        for (const row of await db.records(table).where(column).equals(value).toArray())
          if (row.dirty === 0) rows.set(row.id, row);
        for (const row of await db.confirmed.where('table').equals(table).toArray()) rows.set(row.id, row);
      }
      if (layers.staged) {
        for (const row of await db.staged
          .where('[table+id]')
          .between([table, ''], [table, '\uffff'])
          .toArray())
          rows.set(row.id, row);
      }
      const opened = await Promise.all([...rows.values()].map((row) => open(table, row)));
      return opened
        .filter((stored) => stored !== null)
        .filter((stored) => codec.column(table, column, stored.record) === value);
    },
  };
}
