import { PGlite } from '@electric-sql/pglite';
import {
  Kysely,
  PGliteDialect,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import { Migrator } from 'kysely/migration';
import { decodeBatch } from '../../shared/protocol/batch.ts';
import { nextHash } from '../../shared/protocol/chain.ts';
import { migrations } from '../../server/store/migrations.ts';
import type { Db } from '../../server/store/open-database.ts';
import type { Database } from '../../server/store/tables.ts';
import { Crashed, type Life, type Scheduler } from './scheduler.ts';

const INT8 = 20;
type Row = Readonly<Record<string, unknown>>;
type ActPlace = { readonly log_id: string; readonly seq: number; readonly hash: string };

/** The content of all tables, as SQL text that makes it again. */
export type DatabaseCopy = string;

/** Who runs now; the scheduler is a new one in every run, the database lives as long as its process. */
export interface Host {
  scheduler: Scheduler | null;
}

/** One real PGlite for all runs of a process: the server processes of a run share it, one transaction at a time. */
export class SimDatabase {
  readonly #pglite: PGlite;
  readonly #tables: readonly string[];
  readonly #host: Host;
  readonly #lock = new Lock();

  private constructor(pglite: PGlite, tables: readonly string[], host: Host) {
    this.#pglite = pglite;
    this.#tables = tables;
    this.#host = host;
  }

  static async open(host: Host): Promise<SimDatabase> {
    const pglite = await PGlite.create({ parsers: { [INT8]: Number } });
    const plain = new Kysely<Database>({
      dialect: new PGliteDialect({ pglite: () => Promise.resolve(pglite) }),
    });
    const migrator = new Migrator({
      db: plain,
      provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    const found = await pglite.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace
       and relkind in ('r', 'p') and not relispartition and relname not like 'kysely%' order by oid`,
    );
    return new SimDatabase(
      pglite,
      found.rows.map((row) => row.name),
      host,
    );
  }

  /** The database as one server process sees it; its transactions park before and after they commit. */
  for(life: Life): Db {
    const inner = new PGliteDialect({ pglite: () => Promise.resolve(this.#pglite) });
    const dialect: Dialect = {
      // The lock here keeps the order; kysely's own would keep what a dead process waits for.
      createAdapter: () =>
        Object.defineProperty(inner.createAdapter(), 'supportsMultipleConnections', { value: true }),
      createIntrospector: (db) => inner.createIntrospector(db),
      createQueryCompiler: () => inner.createQueryCompiler(),
      createDriver: () => new GatedDriver(inner.createDriver(), this.#lock, this.#host, life),
    };
    return new Kysely<Database>({ dialect });
  }

  /** The waiting requests of a process that died give their place up. */
  forget(life: Life): void {
    this.#lock.forget(life);
  }

  async copy(): Promise<DatabaseCopy> {
    const parts: string[] = [];
    for (const table of this.#tables) {
      const { rows } = await this.#pglite.query<Row>(`select * from ${table}`);
      if (rows.length > 0) parts.push(insertText(table, rows));
    }
    return parts.join('\n');
  }

  async restore(copy: DatabaseCopy): Promise<void> {
    const clear = this.#tables.toReversed().map((table) => `delete from ${table};`);
    await this.#pglite.exec(`begin; ${clear.join(' ')} ${copy} commit;`);
  }

  /** A copy as a backup makes it: of what is committed. Null while a transaction is open. */
  async copyWhenFree(): Promise<DatabaseCopy | null> {
    return this.#lock.isHeld ? null : this.copy();
  }

  get isBusy(): boolean {
    return this.#lock.isHeld;
  }

  /** Every act the database holds, as `<logId>:<seq>:<hash>`: in its logs, in other histories, in batches that wait. */
  async heldActs(): Promise<Set<string>> {
    const held = new Set<string>();
    for (const table of ['acts', 'forks']) {
      const { rows } = await this.#pglite.query<ActPlace>(`select log_id, seq, hash from ${table}`);
      for (const row of rows) held.add(`${row.log_id}:${row.seq}:${row.hash}`);
    }
    const { rows } = await this.#pglite.query<{ bytes: Uint8Array }>('select bytes from pending_batches');
    for (const { bytes } of rows) for (const key of keysOfBatch(bytes)) held.add(key);
    return held;
  }

  async query<R extends Row>(text: string): Promise<readonly R[]> {
    return (await this.#pglite.query<R>(text)).rows;
  }

  /** Dead rows of many runs make every query slower. */
  async tidy(): Promise<void> {
    await this.#pglite.exec('vacuum');
  }

  close(): Promise<void> {
    return this.#pglite.close();
  }
}

/** One process at a time, in the order they asked. */
class Lock {
  isHeld = false;
  #waiting: { life: Life; go: () => void; die: (problem: Crashed) => void }[] = [];

  acquire(life: Life): Promise<void> {
    if (!this.isHeld) {
      this.isHeld = true;
      return Promise.resolve();
    }
    return new Promise((go, die) => this.#waiting.push({ life, go, die }));
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next) next.go();
    else this.isHeld = false;
  }

  forget(life: Life): void {
    const own = this.#waiting.filter((one) => one.life === life);
    this.#waiting = this.#waiting.filter((one) => one.life !== life);
    for (const one of own) one.die(new Crashed(life.name));
  }
}

class GatedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  readonly #host: Host;

  constructor(inner: DatabaseConnection, host: Host) {
    this.inner = inner;
    this.#host = host;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return real(this.#host, () => this.inner.executeQuery<R>(query));
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('not used');
  }
}

class GatedDriver implements Driver {
  readonly #inner: Driver;
  readonly #lock: Lock;
  readonly #host: Host;
  readonly #life: Life;

  constructor(inner: Driver, lock: Lock, host: Host, life: Life) {
    this.#inner = inner;
    this.#lock = lock;
    this.#host = host;
    this.#life = life;
  }

  init(): Promise<void> {
    return real(this.#host, () => this.#inner.init());
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#life.isOver) throw new Crashed(this.#life.name);
    const acquire = (): Promise<void> => this.#lock.acquire(this.#life);
    await (this.#host.scheduler ? this.#host.scheduler.rest(this.#life, acquire) : acquire());
    return new GatedConnection(await this.#inner.acquireConnection(), this.#host);
  }

  async releaseConnection(): Promise<void> {
    this.#lock.release();
  }

  beginTransaction(connection: DatabaseConnection): Promise<void> {
    return real(this.#host, () => this.#inner.beginTransaction(innerOf(connection), {}));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#host.scheduler?.gate(this.#life, 'commit');
    await real(this.#host, () => this.#inner.commitTransaction(innerOf(connection)));
    await this.#host.scheduler?.gate(this.#life, 'committed');
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return real(this.#host, () => this.#inner.rollbackTransaction(innerOf(connection)));
  }

  async destroy(): Promise<void> {}
}

function keysOfBatch(bytes: Uint8Array): readonly string[] {
  const batch = decodeBatch(bytes);
  if (!batch.ok) return [];
  const { logId, from, before } = batch.value.header;
  let hash = before;
  return batch.value.frames.map((frame, i) => {
    hash = nextHash(hash, frame);
    return `${logId}:${from + i}:${hash}`;
  });
}

function innerOf(connection: DatabaseConnection): DatabaseConnection {
  return connection instanceof GatedConnection ? connection.inner : connection;
}

function real<T>(host: Host, work: () => Promise<T>): Promise<T> {
  return host.scheduler ? host.scheduler.real(work) : work();
}

function insertText(table: string, rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => `(${columns.map((column) => literal(row[column])).join(',')})`);
  return `insert into ${table} (${columns.join(',')}) values ${values.join(',')};`;
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Uint8Array) return `'\\x${Buffer.from(value).toString('hex')}'`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `'${text.replaceAll("'", "''")}'`;
}
