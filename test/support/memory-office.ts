import { instantOf, type Instant } from '../../shared/lib/dates.ts';
import type { LogId, OfficerId, RecordId } from '../../shared/lib/ids.ts';
import type { Mutation, MutationOutcome } from '../../shared/lib/mutation.ts';
import type { RecordBase, RecordKind } from '../../shared/lib/record-kind.ts';
import { recordRegistry } from '../../shared/protocol/record-registry.ts';
import { OverlayTx } from '../../shared/sync/overlay-tx.ts';
import { keyOf, type RecordSource } from '../../shared/sync/ports.ts';

const SOME_LOG = '01JD0000000000000000000000' as LogId;

/** Records in memory and a log that numbers acts: enough to run mutations one after another, as one side does. */
export class MemoryOffice {
  readonly #records = new Map<string, RecordBase>();
  readonly #logId: LogId;
  #seq = 0;

  constructor(logId: LogId = SOME_LOG) {
    this.#logId = logId;
  }

  seed<T extends RecordBase>(kind: RecordKind<T>, ...records: readonly T[]): this {
    for (const record of records) this.#records.set(keyOf(kind.table, record.id), kind.schema.parse(record));
    return this;
  }

  get<T extends RecordBase>(kind: RecordKind<T>, id: RecordId): T | null {
    return (this.#records.get(keyOf(kind.table, id)) ?? null) as T | null;
  }

  all<T extends RecordBase>(kind: RecordKind<T>): readonly T[] {
    return this.#ofTable(kind.table) as readonly T[];
  }

  /** Runs one act; a refusal writes nothing. Arguments and written records must fit their schemas. */
  async act<A>(
    mutation: Mutation<A>,
    args: A,
    actor: OfficerId,
    claimedAt?: Instant,
  ): Promise<MutationOutcome> {
    const act = { logId: this.#logId, seq: ++this.#seq };
    const tx = new OverlayTx(this.#source());
    const at = claimedAt ?? instantOf(1_790_000_000_000 + act.seq * 1000);
    const outcome = await mutation.run(tx, mutation.args.parse(args), { act, actor, claimedAt: at });
    if (!outcome.ok) return outcome;
    for (const [key, { record }] of tx.writes) {
      if (record === null) this.#records.delete(key);
      else
        this.#records.set(key, recordRegistry.get(key.split('|')[0] ?? '')?.schema.parse(record) ?? record);
    }
    return outcome;
  }

  #ofTable(table: string): readonly RecordBase[] {
    return [...this.#records].filter(([key]) => key.startsWith(`${table}|`)).map(([, record]) => record);
  }

  #source(): RecordSource {
    return {
      read: async (table, id) => {
        const record = this.#records.get(keyOf(table, id));
        return record ? { record, version: 1 } : null;
      },
      list: async (table, column, value) =>
        this.#ofTable(table)
          .filter((record) => recordRegistry.get(table)?.columns[column]?.(record) === value)
          .map((record) => ({ record, version: 1 })),
    };
  }
}
