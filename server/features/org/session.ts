import { toBase64 } from '../../../shared/lib/bytes.ts';
import { epochMsOf, instantOf } from '../../../shared/lib/dates.ts';
import type { DeviceId } from '../../../shared/lib/ids.ts';
import { sha256Hex } from '../../../shared/lib/sha256.ts';
import type { Core } from '../core.ts';

/** A working day and the night after it. */
export const SESSION_SECONDS = 24 * 3600;

/** Opens a session for a device that proved its key. Only the token's hash is kept. */
export async function openSession(core: Core, deviceId: DeviceId): Promise<string> {
  const now = core.clock.now();
  const token = toBase64(core.random.bytes(32));
  const expires = instantOf(epochMsOf(now) + SESSION_SECONDS * 1000);
  await core.db.deleteFrom('sessions').where('expires_at', '<', now).execute();
  await core.db
    .insertInto('sessions')
    .values({ token_hash: sha256Hex(token), device_id: deviceId, expires_at: expires })
    .execute();
  return token;
}

/** The device behind an `Authorization: Bearer` header; null when the session is unknown or over. */
export async function deviceOf(
  core: Core,
  authorization: string | null | undefined,
): Promise<DeviceId | null> {
  const token = /^Bearer ([A-Za-z0-9+/=]+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined) return null;
  const row = await core.db
    .selectFrom('sessions')
    .selectAll()
    .where('token_hash', '=', sha256Hex(token))
    .executeTakeFirst();
  return row && row.expires_at > core.clock.now() ? (row.device_id as DeviceId) : null;
}
