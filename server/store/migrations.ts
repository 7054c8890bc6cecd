import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { consoleMigration } from './migrations/040-console.ts';
import { judgementMigration } from './migrations/050-judgement.ts';
import { bundlesMigration } from './migrations/060-bundles.ts';

// 080  acts issued again in another log
// 060  bundles: which sticks were taken, so that the same one is named as known
// 050  judgement: officers' history, verified times, acts that wait for records, decisions about acts, authors of fields
// 040  console: weeks of acts, greetings of devices, console accounts, sessions and orders
// 030  attachments: bytes by content within a prefecture, so that the same picture is stored once
// 020  operations: stolen devices, when an officer was last changed, backup marks, how far feeds were on which day
// 001  first release

const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of FIRST) await sql.raw(statement).execute(db);
  },
};

const operations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of OPERATIONS) await sql.raw(statement).execute(db);
  },
};

const attachmentPlaces: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Null: received by the first release, still in a file of its own; taken over at the next start.
    await sql`alter table attachment_receipts add column prefecture text`.execute(db);
    // Does the prefecture hold these bytes already?
    await sql`create index attachment_receipts_content on attachment_receipts (prefecture, sha256)`.execute(
      db,
    );
  },
};

const reissues: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of REISSUES) await sql.raw(statement).execute(db);
  },
};

/** Newest last; a released step is never edited. The same steps run on PGlite and on PostgreSQL. */
export const migrations: Readonly<Record<string, Migration>> = {
  '001-first': first,
  '020-operations': operations,
  '030-attachment-places': attachmentPlaces,
  '040-console': consoleMigration,
  '050-judgement': judgementMigration,
  '060-bundles': bundlesMigration,
  '080-reissues': reissues,
};

const OPERATIONS: readonly string[] = [
  // Reported stolen: it may not even greet.
  `alter table devices add column stolen_at text`,
  // An older change of an officer, replayed from a process's ingest file, must not undo a newer one made by another process.
  `alter table officers add column changed_at text`,
  // Per log the highest act that a verified backup holds; what devices may trim rests on it.
  `create table backup_marks (log_id text primary key references logs (log_id), seq bigint not null, hash text not null)`,
  // Counted whenever somebody looks at the metrics.
  `create index acts_withdrawn on acts (log_id, seq) where state = 'withdrawn'`,
  // Where each feed stood on a day: tombstones below a position that is 400 days old may go.
  `create table feed_days (day text not null, scope text not null, position bigint not null, primary key (day, scope))`,
];

const REISSUES: readonly string[] = [
  // An act that ran as a re-issue in another log, by its exact original: of the two only one may run, whichever comes first.
  `create table reissues (log_id text not null, seq bigint not null, hash text not null, primary key (log_id, seq, hash))`,
];

const PREFECTURES = [
  '650000', '650100', '650200', '650400', '650500', '652300', '652700', '652800',
  '652900', '653000', '653100', '653200', '654000', '654200', '654300',
]; // prettier-ignore

const FIRST: readonly string[] = [
  `create table meta (key text primary key, value text not null)`,
  `create table prefectures (
     code text primary key, name_zh text not null, name_ug text not null, bureau_zh text not null, bureau_ug text not null,
     sealing_public text not null, sealing_private_wrapped text not null)`,
  `create table officers (id text primary key, prefecture text not null, active boolean not null, officer text not null)`,
  `create table devices (
     id text primary key, signing_key text not null, sealing_key text not null, enrolled_at text not null, revoked_at text)`,
  `create table device_officers (
     device_id text not null references devices (id), officer_id text not null references officers (id),
     signing_key text not null, sealing_key text not null, enrolled_at text not null,
     primary key (device_id, officer_id, signing_key))`,
  `create table enrolment_codes (
     secret_hash text primary key, officer_id text not null references officers (id), expires_at text not null,
     used_at text, used_by text)`,
  `create table sessions (token_hash text primary key, device_id text not null references devices (id), expires_at text not null)`,
  `create table logs (
     log_id text primary key, device_id text not null references devices (id), head_seq bigint not null,
     head_hash text not null, last_amendment bigint not null)`,
  `create index logs_device on logs (device_id)`,
  `create table acts (
     log_id text not null references logs (log_id), seq bigint not null, hash text not null, frame bytea not null,
     signed boolean not null, lane text, name text, actor text, after_seqs text not null,
     state text not null, outcome text not null, received_at text not null,
     primary key (log_id, seq))`,
  `create index acts_quarantined on acts (log_id, seq) where state = 'quarantined'`,
  `create table forks (
     log_id text not null references logs (log_id), seq bigint not null, hash text not null, frame bytea not null,
     withdrawn boolean not null, received_at text not null,
     primary key (log_id, seq, hash))`,
  `create table pending_batches (
     log_id text not null references logs (log_id), from_seq bigint not null, to_seq bigint not null, before text not null,
     after text not null, bytes bytea not null, received_at text not null,
     primary key (log_id, from_seq, to_seq, after))`,
  `create table receipts (
     log_id text not null references logs (log_id), from_seq bigint not null, to_seq bigint not null, chain text not null,
     fork boolean not null, body text not null, signature text not null, key_id text not null,
     primary key (log_id, to_seq, chain))`,
  `create table amendments (
     log_id text not null references logs (log_id), number bigint not null, seq bigint not null, body text not null,
     signature text not null, key_id text not null,
     primary key (log_id, number))`,
  `create table records (
     prefecture text not null, table_name text not null, id text not null, compartment text not null, version bigint not null,
     payload text not null, columns jsonb not null,
     primary key (prefecture, table_name, id)) partition by list (prefecture)`,
  ...PREFECTURES.map((code) => `create table records_${code} partition of records for values in ('${code}')`),
  `create table records_other partition of records default`,
  `create index records_by_id on records (table_name, id)`,
  `create index records_by_column on records using gin (columns jsonb_path_ops)`,
  `create table scopes (scope text primary key, position bigint not null)`,
  `create table feed (
     scope text not null, table_name text not null, id text not null, position bigint not null, op text not null,
     version bigint not null,
     primary key (scope, table_name, id), unique (scope, position))`,
  `create index feed_by_id on feed (id)`,
  `create table attachment_receipts (
     attachment_id text primary key, sha256 text not null, size_bytes bigint not null, body text not null,
     signature text not null, key_id text not null)`,
];
