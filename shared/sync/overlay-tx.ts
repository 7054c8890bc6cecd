import type { RecordId } from '../lib/ids.ts';
import type { MutatorTx } from '../lib/mutation.ts';
import type { IndexValue, RecordBase, RecordKind } from '../lib/record-kind.ts';
import { keyOf, type RecordSource, type Writes } from './ports.ts';

/** A mutator's view: its own writes over earlier layers over a source. Remembers what it read and wrote. */
export class OverlayTx implements MutatorTx {
  readonly #source: RecordSource;
  readonly #below: Map<
    string,
    { readonly key: { readonly table: string; readonly id: RecordId }; readonly record: RecordBase | null }
  >;
  readonly #writes = new Map<
    string,
    { readonly key: { readonly table: string; readonly id: RecordId }; readonly record: RecordBase | null }
  >();
  readonly #touched = new Set<string>();

  /** `below` holds what earlier acts of the same run wrote; `keep()` adds this act's writes to it. */
  constructor(
    source: RecordSource,
    below: Map<
      string,
      { readonly key: { readonly table: string; readonly id: RecordId }; readonly record: RecordBase | null }
    > = new Map(),
  ) {
    this.#source = source;
    this.#below = below;
  }

  async get<T extends RecordBase>(kind: RecordKind<T>, id: RecordId): Promise<T | null> {
    const key = keyOf(kind.table, id);
    this.#touched.add(key);
    const layered = this.#writes.get(key) ?? this.#below.get(key);
    if (layered) return layered.record as T | null;
    return ((await this.#source.read(kind.table, id))?.record ?? null) as T | null;
  }

  async list<T extends RecordBase>(
    kind: RecordKind<T>,
    column: string,
    value: IndexValue,
  ): Promise<readonly T[]> {
    const columnOf = kind.columns[column];
    if (!columnOf) throw new Error(`${kind.table} has no column ${column}`);
    const found = new Map<string, T>();
    for (const stored of await this.#source.list(kind.table, column, value))
      found.set(stored.record.id, stored.record as T);
    for (const layer of [this.#below, this.#writes]) {
      for (const { key, record } of layer.values()) {
        if (key.table !== kind.table) continue;
        found.delete(key.id);
        if (record && columnOf(record as T) === value) found.set(key.id, record as T);
      }
    }
    const records = [...found.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    for (const record of records) this.#touched.add(keyOf(kind.table, record.id));
    return records;
  }

  put<T extends RecordBase>(kind: RecordKind<T>, record: T): void {
    this.#write(kind.table, record.id, record);
  }

  remove<T extends RecordBase>(kind: RecordKind<T>, id: RecordId): void {
    this.#write(kind.table, id, null);
  }

  get writes(): Writes {
    return this.#writes;
  }

  /** Keys of every record read or written, as `<table>|<id>`. */
  get touched(): ReadonlySet<string> {
    return this.#touched;
  }

  /** Lets the next act of the same run see what this one wrote. */
  keep(): void {
    for (const [key, write] of this.#writes) this.#below.set(key, write);
  }

  #write(table: string, id: RecordId, record: RecordBase | null): void {
    const key = keyOf(table, id);
    this.#touched.add(key);
    this.#writes.set(key, { key: { table, id }, record });
  }
}
