import { Officer } from '../../../shared/domain/org/officer.ts';
import { fromBase64 } from '../../../shared/lib/bytes.ts';
import { epochMsOf } from '../../../shared/lib/dates.ts';
import { newUlid, type DeviceId, type OfficerId } from '../../../shared/lib/ids.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { sha256Hex } from '../../../shared/lib/sha256.ts';
import type {
  EnrolAnswer,
  EnrolLookAnswer,
  EnrolLookRequest,
  EnrolRequest,
} from '../../../shared/protocol/enrol.ts';
import type { ErrorKind } from '../../../shared/protocol/errors.ts';
import type { EnrolmentCodeRow, PrefectureRow } from '../../store/tables.ts';
import type { Core } from '../core.ts';
import { readPublicKey } from '../trust/keys.ts';
import { sealPrefectureKey } from '../trust/seal-to-officer.ts';
import { submit } from './apply-command.ts';
import { prefecturePrivateKey } from './offices.ts';
import { onDevice, opensIdentities } from './standing.ts';

type Refused = Extract<
  ErrorKind,
  `enrolment-code-${string}` | 'unknown-device' | 'device-revoked' | 'bad-request'
>;

/** Only this hash of a code's secret is kept: 60 random bits, so a plain hash is enough. */
export function secretHashOf(secret: string): ReturnType<typeof sha256Hex> {
  return sha256Hex(`jd-code-secret-1|${secret}`);
}

/** Whom a code is for. It stays unused. */
export async function lookAtCode(
  core: Core,
  { v, secret }: EnrolLookRequest,
): Promise<Result<EnrolLookAnswer, Refused>> {
  const code = await readCode(core, secret);
  if (!code) return err('enrolment-code-unknown');
  if (code.used_at !== null) return err('enrolment-code-used');
  if (isExpired(core, code)) return err('enrolment-code-expired');
  const { officer, prefecture } = await officerOf(core, code);
  return ok({ v, officer: onDevice(officer), bureau: bureauOf(prefecture) });
}

/**
 * Uses a code up: certifies the officer's key on the device and hands over what the device needs. The same code with the
 * same keys again (the answer was lost) gives the same enrolment.
 */
export async function enrol(core: Core, request: EnrolRequest): Promise<Result<EnrolAnswer, Refused>> {
  const code = await readCode(core, request.secret);
  if (!code) return err('enrolment-code-unknown');
  if (!hasReadableKeys(request)) return err('bad-request');
  const usedBy = sha256Hex(
    `${request.deviceSigningKey}|${request.officerSigningKey}|${request.officerSealingKey}`,
  );
  if (code.used_at !== null && code.used_by !== usedBy) return err('enrolment-code-used');
  if (code.used_at === null && isExpired(core, code)) return err('enrolment-code-expired');
  const deviceId = await deviceFor(core, request);
  if (!deviceId.ok) return deviceId;
  const { officer, prefecture } = await officerOf(core, code);
  if (!officer.active) return err('enrolment-code-expired');
  if (code.used_at === null) await useCode(core, request, { code, usedBy, deviceId: deviceId.value });
  if ((await readCode(core, request.secret))?.used_by !== usedBy) return err('enrolment-code-used');
  return ok(answer(core, request, deviceId.value, officer, prefecture));
}

async function useCode(
  core: Core,
  request: EnrolRequest,
  use: {
    readonly code: EnrolmentCodeRow;
    readonly usedBy: ReturnType<typeof sha256Hex>;
    readonly deviceId: DeviceId;
  },
): Promise<void> {
  const { deviceSigningKey, deviceSealingKey, officerSigningKey, officerSealingKey } = request;
  const { code, usedBy, deviceId } = use;
  const keys = { deviceSigningKey, deviceSealingKey, officerSigningKey, officerSealingKey };
  const officerId = code.officer_id as OfficerId;
  await submit(core, [
    {
      kind: 'enrol',
      secretHash: secretHashOf(request.secret),
      usedBy,
      deviceId,
      officerId,
      ...keys,
      deviceLabel: request.deviceLabel,
      at: core.clock.now(),
    },
  ]);
  core.log.info({ deviceId, officerId }, 'device enrolled');
}

function answer(
  core: Core,
  request: EnrolRequest,
  deviceId: DeviceId,
  officer: Officer,
  prefecture: PrefectureRow,
): EnrolAnswer {
  const known = onDevice(officer);
  const certificate = { v: 1, deviceId, officer: known, officerSigningKey: request.officerSigningKey };
  return {
    v: request.v,
    deviceId,
    officer: known,
    bureau: bureauOf(prefecture),
    certificate: core.trust.sign('jd-officer-1', certificate as unknown as JsonValue),
    prefectureSealingKey: prefecture.sealing_public,
    wrappedPrefectureKey: opensIdentities(officer)
      ? sealPrefectureKey(prefecturePrivateKey(core.trust.storageKey, prefecture), request.officerSealingKey)
      : null,
    manifest: core.trust.manifest,
  };
}

/** The device that has this key, a new one, or the refusal of one that claims to be known and is not. */
async function deviceFor(core: Core, request: EnrolRequest): Promise<Result<DeviceId, Refused>> {
  const query = core.db.selectFrom('devices').selectAll();
  const device = await query.where('signing_key', '=', request.deviceSigningKey).executeTakeFirst();
  if (request.deviceId !== null && device?.id !== request.deviceId) return err('unknown-device');
  if (device && device.revoked_at !== null) return err('device-revoked');
  return ok((device?.id ?? newUlid(core.clock, core.random)) as DeviceId);
}

async function readCode(core: Core, secret: string): Promise<EnrolmentCodeRow | undefined> {
  return core.db
    .selectFrom('enrolment_codes')
    .selectAll()
    .where('secret_hash', '=', secretHashOf(secret))
    .executeTakeFirst();
}

function isExpired(core: Core, code: EnrolmentCodeRow): boolean {
  return Date.parse(code.expires_at) < epochMsOf(core.clock.now());
}

async function officerOf(
  core: Core,
  code: EnrolmentCodeRow,
): Promise<{ readonly officer: Officer; readonly prefecture: PrefectureRow }> {
  const row = await core.db
    .selectFrom('officers')
    .select('officer')
    .where('id', '=', code.officer_id)
    .executeTakeFirstOrThrow();
  const officer = Officer.parse(JSON.parse(row.officer));
  const query = core.db.selectFrom('prefectures').selectAll().where('code', '=', officer.prefectureCode);
  return { officer, prefecture: await query.executeTakeFirstOrThrow() };
}

function bureauOf(prefecture: PrefectureRow): { zh: string; ug: string } {
  return { zh: prefecture.bureau_zh, ug: prefecture.bureau_ug };
}

function hasReadableKeys(request: EnrolRequest): boolean {
  const isKey = (kind: 'ed25519' | 'x25519', key: string): boolean =>
    fromBase64(key).length === 32 && readPublicKey(kind, key) !== null;
  return (
    isKey('ed25519', request.deviceSigningKey) &&
    isKey('ed25519', request.officerSigningKey) &&
    isKey('x25519', request.deviceSealingKey) &&
    isKey('x25519', request.officerSealingKey)
  );
}
