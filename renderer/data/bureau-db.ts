import { Dexie, type Table } from 'dexie';
import {
  SCHEMA_STEPS,
  type ConfirmedRow,
  type CounterRow,
  type CursorRow,
  type MetaRow,
  type OutboxRow,
  type RecordRow,
  type StagedRow,
  type UploadRow,
} from '../../shared/schema/schema.ts';

const DATABASE_NAME = 'bureau';

/** The local IndexedDB, typed. Durability is strict: a transaction that reported success survives a power cut. */
export class BureauDb extends Dexie {
  declare readonly confirmed: Table<ConfirmedRow, [string, string]>;
  declare readonly outbox: Table<OutboxRow, [string, number]>;
  declare readonly staged: Table<StagedRow, [string, string]>;
  declare readonly cursors: Table<CursorRow, string>;
  declare readonly counters: Table<CounterRow, string>;
  declare readonly uploads: Table<UploadRow, string>;
  declare readonly meta: Table<MetaRow, string>;

  constructor(name: string = DATABASE_NAME) {
    super(name, { chromeTransactionDurability: 'strict' });
    for (const step of SCHEMA_STEPS) {
      const version = this.version(step.version).stores({ ...step.stores });
      if (step.pullsAgain) version.upgrade((tx) => tx.table('cursors').clear());
    }
  }

  /** The table of one kind of record. */
  records(table: string): Table<RecordRow, string> {
    return this.table<RecordRow, string>(table);
  }
}
