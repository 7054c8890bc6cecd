import { z } from 'zod';
import { Officer, Role } from '../../../shared/domain/org/officer.ts';
import { unreachable } from '../../../shared/lib/assert.ts';
import { epochMsOf, instantOf } from '../../../shared/lib/dates.ts';
import { DeviceId, newUlid, OfficerId } from '../../../shared/lib/ids.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { Bilingual } from '../../../shared/lib/text.ts';
import { formatEnrolmentCode, newEnrolmentSecret } from '../../../shared/protocol/enrolment-code.ts';
import { Alarms, readAlarms, setAlarms } from '../acts/alarms.ts';
import { rehearReady, releaseActs, ReleaseOrder } from '../acts/release.ts';
import { createConsoleUser } from '../console/users.ts';
import { ImportAnswer, ImportOrder, runImport, SnapshotOrder } from '../bundles/orders.ts';
import { writeSnapshot } from '../bundles/write-snapshot.ts';
import type { Core } from '../core.ts';
import { exportActs } from '../backup/export-acts.ts';
import { takeBackup } from '../backup/take-backup.ts';
import { publishTemplate } from '../templates/publish.ts';
import { submit } from './apply-command.ts';
import { secretHashOf } from './enrol.ts';
import { newOffice } from './offices.ts';

const DAY_MS = 86_400_000;

/** An order of the regional administrator, from the command line. */
export const AdminRequest = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('create-office'),
    code: z.string().regex(/^\d{6}$/),
    name: Bilingual,
    bureau: Bilingual,
  }),
  z.strictObject({
    op: z.literal('create-officer'),
    /** Null lets the server choose one. An id that exists is changed. */
    officerId: OfficerId.nullable(),
    prefectureCode: z.string().regex(/^\d{6}$/),
    name: Bilingual,
    roles: z.array(Role).min(1),
    certificateNo: z.string().max(40).nullable(),
    active: z.boolean(),
  }),
  z.strictObject({
    op: z.literal('create-device-code'),
    officerId: OfficerId,
    validDays: z.int().min(1).max(60),
  }),
  z.strictObject({
    op: z.literal('create-console-user'),
    officerId: OfficerId,
    /** Name to sign in with; null keeps the one they have, or the officer's id. */
    login: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/)
      .nullable(),
  }),
  z.strictObject({ op: z.literal('list-officers') }),
  z.strictObject({ op: z.literal('publish-template'), text: z.string() }),
  z.strictObject({ op: z.literal('revoke-device'), deviceId: DeviceId, stolen: z.boolean().optional() }),
  z.strictObject({
    op: z.literal('backup'),
    /** On the server's own machine. */
    to: z.string().min(1),
    withKeys: z.boolean(),
    cutIngest: z.boolean(),
  }),
  ReleaseOrder.extend({ op: z.literal('release-acts') }),
  z.strictObject({
    op: z.literal('alarms'),
    /** Null: as it is. */
    heldDays: z.int().min(1).max(365).nullable(),
    pendingHours: z.int().min(1).max(8760).nullable(),
  }),
  z.strictObject({
    op: z.literal('export'),
    prefectureCode: z.string().regex(/^\d{6}$/),
    to: z.string().min(1),
  }),
  ImportOrder,
  SnapshotOrder,
]);
export type AdminRequest = z.infer<typeof AdminRequest>;
type RequestOf<K extends AdminRequest['op']> = Extract<AdminRequest, { op: K }>;

export const ListedOfficer = z.strictObject({ officer: Officer, devices: z.array(z.string()) });

export const AdminAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('office-created'), code: z.string() }),
  z.strictObject({ kind: z.literal('officer-created'), officerId: OfficerId }),
  z.strictObject({ kind: z.literal('device-code'), code: z.string(), expiresAt: z.string() }),
  z.strictObject({
    kind: z.literal('console-user'),
    login: z.string(),
    password: z.string(),
    expiresAt: z.string(),
  }),
  z.strictObject({ kind: z.literal('officers'), officers: z.array(ListedOfficer) }),
  z.strictObject({ kind: z.literal('template-published'), id: z.string() }),
  z.strictObject({ kind: z.literal('device-revoked'), deviceId: DeviceId }),
  ImportAnswer,
  z.strictObject({ kind: z.literal('snapshot-written'), deviceId: DeviceId, file: z.string() }),
  z.strictObject({
    kind: z.literal('backed-up'),
    generation: z.string(),
    rows: z.int(),
    files: z.int(),
    sizeBytes: z.int(),
    cutFiles: z.int(),
  }),
  z.strictObject({ kind: z.literal('acts-released'), delivered: z.int(), others: z.int() }),
  Alarms.extend({ kind: z.literal('alarms') }),
  z.strictObject({ kind: z.literal('exported'), logs: z.int(), acts: z.int() }),
  z.strictObject({
    kind: z.literal('refused'),
    reason: z.enum([
      'act-unknown',
      'act-not-held',
      'backup-not-verified',
      'office-exists',
      'office-unknown',
      'officer-unknown',
      'device-unknown',
      'role-missing',
      'login-taken',
      'device-revoked',
      'template-unreadable',
      'template-version-exists',
    ]),
  }),
  /** What to mend in a template that was not published, one line each. */
  z.strictObject({ kind: z.literal('template-faulty'), faults: z.array(z.string()) }),
]);
export type AdminAnswer = z.infer<typeof AdminAnswer>;
type Reason = Extract<AdminAnswer, { kind: 'refused' }>['reason'];

export async function runAdmin(core: Core, request: AdminRequest): Promise<AdminAnswer> {
  const result = await run(core, request);
  return result.ok ? result.value : { kind: 'refused', reason: result.error };
}

function run(core: Core, request: AdminRequest): Promise<Result<AdminAnswer, Reason>> {
  switch (request.op) {
    case 'create-office':
      return createOffice(core, request);
    case 'create-officer':
      return createOfficer(core, request);
    case 'create-device-code':
      return createCode(core, request);
    case 'create-console-user':
      return consoleUser(core, request);
    case 'list-officers':
      return listOfficers(core);
    case 'publish-template':
      return publish(core, request.text);
    case 'revoke-device':
      return revoke(core, request);
    case 'release-acts':
      return release(core, request);
    case 'alarms':
      return alarms(core, request);
    case 'backup':
      return backUp(core, request);
    case 'export':
      return exportPrefecture(core, request);
    case 'import-bundle':
      return runImport(core, request).then(ok);
    case 'snapshot-bundle':
      return writeSnapshot(core, request.deviceId, request.folder);
    default:
      return unreachable(request);
  }
}

async function createOffice(
  core: Core,
  { code, name, bureau }: RequestOf<'create-office'>,
): Promise<Result<AdminAnswer, Reason>> {
  if (await hasOffice(core, code)) return err('office-exists');
  await submit(core, [newOffice(core.trust.storageKey, { code, name, bureau })]);
  return ok({ kind: 'office-created', code });
}

async function createOfficer(
  core: Core,
  request: RequestOf<'create-officer'>,
): Promise<Result<AdminAnswer, Reason>> {
  const { prefectureCode, name, roles, certificateNo, active } = request;
  if (!(await hasOffice(core, prefectureCode))) return err('office-unknown');
  const officerId = request.officerId ?? OfficerId.parse(newUlid(core.clock, core.random));
  await submit(core, [
    {
      kind: 'officer',
      officer: Officer.parse({ id: officerId, prefectureCode, name, roles, certificateNo, active }),
      at: core.clock.now(),
    },
  ]);
  return ok({ kind: 'officer-created', officerId });
}

async function createCode(
  core: Core,
  { officerId, validDays }: RequestOf<'create-device-code'>,
): Promise<Result<AdminAnswer, Reason>> {
  const officer = await core.db
    .selectFrom('officers')
    .select('id')
    .where('id', '=', officerId)
    .executeTakeFirst();
  if (!officer) return err('officer-unknown');
  const secret = newEnrolmentSecret(core.random);
  const expiresAt = instantOf(epochMsOf(core.clock.now()) + validDays * DAY_MS);
  await submit(core, [{ kind: 'device-code', secretHash: secretHashOf(secret), officerId, expiresAt }]);
  return ok({
    kind: 'device-code',
    code: formatEnrolmentCode({ secret, rootFingerprint: core.trust.rootFingerprint }),
    expiresAt,
  });
}

async function consoleUser(
  core: Core,
  { officerId, login }: RequestOf<'create-console-user'>,
): Promise<Result<AdminAnswer, Reason>> {
  const created = await createConsoleUser(core, officerId, login);
  return created.ok ? ok({ kind: 'console-user', ...created.value }) : created;
}

async function listOfficers(core: Core): Promise<Result<AdminAnswer, Reason>> {
  const rows = await core.db
    .selectFrom('officers')
    .select('officer')
    .orderBy('prefecture')
    .orderBy('id')
    .execute();
  const devices = await core.db
    .selectFrom('device_officers')
    .select(['device_id', 'officer_id'])
    .distinct()
    .execute();
  const officers = rows.map((row) => {
    const officer = Officer.parse(JSON.parse(row.officer));
    return {
      officer,
      devices: devices.filter((device) => device.officer_id === officer.id).map((device) => device.device_id),
    };
  });
  return ok({ kind: 'officers', officers });
}

async function publish(core: Core, text: string): Promise<Result<AdminAnswer, Reason>> {
  const published = await publishTemplate(core, text);
  if (published.ok) await rehearReady(core);
  if (published.ok) return ok({ kind: 'template-published', id: published.value.id });
  return published.error.kind === 'template-faulty'
    ? ok({ kind: 'template-faulty', faults: [...published.error.faults] })
    : err(published.error.kind);
}

async function revoke(
  core: Core,
  { deviceId, stolen = false }: RequestOf<'revoke-device'>,
): Promise<Result<AdminAnswer, Reason>> {
  const device = await core.db
    .selectFrom('devices')
    .select('id')
    .where('id', '=', deviceId)
    .executeTakeFirst();
  if (!device) return err('device-unknown');
  await submit(core, [{ kind: 'revoke-device', deviceId, at: core.clock.now(), stolen }]);
  core.log.info({ deviceId, stolen }, 'device revoked');
  return ok({ kind: 'device-revoked', deviceId });
}

async function release(
  core: Core,
  { op: _op, ...order }: RequestOf<'release-acts'>,
): Promise<Result<AdminAnswer, Reason>> {
  const released = await releaseActs(core, order);
  return released.ok ? ok({ kind: 'acts-released', ...released.value }) : released;
}

async function alarms(core: Core, times: RequestOf<'alarms'>): Promise<Result<AdminAnswer, Reason>> {
  await setAlarms(core, times);
  return ok({ kind: 'alarms', ...(await readAlarms(core)) });
}

async function backUp(
  core: Core,
  { to, withKeys, cutIngest }: RequestOf<'backup'>,
): Promise<Result<AdminAnswer, Reason>> {
  const taken = await takeBackup(core, { to, withKeys, cutIngest });
  return taken.ok ? ok({ kind: 'backed-up', ...taken.value }) : err('backup-not-verified');
}

async function exportPrefecture(
  core: Core,
  { prefectureCode, to }: RequestOf<'export'>,
): Promise<Result<AdminAnswer, Reason>> {
  if (!(await hasOffice(core, prefectureCode))) return err('office-unknown');
  return ok({ kind: 'exported', ...(await exportActs(core, prefectureCode, to)) });
}

async function hasOffice(core: Core, code: string): Promise<boolean> {
  return (
    (await core.db.selectFrom('prefectures').select('code').where('code', '=', code).executeTakeFirst()) !==
    undefined
  );
}
