import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const consoleMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STEPS) await sql.raw(statement).execute(db);
  },
};

const STEPS: readonly string[] = [
  `alter table acts add column week text`,
  // Only readable acts have a name; what nobody can read belongs to the week in which it arrived. China keeps UTC+8.
  `update acts set week = to_char(
     ((case when name is not null then convert_from(frame, 'UTF8')::jsonb ->> 'claimedAt' else received_at end)::timestamptz
       at time zone 'UTC') + interval '8 hours', 'IYYY"-W"IW')`,
  `alter table acts alter column week set not null`,
  // The weekly sheet of a device, on its page and for its comparison.
  `create index acts_week on acts (log_id, week)`,
  // "Received this week" on the overview.
  `create index acts_received on acts (received_at)`,
  `create table device_contacts (
     device_id text primary key references devices (id), contact_at text not null, app_version text not null,
     wire_version bigint not null, clock_skew_ms bigint not null, stated text, pulled_at text)`,
  `create table console_users (
     officer_id text primary key references officers (id), login text not null unique, password_hash text,
     one_time_hash text, one_time_expires text, failures bigint not null, blocked_until text)`,
  `create table console_sessions (
     token_hash text primary key, officer_id text not null references console_users (officer_id),
     must_choose boolean not null, opened_at text not null, seen_at text not null)`,
  `create table console_events (
     id bigint generated always as identity primary key, at text not null, officer_id text not null, kind text not null,
     details text not null)`,
  `create index console_events_at on console_events (at)`,
];
