import { toBase64 } from '../../../shared/lib/bytes.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { ErrorKind } from '../../../shared/protocol/errors.ts';
import { PingRequest, type PingAnswer } from '../../../shared/protocol/ping.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/protocol-version.ts';
import { signingBytes } from '../../../shared/protocol/receipt.ts';
import type { Core } from '../core.ts';
import { verifyBytes } from '../trust/keys.ts';
import { deviceOf } from './session.ts';
import { standingOf } from './standing.ts';

type Refused = Extract<ErrorKind, 'bad-request' | 'unknown-device' | 'device-signature' | 'device-revoked'>;

/** Answers a device's connection doctor: is it known, does its session still hold, how fast is the line. */
export async function ping(
  core: Core,
  signed: { readonly body: string; readonly signature: string },
  authorization: string | undefined,
): Promise<Result<PingAnswer, Refused>> {
  const request = PingRequest.safeParse(parseJson(signed.body));
  if (!request.success) return err('bad-request');
  const { deviceId, nonce, wantBytes } = request.data;
  const standing = await standingOf(core.db, deviceId);
  if (!standing) return err('unknown-device');
  if (!verifyBytes(standing.device.signing_key, signingBytes('jd-ping-1', signed.body), signed.signature))
    return err('device-signature');
  if (standing.device.revoked_at !== null) return err('device-revoked');
  return ok({
    v: PROTOCOL_VERSION,
    nonce,
    serverTime: core.clock.now(),
    sessionValid: (await deviceOf(core, authorization)) === deviceId,
    // Random, so that nothing on the way makes it smaller than it says.
    pad: toBase64(core.random.bytes(Math.ceil((wantBytes * 3) / 4))).slice(0, wantBytes),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
