import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS: readonly string[] = [
  // A right counts by the time in which an act lies, so what an officer was must outlive its change.
  `create table officer_history (
     officer_id text not null references officers (id), from_at text not null, officer text not null,
     primary key (officer_id, from_at))`,
  `insert into officer_history (officer_id, from_at, officer) select id, '', officer from officers`,
  `create table anchors (
     log_id text not null, seq bigint not null, at text not null, boot_id text not null, elapsed_ms bigint not null,
     primary key (log_id, seq))`,
  // Found by what arrives: the record it waits for.
  `create table waiting_acts (
     log_id text not null, seq bigint not null, table_name text not null, record_id text not null,
     primary key (log_id, seq))`,
  `create index waiting_acts_record on waiting_acts (record_id, table_name)`,
  `create table act_decisions (
     log_id text not null, seq bigint not null, subject text not null, decision text not null, by_officer text,
     at text not null, reason text not null,
     primary key (log_id, seq, subject))`,
  `create table field_authors (
     table_name text not null, record_id text not null, field text not null, log_id text not null, seq bigint not null,
     actor text not null, claimed_at text not null, device text not null,
     primary key (table_name, record_id, field))`,
  // Both versions of a conflict say on which computer they were written.
  `alter table devices add column label text not null default ''`,
];

/** What judging acts must remember besides acts and records. */
export const judgementMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
