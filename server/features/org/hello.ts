import { z } from 'zod';
import { Hex } from '../../../shared/lib/bytes.ts';
import type { DeviceId, LogId } from '../../../shared/lib/ids.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { genesis } from '../../../shared/protocol/chain.ts';
import type { ErrorKind } from '../../../shared/protocol/errors.ts';
import { HelloRequest, type HelloAnswer, type LogHead } from '../../../shared/protocol/hello.ts';
import { signingBytes } from '../../../shared/protocol/receipt.ts';
import { readMeta } from '../../store/meta-store.ts';
import type { Core } from '../core.ts';
import { verifyBytes } from '../trust/keys.ts';
import { recordContact } from './contacts.ts';
import { openSession, SESSION_SECONDS } from './session.ts';
import { isSupportedVersion } from './wire-version.ts';
import { onDevice, standingOf } from './standing.ts';

type Refused = Extract<
  ErrorKind,
  'bad-request' | 'wire-version-unsupported' | 'unknown-device' | 'device-signature' | 'device-revoked'
>;

const Named = z.looseObject({ v: z.int(), deviceId: z.string() });

/**
 * Greets a device that signs with its own key: a session, the server's time, and where each of its logs stands here. The
 * device's clock is not compared: work is never refused for a wrong one. A revoked device is greeted too, with no scopes; one reported stolen is not.
 */
export async function hello(
  core: Core,
  signed: { readonly body: string; readonly signature: string },
): Promise<Result<HelloAnswer, Refused>> {
  const named = Named.safeParse(parseJson(signed.body));
  if (!named.success) return err('bad-request');
  if (!isSupportedVersion(named.data.v)) return err('wire-version-unsupported');
  const request = HelloRequest.safeParse(named.data);
  if (!request.success) return err('bad-request');
  const standing = await standingOf(core.db, request.data.deviceId);
  if (!standing) return err('unknown-device');
  if (!verifyBytes(standing.device.signing_key, signingBytes('jd-hello-1', signed.body), signed.signature))
    return err('device-signature');
  // Told only to whoever holds the device's own key.
  if (standing.device.stolen_at !== null) return err('device-revoked');
  const at = core.clock.now();
  await recordContact(core.db, request.data, at);
  const anchor = { v: 1, at, nonce: request.data.clientNonce };
  return ok({
    v: request.data.v,
    token: await openSession(core, request.data.deviceId),
    tokenValidSeconds: SESSION_SECONDS,
    serverTime: at,
    anchor: core.trust.sign('jd-anchor-1', anchor as JsonValue),
    epoch: (await readMeta(core.db, 'epoch')) ?? '',
    logs: await logHeads(
      core,
      request.data.deviceId,
      request.data.logs.map((log) => log.logId),
    ),
    scopes: [...standing.scopes],
    officers: standing.officers.map(onDevice),
    manifest: request.data.manifestVersion < core.trust.manifestVersion ? core.trust.manifest : null,
  });
}

/** All logs of the device, and those it names that have not arrived yet: empty here. */
async function logHeads(core: Core, deviceId: DeviceId, named: readonly LogId[]): Promise<LogHead[]> {
  const rows = await core.db
    .selectFrom('logs')
    .selectAll()
    .where('device_id', '=', deviceId)
    .orderBy('log_id')
    .execute();
  const heads = rows.map((row): LogHead => ({
    logId: row.log_id as LogId,
    seq: row.head_seq,
    hash: Hex.parse(row.head_hash),
  }));
  const known = new Set(heads.map((head) => head.logId));
  const empty = named
    .filter((logId) => !known.has(logId))
    .map((logId): LogHead => ({ logId, seq: 0, hash: genesis(logId) }));
  return [...heads, ...empty];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
