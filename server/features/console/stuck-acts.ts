import { sql, type SqlBool } from 'kysely';
import { Outcome } from '../../../shared/protocol/outcome.ts';
import type { Db } from '../../store/open-database.ts';

/** An act that is logged and not run. Its arguments stay where they are. */
export interface StuckAct {
  readonly logId: string;
  readonly seq: number;
  readonly hash: string;
  readonly deviceId: string;
  readonly name: string | null;
  readonly actor: string | null;
  readonly receivedAt: string;
  readonly outcome: Outcome;
  /** Where it belongs, when that is an ordinary record of this server; a record of a sealed area is not named. */
  readonly record: { readonly table: string; readonly id: string } | 'sealed' | null;
}

/** `refused` takes in what nobody can read and what a copied profile left: none of it will run by itself. */
export const STUCK_STATES = ['held', 'refused'] as const;
export type StuckState = (typeof STUCK_STATES)[number];

export interface StuckFilter {
  readonly state: StuckState | null;
  /** `<outcome kind>.<reason>`, as in `StuckReason`. */
  readonly reason: string | null;
  /** Devices of a prefecture; null for all. */
  readonly deviceIds: readonly string[] | null;
}

export interface StuckReason {
  readonly reason: string;
  readonly count: number;
}

const KIND = sql<string>`outcome::jsonb ->> 'kind'`;
const REASON = sql<string>`(outcome::jsonb ->> 'kind') || '.' || coalesce(
  outcome::jsonb -> 'for' ->> 'kind', outcome::jsonb -> 'refusal' ->> 'kind', outcome::jsonb ->> 'reason', '')`;

// Acts and forks as one list; a fork has no outcome of its own.
const STUCK = sql<{
  log_id: string;
  seq: number;
  hash: string;
  name: string | null;
  actor: string | null;
  lane: string | null;
  received_at: string;
  outcome: string;
}>`(
  select log_id, seq, hash, name, actor, lane, received_at, outcome from acts where state = 'quarantined'
  union all
  select log_id, seq, hash, null, null, null, received_at, '{"kind":"forked"}' from forks where not withdrawn)`;

/** Longest waiting first. */
export async function readStuckActs(
  db: Db,
  filter: StuckFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<{
  readonly acts: readonly StuckAct[];
  readonly total: number;
  readonly reasons: readonly StuckReason[];
}> {
  if (filter.deviceIds?.length === 0) return { acts: [], total: 0, reasons: [] };
  const ofDevices =
    filter.deviceIds === null
      ? sql<SqlBool>`true`
      : sql<SqlBool>`device_id in (${sql.join(filter.deviceIds)})`;
  const ofState =
    filter.state === null
      ? sql<SqlBool>`true`
      : filter.state === 'held'
        ? sql<SqlBool>`${KIND} = 'held'`
        : sql<SqlBool>`${KIND} <> 'held'`;
  const ofReason = filter.reason === null ? sql<SqlBool>`true` : sql<SqlBool>`${REASON} = ${filter.reason}`;
  const from = sql`from ${STUCK} as stuck join logs using (log_id) where ${ofDevices} and ${ofState}`;
  const reasons = await sql<StuckReason>`
    select ${REASON} as reason, count(*)::int as count ${from} group by 1 order by 2 desc, 1`.execute(db);
  const rows = await sql<StuckRow>`
    select stuck.*, logs.device_id ${from} and ${ofReason}
    order by received_at, log_id, seq limit ${page.limit} offset ${page.offset}`.execute(db);
  const chosen = reasons.rows.filter((row) => (filter.reason ?? row.reason) === row.reason);
  return {
    acts: await withRecords(db, rows.rows),
    total: chosen.reduce((sum, row) => sum + row.count, 0),
    reasons: reasons.rows,
  };
}

interface StuckRow {
  readonly log_id: string;
  readonly seq: number;
  readonly hash: string;
  readonly device_id: string;
  readonly name: string | null;
  readonly actor: string | null;
  readonly lane: string | null;
  readonly received_at: string;
  readonly outcome: string;
}

async function withRecords(db: Db, rows: readonly StuckRow[]): Promise<readonly StuckAct[]> {
  const lanes = [...new Set(rows.flatMap((row) => row.lane ?? []))];
  const known =
    lanes.length === 0
      ? []
      : await db.selectFrom('feed').select(['id', 'table_name', 'scope']).where('id', 'in', lanes).execute();
  return rows.map((row): StuckAct => {
    const places = known.filter((place) => place.id === row.lane);
    const isSealed = places.some((place) => !place.scope.endsWith('/ordinary'));
    const place = places[0];
    return {
      logId: row.log_id,
      seq: row.seq,
      hash: row.hash,
      deviceId: row.device_id,
      name: row.name,
      actor: row.actor,
      receivedAt: row.received_at,
      outcome: Outcome.parse(JSON.parse(row.outcome)),
      record: isSealed ? 'sealed' : place ? { table: place.table_name, id: place.id } : null,
    };
  });
}
