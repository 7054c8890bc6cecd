import { sql } from 'kysely';
import { Officer } from '../../../shared/domain/org/officer.ts';
import { epochMsOf, type Instant } from '../../../shared/lib/dates.ts';
import { weekBounds, weekOf } from '../../../shared/lib/iso-week.ts';
import type { Bilingual } from '../../../shared/lib/text.ts';
import { Stated } from '../../../shared/protocol/hello.ts';
import { REGION_CODE } from '../../../shared/protocol/scope.ts';
import type { Db } from '../../store/open-database.ts';
import type { DeviceContactRow } from '../../store/tables.ts';

/** Work reaches the region once a week; three days more and somebody asks. */
export const SILENT_AFTER_DAYS = 10;

export interface FleetLog {
  readonly logId: string;
  readonly headSeq: number;
  readonly headHash: string;
}

/** A device as the region knows it. */
export interface FleetDevice {
  readonly id: string;
  /** Of its officers; the first enrolled one decides. */
  readonly prefectureCode: string;
  readonly officers: readonly { readonly id: string; readonly name: Bilingual; readonly active: boolean }[];
  readonly enrolledAt: Instant;
  readonly revokedAt: Instant | null;
  readonly isStolen: boolean;
  readonly contact: {
    readonly at: Instant;
    readonly appVersion: string;
    readonly wireVersion: number;
    readonly clockSkewMs: number;
    readonly pulledAt: Instant | null;
    readonly stated: Stated | null;
  } | null;
  /** Days since the last contact, or since enrolment when there was none. */
  readonly quietDays: number;
  readonly isSilent: boolean;
  readonly logs: readonly FleetLog[];
  /** Acts here, of all its logs. */
  readonly logged: number;
  readonly receivedThisWeek: number;
  readonly held: number;
  /** Refused, unreadable or forked. */
  readonly refused: number;
  /** What the device said it had and what is not here yet; null from an app too old to say. */
  readonly backlog: { readonly acts: number; readonly bytes: number } | null;
}

export interface ActCounts {
  readonly received: number;
  readonly held: number;
  readonly refused: number;
}

const NO_ACTS: ActCounts = { received: 0, held: 0, refused: 0 };
const DAY_MS = 86_400_000;

/** Every device, those longest without contact first. */
export async function readFleet(db: Db, now: Instant): Promise<readonly FleetDevice[]> {
  const devices = await db
    .selectFrom('devices')
    .leftJoin('device_contacts', 'device_contacts.device_id', 'devices.id')
    .select(['devices.id', 'devices.enrolled_at', 'devices.revoked_at', 'devices.stolen_at'])
    .select(['contact_at', 'app_version', 'wire_version', 'clock_skew_ms', 'stated', 'pulled_at'])
    .execute();
  const [officers, logs, counts] = [
    await officersByDevice(db),
    await logsByDevice(db),
    await actCounts(db, now),
  ];
  const fleet = devices.map((row): FleetDevice => {
    const own = officers.get(row.id) ?? [];
    const ownLogs = logs.get(row.id) ?? [];
    const sum = (key: keyof ActCounts): number =>
      ownLogs.reduce((all, log) => all + (counts.get(log.logId) ?? NO_ACTS)[key], 0);
    const logged = ownLogs.reduce((all, log) => all + log.headSeq, 0);
    const contact = contactOf(row);
    const quietDays = Math.floor((epochMsOf(now) - Date.parse(contact?.at ?? row.enrolled_at)) / DAY_MS);
    return {
      id: row.id,
      prefectureCode: own[0]?.prefectureCode ?? REGION_CODE,
      officers: own.map(({ id, name, active }) => ({ id, name, active })),
      enrolledAt: row.enrolled_at as Instant,
      revokedAt: row.revoked_at as Instant | null,
      isStolen: row.stolen_at !== null,
      contact,
      quietDays,
      isSilent: row.revoked_at === null && quietDays >= SILENT_AFTER_DAYS,
      logs: ownLogs,
      logged,
      receivedThisWeek: sum('received'),
      held: sum('held'),
      refused: sum('refused'),
      backlog: backlogOf(contact?.stated ?? null, logged),
    };
  });
  return fleet.toSorted((a, b) => b.quietDays - a.quietDays || (a.id < b.id ? -1 : 1));
}

/** The device greeted before it sent: what has arrived since is no backlog any more. */
export function backlogOf(
  stated: Stated | null,
  logged: number,
): { readonly acts: number; readonly bytes: number } | null {
  if (stated === null) return null;
  const acts = Math.max(0, Math.min(stated.counts.waiting, stated.counts.created - logged));
  return { acts, bytes: acts === 0 ? 0 : stated.waitingBytes };
}

type NullableContact = {
  readonly [K in keyof Omit<DeviceContactRow, 'device_id'>]: DeviceContactRow[K] | null;
};

function contactOf(row: NullableContact): FleetDevice['contact'] {
  if (row.contact_at === null) return null;
  const stated = row.stated === null ? null : Stated.safeParse(JSON.parse(row.stated));
  return {
    at: row.contact_at as Instant,
    appVersion: row.app_version ?? '',
    wireVersion: row.wire_version ?? 1,
    clockSkewMs: row.clock_skew_ms ?? 0,
    pulledAt: row.pulled_at as Instant | null,
    stated: stated?.success ? stated.data : null,
  };
}

async function officersByDevice(db: Db): Promise<ReadonlyMap<string, readonly Officer[]>> {
  const rows = await db
    .selectFrom('device_officers')
    .innerJoin('officers', 'officers.id', 'device_officers.officer_id')
    .select(['device_officers.device_id', 'officers.id', 'officers.officer'])
    .orderBy('device_officers.enrolled_at')
    .execute();
  const byDevice = new Map<string, Officer[]>();
  for (const row of rows) {
    const known = byDevice.get(row.device_id) ?? [];
    byDevice.set(row.device_id, known);
    if (!known.some((officer) => officer.id === row.id)) known.push(Officer.parse(JSON.parse(row.officer)));
  }
  return byDevice;
}

async function logsByDevice(db: Db): Promise<ReadonlyMap<string, readonly FleetLog[]>> {
  const rows = await db
    .selectFrom('logs')
    .select(['log_id', 'device_id', 'head_seq', 'head_hash'])
    .orderBy('log_id')
    .execute();
  const byDevice = new Map<string, FleetLog[]>();
  for (const row of rows) {
    const log = { logId: row.log_id, headSeq: row.head_seq, headHash: row.head_hash };
    byDevice.set(row.device_id, [...(byDevice.get(row.device_id) ?? []), log]);
  }
  return byDevice;
}

/** Per log: received since Monday, held, refused. */
async function actCounts(db: Db, now: Instant): Promise<ReadonlyMap<string, ActCounts>> {
  const counts = new Map<string, ActCounts>();
  const add = (logId: string, key: keyof ActCounts, count: number): void => {
    const known = counts.get(logId) ?? NO_ACTS;
    counts.set(logId, { ...known, [key]: known[key] + count });
  };
  const received = await db
    .selectFrom('acts')
    .select(['log_id', sql<number>`count(*)::int`.as('count')])
    .where('received_at', '>=', weekBounds(weekOf(now)).from)
    .groupBy('log_id')
    .execute();
  for (const row of received) add(row.log_id, 'received', row.count);
  const stuck = await db
    .selectFrom('acts')
    .select([
      'log_id',
      sql<boolean>`outcome::jsonb ->> 'kind' = 'held'`.as('held'),
      sql<number>`count(*)::int`.as('count'),
    ])
    .where('state', '=', 'quarantined')
    .groupBy(['log_id', 'held'])
    .execute();
  for (const row of stuck) add(row.log_id, row.held ? 'held' : 'refused', row.count);
  const forked = await db
    .selectFrom('forks')
    .select(['log_id', sql<number>`count(*)::int`.as('count')])
    .where('withdrawn', '=', false)
    .groupBy('log_id')
    .execute();
  for (const row of forked) add(row.log_id, 'refused', row.count);
  return counts;
}
