import { mkdirSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyObject } from 'node:crypto';
import type { Role } from '../../shared/domain/org/officer.ts';
import { instantOf, type Instant } from '../../shared/lib/dates.ts';
import type { DeviceId, OfficerId } from '../../shared/lib/ids.ts';
import type { JsonValue } from '../../shared/lib/json.ts';
import { parseEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import { firstStart } from '../../server/app/first-start.ts';
import { runAdmin } from '../../server/features/org/admin.ts';
import { enrol } from '../../server/features/org/enrol.ts';
import { openTrust, trustPlaces, type Trust } from '../../server/features/trust/trust-folder.ts';
import { openIngest } from '../../server/store/ingest-file.ts';
import type { Core } from '../../server/features/core.ts';
import { silentLog } from '../support/silent-log.ts';
import { keyNamed, publicHalf } from './keys.ts';
import { Prng } from './prng.ts';
import { Life } from './scheduler.ts';
import { SimDatabase, type DatabaseCopy, type Host } from './sim-database.ts';

export const START_MS = Date.UTC(2026, 8, 28, 2);
export const KASHGAR = '653100';
export const HOTAN = '653200';
const REGION = '650000';

export interface Enrolled {
  readonly deviceId: DeviceId;
  readonly officers: readonly OfficerId[];
  readonly key: KeyObject;
  readonly prefectureCode: string;
}

/** What all runs of a process begin with: an installation with six enrolled computers and no act yet. */
export interface Base {
  readonly host: Host;
  readonly database: SimDatabase;
  readonly trust: Trust;
  readonly start: DatabaseCopy;
  readonly devices: readonly Enrolled[];
  readonly folder: string;
}

const PEOPLE: readonly {
  readonly officers: readonly (readonly [string, Role])[];
  readonly prefectureCode: string;
}[] = [
  { officers: [['O-1', 'section-head'], ['O-2', 'inspector']], prefectureCode: KASHGAR }, // prettier-ignore
  { officers: [['O-3', 'section-head']], prefectureCode: KASHGAR },
  { officers: [['O-4', 'section-head']], prefectureCode: HOTAN },
  { officers: [['O-9', 'regional-administrator']], prefectureCode: REGION },
  { officers: [['O-5', 'inspector']], prefectureCode: KASHGAR },
  { officers: [['O-6', 'section-head']], prefectureCode: HOTAN },
];

export async function openBase(): Promise<Base> {
  const host: Host = { scheduler: null };
  const database = await SimDatabase.open(host);
  const folder = await mkdtemp(join(tmpdir(), 'jd-sim-'));
  const at: Instant = instantOf(START_MS);
  const trust = await openTrust(trustPlaces(folder, null), ['localhost'], at);
  const random = new Prng(1);
  mkdirSync(join(folder, 'base'));
  const ingest = await openIngest(join(folder, 'base'));
  const db = database.for(new Life('base'));
  const core = {
    db, trust, ingest, folder, filesFolder: folder, trustFolder: folder, files: {}, storage: 'pglite', attachmentsIn: 'folder',
    clock: { now: () => at }, random, log: silentLog,
  } as unknown as Core; // prettier-ignore
  await firstStart(core);
  const devices: Enrolled[] = [];
  for (const [i, { officers, prefectureCode }] of PEOPLE.entries()) {
    const key = keyNamed(`device-${i + 1}`);
    let deviceId: DeviceId | null = null;
    for (const [officerId, role] of officers)
      deviceId = await enrolOfficer(core, {
        officerId: officerId as OfficerId,
        role,
        prefectureCode,
        key,
        deviceId,
      });
    if (deviceId)
      devices.push({ deviceId, officers: officers.map(([id]) => id as OfficerId), key, prefectureCode });
  }
  await ingest.close();
  return { host, database, trust, start: await database.copy(), devices, folder };
}

async function enrolOfficer(
  core: Core,
  who: {
    readonly officerId: OfficerId;
    readonly role: Role;
    readonly prefectureCode: string;
    readonly key: KeyObject;
    readonly deviceId: DeviceId | null;
  },
): Promise<DeviceId> {
  const { officerId, role, prefectureCode, key } = who;
  const name = { zh: `某${officerId}`, ug: `پالانى ${officerId}` };
  await runAdmin(core, {
    op: 'create-officer',
    officerId,
    prefectureCode,
    name,
    roles: [role],
    certificateNo: null,
    active: true,
  });
  const made = await runAdmin(core, { op: 'create-device-code', officerId, validDays: 14 });
  const code = made.kind === 'device-code' ? parseEnrolmentCode(made.code) : null;
  if (!code?.ok) throw new Error('no code');
  const request = (deviceId: DeviceId | null, signing: KeyObject) => ({
    v: 1,
    secret: code.value.secret,
    deviceId,
    deviceSigningKey: publicHalf(key),
    deviceSealingKey: publicHalf(keyNamed(`sealing|${officerId}`, 'x25519')),
    officerSigningKey: publicHalf(signing),
    officerSealingKey: publicHalf(keyNamed(`sealing|${officerId}`, 'x25519')),
    deviceLabel: 'sim',
  });
  const answer = await enrol(core, request(who.deviceId, keyNamed(`officer|${officerId}`)) as never);
  if (!answer.ok)
    throw new Error(`enrolment refused: ${JSON.stringify(answer.error as unknown as JsonValue)}`);
  return answer.value.deviceId;
}
