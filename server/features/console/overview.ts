import { sql } from 'kysely';
import type { Instant } from '../../../shared/lib/dates.ts';
import { weekBounds, weekOf } from '../../../shared/lib/iso-week.ts';
import type { Bilingual } from '../../../shared/lib/text.ts';
import { REGION_CODE } from '../../../shared/protocol/scope.ts';
import type { Db } from '../../store/open-database.ts';
import type { FleetDevice } from './fleet.ts';

/** The figures of one prefecture, or of the whole region. */
export interface Figures {
  readonly devices: number;
  readonly inContact: number;
  readonly silent: number;
  readonly received: number;
  readonly backlog: number;
  readonly held: number;
  readonly refused: number;
  readonly photosMissing: number;
  readonly lastContactAt: Instant | null;
}

export interface Office {
  readonly code: string;
  readonly name: Bilingual;
}

export interface OfficeFigures extends Figures {
  readonly office: Office;
}

/** Prefectures by code; the region itself comes last, and only when somebody works there. */
export async function readOffices(db: Db): Promise<readonly Office[]> {
  const rows = await db
    .selectFrom('prefectures')
    .select(['code', 'name_zh', 'name_ug'])
    .orderBy('code')
    .execute();
  const offices = rows.map((row) => ({ code: row.code, name: { zh: row.name_zh, ug: row.name_ug } }));
  return [
    ...offices.filter((office) => office.code !== REGION_CODE),
    ...offices.filter((office) => office.code === REGION_CODE),
  ];
}

export async function officeFigures(
  db: Db,
  fleet: readonly FleetDevice[],
  now: Instant,
): Promise<readonly OfficeFigures[]> {
  const missing = await photosMissing(db);
  const since = weekBounds(weekOf(now)).from;
  return (await readOffices(db)).flatMap((office) => {
    const own = fleet.filter((device) => device.prefectureCode === office.code);
    const figures = figuresOf(own, since, missing.get(office.code) ?? 0);
    const isIdleRegion = office.code === REGION_CODE && own.length === 0 && figures.photosMissing === 0;
    return isIdleRegion ? [] : [{ office, ...figures }];
  });
}

export function sumOf(all: readonly Figures[]): Figures {
  const sum = (key: Exclude<keyof Figures, 'lastContactAt'>): number =>
    all.reduce((total, one) => total + one[key], 0);
  return {
    devices: sum('devices'),
    inContact: sum('inContact'),
    silent: sum('silent'),
    received: sum('received'),
    backlog: sum('backlog'),
    held: sum('held'),
    refused: sum('refused'),
    photosMissing: sum('photosMissing'),
    lastContactAt: latest(all.map((one) => one.lastContactAt)),
  };
}

function figuresOf(own: readonly FleetDevice[], since: Instant, photosMissing: number): Figures {
  const sum = (of: (device: FleetDevice) => number): number =>
    own.reduce((total, device) => total + of(device), 0);
  return {
    devices: own.length,
    inContact: own.filter((device) => device.contact !== null && device.contact.at >= since).length,
    silent: own.filter((device) => device.isSilent).length,
    received: sum((device) => device.receivedThisWeek),
    backlog: sum((device) => device.backlog?.acts ?? 0),
    held: sum((device) => device.held),
    refused: sum((device) => device.refused),
    photosMissing,
    lastContactAt: latest(own.map((device) => device.contact?.at ?? null)),
  };
}

function latest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce((last, one) => (one !== null && (last === null || one > last) ? one : last), null);
}

/** Records that name a file of which the bytes have not arrived, by prefecture. */
async function photosMissing(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('records')
    .leftJoin('attachment_receipts', 'attachment_receipts.attachment_id', 'records.id')
    .select(['records.prefecture', sql<number>`count(*)::int`.as('count')])
    .where('records.table_name', '=', 'attachments')
    .where('attachment_receipts.attachment_id', 'is', null)
    .groupBy('records.prefecture')
    .execute();
  return new Map(rows.map((row) => [row.prefecture, row.count]));
}
