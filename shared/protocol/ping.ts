import { z } from 'zod';
import { Base64 } from '../lib/bytes.ts';
import { Instant } from '../lib/dates.ts';
import { DeviceId } from '../lib/ids.ts';

/** More tells nothing new about a line, and would let anybody have the server send for nothing. */
export const PING_PAD_LIMIT = 48_000;

/** POST /v1/ping: `{ body, signature }`, body = canonical JSON of this, signed `jd-ping-1|body` by the device key. */
export const PingRequest = z.strictObject({
  v: z.int().min(1),
  deviceId: DeviceId,
  nonce: z.string().min(16).max(64),
  /** Sent for the sake of its size. */
  pad: z.string().max(PING_PAD_LIMIT),
  wantBytes: z.int().min(0).max(PING_PAD_LIMIT),
});
export type PingRequest = z.infer<typeof PingRequest>;

export const SignedPing = z.strictObject({ body: z.string(), signature: Base64 });

/** Changes nothing at the server. `sessionValid`: the bearer token that came along still opens. */
export const PingAnswer = z.strictObject({
  v: z.int().min(1),
  nonce: z.string(),
  serverTime: Instant,
  sessionValid: z.boolean(),
  pad: z.string(),
});
export type PingAnswer = z.infer<typeof PingAnswer>;
