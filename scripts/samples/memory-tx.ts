import type { RecordId } from '../../shared/lib/ids.ts';
import type { MutatorTx } from '../../shared/lib/mutation.ts';
import type { IndexValue, RecordBase, RecordKind } from '../../shared/lib/record-kind.ts';

/** Records in memory, to run the samples' acts on the product's own mutators while they are made. */
export class MemoryTx implements MutatorTx {
  readonly #tables = new Map<string, Map<RecordId, RecordBase>>();

  async get<T extends RecordBase>(kind: RecordKind<T>, id: RecordId): Promise<T | null> {
    return (this.#table(kind.table).get(id) as T | undefined) ?? null;
  }

  async list<T extends RecordBase>(
    kind: RecordKind<T>,
    column: string,
    value: IndexValue,
  ): Promise<readonly T[]> {
    const columnOf = kind.columns[column];
    if (!columnOf) throw new Error(`${kind.table} has no column ${column}`);
    const records = [...this.#table(kind.table).values()] as T[];
    return records.filter((record) => columnOf(record) === value).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  put<T extends RecordBase>(kind: RecordKind<T>, record: T): void {
    this.#table(kind.table).set(record.id, record);
  }

  remove<T extends RecordBase>(kind: RecordKind<T>, id: RecordId): void {
    this.#table(kind.table).delete(id);
  }

  #table(name: string): Map<RecordId, RecordBase> {
    const table = this.#tables.get(name) ?? new Map<RecordId, RecordBase>();
    this.#tables.set(name, table);
    return table;
  }
}
