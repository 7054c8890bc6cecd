import { z } from 'zod';
import { Base64, Sha256Hex } from '../lib/bytes.ts';
import { Instant } from '../lib/dates.ts';
import { DeviceId, LogId, OfficerId } from '../lib/ids.ts';
import { Signed } from './receipt.ts';
import { Scope } from './scope.ts';
import { SignedManifest } from './manifest.ts';

export const LogHead = z.strictObject({ logId: LogId, seq: z.int().min(0), hash: Sha256Hex });
export type LogHead = z.infer<typeof LogHead>;

const count = z.int().min(0);

/** What a device says of its own work when it greets: the figures on its own screen, for the region to look at. From wire 3 on. */
export const Stated = z.strictObject({
  counts: z.strictObject({
    created: count,
    delivered: count,
    waiting: count,
    quarantined: count,
    withdrawn: count,
  }),
  waitingBytes: count,
  photosWaiting: count,
  photoBytesWaiting: count,
  /** Its last own snapshot; null before the first. */
  snapshotAt: Instant.nullable(),
});
export type Stated = z.infer<typeof Stated>;

/** POST /v1/hello: `{ body, signature }`, body = canonical JSON of this, signed `jd-hello-1|body` by the device key. */
export const HelloRequest = z.strictObject({
  v: z.int().min(1),
  deviceId: DeviceId,
  clientNonce: z.string().min(16).max(64),
  sentAt: Instant,
  appVersion: z.string().max(40),
  logs: z.array(LogHead),
  epoch: z.string().nullable(),
  manifestVersion: z.int().min(0),
  stated: Stated.optional(),
});
export type HelloRequest = z.infer<typeof HelloRequest>;
export const SignedHello = z.strictObject({ body: z.string(), signature: Base64 });

export const OfficerOnDevice = z.strictObject({
  officerId: OfficerId,
  name: z.strictObject({ zh: z.string(), ug: z.string() }),
  roles: z.array(z.string()),
  prefectureCode: z.string(),
  active: z.boolean(),
});
export type OfficerOnDevice = z.infer<typeof OfficerOnDevice>;

/** The server states where each log of this device stands with it: behind what was receipted means it was restored. */
export const HelloAnswer = z.strictObject({
  v: z.int().min(1),
  token: z.string(),
  tokenValidSeconds: z.int().min(1),
  serverTime: Instant,
  anchor: Signed,
  epoch: z.string(),
  logs: z.array(LogHead),
  scopes: z.array(Scope),
  officers: z.array(OfficerOnDevice),
  /** Only when newer than the device's. */
  manifest: SignedManifest.nullable(),
});
export type HelloAnswer = z.infer<typeof HelloAnswer>;
