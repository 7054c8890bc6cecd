import type { RecordId } from '../../shared/lib/ids.ts';
import type { IndexValue, RecordBase, RecordKind } from '../../shared/lib/record-kind.ts';
import type { BureauDb } from './bureau-db.ts';
import type { RecordReader } from './desk.ts';
import type { RecordCodec } from './record-codec.ts';
import { stateSource } from './record-sources.ts';

/** What screens read. Dexie sees which ranges were read, so a live query runs again when they change. */
export function recordReader(db: BureauDb, codec: RecordCodec): RecordReader {
  const state = stateSource(db, codec);
  return {
    get: async <T extends RecordBase>(kind: RecordKind<T>, id: RecordId) =>
      ((await state.read(kind.table, id))?.record ?? null) as T | null,
    list: async <T extends RecordBase>(kind: RecordKind<T>, column: string, value: IndexValue) =>
      (await state.list(kind.table, column, value)).map((stored) => stored.record as T),
    all: async <T extends RecordBase>(kind: RecordKind<T>) => {
      const rows = await db.records(kind.table).toArray();
      return Promise.all(rows.map(async (row) => (await codec.open(kind.table, row.id, row.payload)) as T));
    },
  };
}
