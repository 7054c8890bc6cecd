import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const bundlesMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create table bundles (
      bundle_id text primary key, device_id text not null references devices (id), kind text not null,
      at text not null, acts bigint not null, files bigint not null)`.execute(db);
    // Running numbers of file names are counted per device.
    await sql`create index bundles_device on bundles (device_id)`.execute(db);
  },
};
