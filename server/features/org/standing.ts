import { holdsRight } from '../../../shared/domain/org/authority.ts';
import { Officer, type Role } from '../../../shared/domain/org/officer.ts';
import type { OfficerId } from '../../../shared/lib/ids.ts';
import type { OfficerOnDevice } from '../../../shared/protocol/hello.ts';
import { REGION_CODE, scopeOf, type Scope } from '../../../shared/protocol/scope.ts';
import type { Db, Tx } from '../../store/open-database.ts';
import type { DeviceRow } from '../../store/tables.ts';

/** A device as it stands now: who works on it and what it may pull. */
export interface Standing {
  readonly device: DeviceRow;
  readonly officers: readonly Officer[];
  /** Sorted. Empty for a revoked device: it may still push, nothing more. */
  readonly scopes: readonly Scope[];
}

const OPENS_IDENTITIES: readonly Role[] = ['case-handler', 'section-head', 'bureau-head'];

export async function standingOf(db: Db | Tx, deviceId: string): Promise<Standing | null> {
  const device = await db.selectFrom('devices').selectAll().where('id', '=', deviceId).executeTakeFirst();
  if (!device) return null;
  const query = db
    .selectFrom('officers')
    .innerJoin('device_officers', 'officers.id', 'device_officers.officer_id')
    .select('officers.officer')
    .distinct();
  const rows = await query.where('device_officers.device_id', '=', deviceId).execute();
  const officers = rows
    .map((row) => Officer.parse(JSON.parse(row.officer)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { device, officers, scopes: device.revoked_at === null ? scopesOf(officers) : [] };
}

/** Whether these roles hold the prefecture's private key, and with it the identity compartment. */
export function opensIdentities(officer: Officer): boolean {
  return officer.roles.some((role) => OPENS_IDENTITIES.includes(role));
}

export function onDevice(officer: Officer): OfficerOnDevice {
  const { id, name, roles, prefectureCode, active } = officer;
  return { officerId: id as string as OfficerId, name, roles: [...roles], prefectureCode, active };
}

/** The union of what the active officers may read; the region's publications come with the first of them. */
function scopesOf(officers: readonly Officer[]): readonly Scope[] {
  const scopes = new Set<Scope>();
  for (const officer of officers.filter((one) => one.active)) {
    scopes.add(scopeOf(REGION_CODE, 'ordinary'));
    scopes.add(scopeOf(officer.prefectureCode, 'ordinary'));
    // Of the blind reviews every device gets only its part: server/features/feed/blind-gate.ts.
    if (holdsRight(officer.roles, 'review') || holdsRight(officer.roles, 'decide-review'))
      scopes.add(scopeOf(officer.prefectureCode, 'blind-review'));
    if (opensIdentities(officer)) scopes.add(scopeOf(officer.prefectureCode, 'identity'));
  }
  return [...scopes].sort();
}
