import type { BureauDb } from '../../renderer/data/bureau-db.ts';
import { SCHEMA_STEPS } from '../../shared/schema/schema.ts';

// As much of Dexie as renderer/data asks for, on maps: the shipped store runs on it without the cost of an IndexedDB made of
// JavaScript. A transaction is all or nothing here too; what a real IndexedDB adds is tested with one (store-suite.ts).

type Row = Record<string, unknown>;
export type MemoryContent = ReadonlyMap<string, ReadonlyMap<string, Row>>;
type Key = unknown;

export class MemoryTable {
  readonly name: string;
  rows = new Map<string, Row>();
  readonly #keyPath: readonly string[];

  constructor(name: string, schema: string) {
    this.name = name;
    const primary = schema.split(',')[0]?.trim() ?? '';
    this.#keyPath = primary.startsWith('[') ? primary.slice(1, -1).split('+') : [primary];
  }

  async get(key: Key): Promise<Row | undefined> {
    const row = this.rows.get(textOf(key));
    return row && { ...row };
  }

  async put(row: Row): Promise<void> {
    this.rows.set(textOf(this.keyOf(row)), { ...row });
  }

  async add(row: Row): Promise<void> {
    if (this.rows.has(textOf(this.keyOf(row)))) throw new Error(`${this.name} has this key`);
    await this.put(row);
  }

  async update(key: Key, change: Row): Promise<void> {
    const row = this.rows.get(textOf(key));
    if (row) this.rows.set(textOf(key), { ...row, ...change });
  }

  async delete(key: Key): Promise<void> {
    this.rows.delete(textOf(key));
  }

  async bulkPut(rows: readonly Row[]): Promise<void> {
    for (const row of rows) await this.put(row);
  }

  async bulkGet(keys: readonly Key[]): Promise<(Row | undefined)[]> {
    return Promise.all(keys.map((key) => this.get(key)));
  }

  async bulkDelete(keys: readonly Key[]): Promise<void> {
    for (const key of keys) this.rows.delete(textOf(key));
  }

  async clear(): Promise<void> {
    this.rows.clear();
  }

  async toArray(): Promise<Row[]> {
    return this.all().toArray();
  }

  async count(): Promise<number> {
    return this.rows.size;
  }

  all(): MemoryCollection {
    return new MemoryCollection(this, () => true, null);
  }

  toCollection(): MemoryCollection {
    return this.all();
  }

  filter(test: (row: Row) => boolean): MemoryCollection {
    return this.all().filter(test);
  }

  where(index: string): MemoryWhere {
    return new MemoryWhere(this, index.startsWith('[') ? index.slice(1, -1).split('+') : [index]);
  }

  keyOf(row: Row): Key {
    return this.#keyPath.length === 1
      ? row[this.#keyPath[0] ?? '']
      : this.#keyPath.map((column) => row[column]);
  }
}

class MemoryWhere {
  readonly #table: MemoryTable;
  readonly #columns: readonly string[];

  constructor(table: MemoryTable, columns: readonly string[]) {
    this.#table = table;
    this.#columns = columns;
  }

  equals(value: Key): MemoryCollection {
    const wanted = textOf(value);
    return this.#select((row) => textOf(this.#valueOf(row)) === wanted);
  }

  anyOf(values: readonly Key[]): MemoryCollection {
    const wanted = new Set(values.map(textOf));
    return this.#select((row) => wanted.has(textOf(this.#valueOf(row))));
  }

  between(lower: Key, upper: Key): MemoryCollection {
    return this.#select((row) => {
      const value = this.#valueOf(row);
      return order(value, lower) >= 0 && order(value, upper) < 0;
    });
  }

  #select(test: (row: Row) => boolean): MemoryCollection {
    return new MemoryCollection(this.#table, test, (row) => this.#valueOf(row));
  }

  #valueOf(row: Row): Key {
    return this.#columns.length === 1
      ? row[this.#columns[0] ?? '']
      : this.#columns.map((column) => row[column]);
  }
}

class MemoryCollection {
  readonly #table: MemoryTable;
  readonly #test: (row: Row) => boolean;
  readonly #sortedBy: ((row: Row) => Key) | null;
  #until: ((row: Row) => boolean) | null = null;
  #limit = Number.POSITIVE_INFINITY;
  #isReversed = false;

  constructor(table: MemoryTable, test: (row: Row) => boolean, sortedBy: ((row: Row) => Key) | null) {
    this.#table = table;
    this.#test = test;
    this.#sortedBy = sortedBy;
  }

  filter(test: (row: Row) => boolean): MemoryCollection {
    return new MemoryCollection(this.#table, (row) => this.#test(row) && test(row), this.#sortedBy);
  }

  and(test: (row: Row) => boolean): MemoryCollection {
    return this.filter(test);
  }

  until(stop: (row: Row) => boolean): this {
    this.#until = stop;
    return this;
  }

  limit(count: number): this {
    this.#limit = count;
    return this;
  }

  reverse(): this {
    this.#isReversed = true;
    return this;
  }

  async each(take: (row: Row) => void): Promise<void> {
    let taken = 0;
    for (const row of this.#rows()) {
      if (taken >= this.#limit || this.#until?.(row)) return;
      take(row);
      taken += 1;
    }
  }

  async toArray(): Promise<Row[]> {
    const rows: Row[] = [];
    await this.each((row) => rows.push({ ...row }));
    return rows;
  }

  async first(): Promise<Row | undefined> {
    return (await this.limit(1).toArray())[0];
  }

  async primaryKeys(): Promise<Key[]> {
    return this.#rows().map((row) => this.#table.keyOf(row));
  }

  async count(): Promise<number> {
    return this.#rows().length;
  }

  async delete(): Promise<void> {
    for (const row of this.#rows()) this.#table.rows.delete(textOf(this.#table.keyOf(row)));
  }

  #rows(): Row[] {
    const { rows } = this.#table;
    const found = [...rows.values()].filter(this.#test);
    const by = this.#sortedBy ?? ((row: Row) => this.#table.keyOf(row));
    const keyed = found.toSorted(
      (a, b) => order(by(a), by(b)) || order(this.#table.keyOf(a), this.#table.keyOf(b)),
    );
    return this.#isReversed ? keyed.toReversed() : keyed;
  }
}

/** A local database in memory. What it holds can be copied (a backup, a cloned profile) and put back. */
export class MemoryBureauDb {
  readonly #tables = new Map<string, MemoryTable>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(content: MemoryContent = new Map()) {
    for (const step of SCHEMA_STEPS)
      for (const [name, schema] of Object.entries(step.stores)) {
        const table = this.#tables.get(name) ?? new MemoryTable(name, schema);
        table.rows = new Map(content.get(name));
        this.#tables.set(name, table);
      }
    return new Proxy(this, { get: (self, name) => self.#get(name) });
  }

  copy(): MemoryContent {
    return new Map([...this.#tables].map(([name, table]) => [name, new Map(table.rows)]));
  }

  table(name: string): MemoryTable {
    const table = this.#tables.get(name);
    if (!table) throw new Error(`no table ${name}`);
    return table;
  }

  records(name: string): MemoryTable {
    return this.table(name);
  }

  get tables(): readonly MemoryTable[] {
    return [...this.#tables.values()];
  }

  close(): void {}

  transaction<T>(_mode: string, tables: unknown, ...rest: unknown[]): Promise<T> {
    const work = rest.at(-1) as () => Promise<T>;
    void tables;
    const run = this.#turn.then(async () => {
      const before = [...this.#tables.values()].map((table) => ({ table, rows: new Map(table.rows) }));
      try {
        return await work();
      } catch (error) {
        for (const { table, rows } of before) table.rows = rows;
        throw error;
      }
    });
    this.#turn = run.catch(() => undefined);
    return run;
  }

  #get(name: string | symbol): unknown {
    if (typeof name === 'string' && this.#tables.has(name)) return this.#tables.get(name);
    const value = Reflect.get(this, name, this) as unknown;
    return typeof value === 'function' ? value.bind(this) : value;
  }
}

/** The same as the shipped code types it. */
export function asBureauDb(db: MemoryBureauDb): BureauDb {
  return db as unknown as BureauDb;
}

function textOf(key: Key): string {
  return JSON.stringify(key) ?? 'undefined';
}

/** IndexedDB's order: numbers before texts before arrays; Dexie's greatest key is an array of an array. */
function order(a: Key, b: Key): number {
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const each = order(a[i], b[i]);
      if (each !== 0) return each;
    }
    return a.length - b.length;
  }
  const [kindA, kindB] = [rankOf(a), rankOf(b)];
  if (kindA !== kindB) return kindA - kindB;
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;
}

function rankOf(key: Key): number {
  if (typeof key === 'number') return 0;
  return typeof key === 'string' ? 1 : 2;
}
