import { Dexie } from 'dexie';
import type { LogId } from '../../shared/lib/ids.ts';
import type { ActRef } from '../../shared/lib/mutation.ts';
import type { FeedEntry } from '../../shared/protocol/pull.ts';
import type { Signed } from '../../shared/protocol/receipt.ts';
import type { OutboxRow, RecordRow } from '../../shared/schema/schema.ts';
import type {
  ActChange,
  ActCommit,
  IncomingBase,
  LocalStore,
  LogHead,
  LogState,
  OutboxEntry,
  RecordSource,
  ReplayAct,
  Staging,
  Swap,
} from '../../shared/sync/ports.ts';
import type { BureauDb } from './bureau-db.ts';
import { noteClosers, writeActChanges } from './act-changes.ts';
import { confirmedCopy } from './confirmed-copy.ts';
import { addToCounters, stateDeltas } from './counters.ts';
import type { FieldCipher } from './field-cipher.ts';
import { metaValue, setMeta } from './meta.ts';
import { outboxEntryOf, outboxRowOf, outcomeOf } from './outbox-rows.ts';
import type { RecordCodec } from './record-codec.ts';
import { baseSource, stateSource } from './record-sources.ts';
import { countRemovals } from './removals.ts';
import { requeueAll } from './requeue.ts';
import { stagedRows } from './staged-rows.ts';
import { preparedSwap, writeSwap } from './swap.ts';
import { uploadRowsOf } from './upload-rows.ts';

/**
 * The local database behind the engine's port. Everything is encrypted before a transaction opens: inside one, nothing but
 * IndexedDB is awaited, so it cannot be cut by its own waiting.
 */
export class DexieStore implements LocalStore {
  readonly state: RecordSource;
  readonly confirmed: RecordSource;
  readonly #db: BureauDb;
  readonly #codec: RecordCodec;
  readonly #cipher: FieldCipher;

  constructor(db: BureauDb, codec: RecordCodec, cipher: FieldCipher) {
    this.#db = db;
    this.#codec = codec;
    this.#cipher = cipher;
    this.state = stateSource(db, codec);
    this.confirmed = baseSource(db, codec, null);
  }

  incoming(base: IncomingBase): RecordSource {
    return baseSource(this.#db, this.#codec, base);
  }

  removals(base: IncomingBase): Promise<{ readonly removed: number; readonly of: number }> {
    return countRemovals(this.#db, base, this.#codec.tables);
  }

  async logs(): Promise<readonly LogState[]> {
    const order = await metaValue<readonly LogId[]>(this.#db, 'logs', []);
    return Promise.all(
      order.map(async (logId) => ({
        logId,
        appliedSeq: (await this.#db.counters.get(`applied:${logId}`))?.value ?? 0,
        receiptedUpTo: (await this.#db.counters.get(`receipted:${logId}`))?.value ?? 0,
      })),
    );
  }

  async addLog(logId: LogId): Promise<void> {
    await this.#db.transaction('rw', this.#db.meta, async () => {
      const order = await metaValue<readonly LogId[]>(this.#db, 'logs', []);
      if (!order.includes(logId)) await setMeta(this.#db, 'logs', [...order, logId]);
    });
  }

  async commitAct(commit: ActCommit): Promise<void> {
    const row = await outboxRowOf(commit, this.#cipher);
    const writes = await Promise.all(
      [...commit.writes.values()].map(async ({ key, record }) => ({
        key,
        packed: record ? await this.#codec.pack(key.table, record) : null,
      })),
    );
    const uploads = uploadRowsOf(commit.writes);
    const tables = [...new Set(writes.map(({ key }) => key.table))];
    await this.#db.transaction(
      'rw',
      [...tables, 'confirmed', 'outbox', 'counters', 'uploads', 'meta'],
      async () => {
        // The same act again (a crash between journal and here) must not be counted twice.
        if (await this.#db.outbox.get([row.logId, row.seq])) return;
        for (const { key, packed } of writes) {
          const table = this.#db.records(key.table);
          const before = await table.get(key.id);
          const isShadowed =
            before?.dirty === 1 || (await this.#db.confirmed.get([key.table, key.id])) !== undefined;
          if (!isShadowed)
            await this.#db.confirmed.put(confirmedCopy(key.table, key.id, before, packed?.scope ?? ''));
          if (packed)
            await table.put({
              id: key.id,
              ...packed.columns,
              scope: packed.scope,
              version: before?.version ?? 0,
              dirty: 1,
              payload: packed.payload,
            } as RecordRow);
          else await table.delete(key.id);
        }
        await this.#db.outbox.add(row);
        await noteClosers(this.#db, { logId: row.logId, seq: row.seq }, commit.closes);
        await this.#db.uploads.bulkPut(uploads);
        await addToCounters(this.#db, stateDeltas([{ from: null, to: 'waiting' }]));
        await this.#db.counters.put({ name: `applied:${row.logId}`, value: row.seq });
      },
    );
  }

  async replaySet(): Promise<readonly ReplayAct[]> {
    const rows = await this.#db.outbox.where('inReplay').equals(1).toArray();
    return Promise.all(
      (await this.#sorted(rows)).map(async (row) => ({
        ref: { logId: row.logId, seq: row.seq },
        bytes: (await this.#entry(row)).bytes,
        writes: row.writes,
        state: row.state,
        outcome: outcomeOf(row),
      })),
    );
  }

  async quarantined(): Promise<readonly OutboxEntry[]> {
    const rows = await this.#db.outbox.where('state').equals('quarantined').toArray();
    return Promise.all((await this.#sorted(rows)).map((row) => this.#entry(row)));
  }

  async outboxFrom(logId: LogId, fromSeq: number, maxBytes: number): Promise<readonly OutboxEntry[]> {
    const rows: OutboxRow[] = [];
    let bytes = 0;
    await this.#db.outbox
      .where('[logId+seq]')
      .between([logId, fromSeq], [logId, Dexie.maxKey])
      .until((row) => rows.length > 0 && bytes + row.sizeBytes > maxBytes)
      .each((row) => {
        rows.push(row);
        bytes += row.sizeBytes;
      });
    return Promise.all(rows.map((row) => this.#entry(row)));
  }

  async outboxEntry(ref: ActRef): Promise<OutboxEntry | null> {
    const row = await this.#db.outbox.get([ref.logId, ref.seq]);
    return row ? this.#entry(row) : null;
  }

  async waiting(): Promise<{ readonly acts: number; readonly bytes: number }> {
    const rows = await this.#db.outbox.where('state').equals('waiting').toArray();
    return { acts: rows.length, bytes: rows.reduce((sum, row) => sum + row.sizeBytes, 0) };
  }

  async changeActs(
    changes: readonly ActChange[],
    receipted: readonly { readonly logId: LogId; readonly upTo: number }[],
  ): Promise<void> {
    await this.#db.transaction('rw', [this.#db.outbox, this.#db.counters, this.#db.meta], async () => {
      await writeActChanges(this.#db, changes);
      for (const { logId, upTo } of receipted)
        await this.#db.counters.put({ name: `receipted:${logId}`, value: upTo });
    });
  }

  requeueAll(epoch: string): Promise<number> {
    return requeueAll(this.#db, epoch);
  }

  async stage(entries: readonly FeedEntry[], staging: Staging): Promise<void> {
    const rows = await stagedRows(entries, this.#codec);
    await this.#db.transaction('rw', [this.#db.staged, this.#db.meta], async () => {
      for (const row of rows) {
        const before = await this.#db.staged.get([row.table, row.id]);
        // A record that moved comes as `left` in one scope and `put` in another: the newer version counts, and of one version the copy.
        if (
          before &&
          (before.version > row.version || (before.version === row.version && before.op === 'put'))
        )
          continue;
        await this.#db.staged.put(row);
      }
      await setMeta(this.#db, 'staging', staging);
    });
  }

  async staging(): Promise<Staging | null> {
    return metaValue<Staging | null>(this.#db, 'staging', null);
  }

  async dropStaged(): Promise<void> {
    await this.#db.transaction('rw', [this.#db.staged, this.#db.meta], async () => {
      await this.#db.staged.clear();
      await setMeta(this.#db, 'staging', null);
    });
  }

  async swap(swap: Swap): Promise<void> {
    await writeSwap(this.#db, swap, await preparedSwap(swap, this.#codec), this.#codec.tables);
  }

  isShownStale(): Promise<boolean> {
    return metaValue(this.#db, 'shownStale', false);
  }

  async epoch(): Promise<string | null> {
    return metaValue<string | null>(this.#db, 'epoch', null);
  }

  async greetedEpoch(): Promise<string | null> {
    // A profile of the first release knows only the epoch of its last pull.
    return metaValue<string | null>(this.#db, 'greetedEpoch', await this.epoch());
  }

  async noteEpoch(epoch: string): Promise<void> {
    await setMeta(this.#db, 'greetedEpoch', epoch);
  }

  async cursors(): Promise<Readonly<Record<string, number>>> {
    return Object.fromEntries((await this.#db.cursors.toArray()).map((row) => [row.scope, row.position]));
  }

  async amendmentsSeen(): Promise<Readonly<Record<string, number>>> {
    return metaValue<Readonly<Record<string, number>>>(this.#db, 'amendments', {});
  }

  async backupMark(): Promise<Signed | null> {
    return metaValue<Signed | null>(this.#db, 'backupMark', null);
  }

  async keepBackupMark(signed: Signed): Promise<void> {
    await setMeta(this.#db, 'backupMark', signed);
  }

  /** In the order of their logs and numbers. */
  async #sorted(rows: readonly OutboxRow[]): Promise<readonly OutboxRow[]> {
    const order = await metaValue<readonly LogId[]>(this.#db, 'logs', []);
    return rows.toSorted((a, b) => order.indexOf(a.logId) - order.indexOf(b.logId) || a.seq - b.seq);
  }

  async beginsAfter(logId: LogId): Promise<LogHead | null> {
    const anchors = await metaValue<Readonly<Record<string, LogHead>>>(this.#db, 'anchors', {});
    return anchors[logId] ?? null;
  }

  /**
   * A database that was lost and is filled from a trimmed journal: the log goes on after its anchor. Whatever lies before it was
   * delivered and is in the region's backup (rule S85).
   */
  async beginAfter(anchor: LogHead): Promise<void> {
    const { logId, seq } = anchor;
    await this.#db.transaction('rw', this.#db.meta, this.#db.counters, async () => {
      const anchors = await metaValue<Readonly<Record<string, LogHead>>>(this.#db, 'anchors', {});
      await setMeta(this.#db, 'anchors', { ...anchors, [logId]: anchor });
      for (const name of [`applied:${logId}`, `receipted:${logId}`]) {
        const value = (await this.#db.counters.get(name))?.value ?? 0;
        if (value < seq) await this.#db.counters.put({ name, value: seq });
      }
    });
  }

  #entry(row: OutboxRow): Promise<OutboxEntry> {
    return outboxEntryOf(row, this.#cipher);
  }
}
