import { z } from 'zod';

// The wire as version 1 was released, frozen here word for word: these schemas stand for apps and servers that are out there
// and are never edited. Strictness matters most: such an app refuses an answer that has one unknown field.

const count = z.int().min(0);
const positive = z.int().min(1);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
const ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);
const recordId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9:@._-]{0,95}$/);
const scope = z.string().regex(/^\d{6}\/(ordinary|identity|interference|blind-review)$/);
const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
const words = z.strictObject({ zh: z.string(), ug: z.string() });
const signed = z.strictObject({ body: z.string(), signature: base64, keyId: z.string() });
const signedManifest = z.strictObject({ body: z.string(), signature: base64, rootPublicKey: base64 });
const logHead = z.strictObject({ logId: ulid, seq: count, hash: sha256 });
const officer = z.strictObject({
  officerId: recordId,
  name: words,
  roles: z.array(z.string()),
  prefectureCode: z.string(),
  active: z.boolean(),
});
const place = { scope, position: positive, table: z.string(), id: recordId, version: positive };

export const HelloRequest1 = z.strictObject({
  v: z.literal(1),
  deviceId: ulid,
  clientNonce: z.string().min(16).max(64),
  sentAt: instant,
  appVersion: z.string().max(40),
  logs: z.array(logHead),
  epoch: z.string().nullable(),
  manifestVersion: count,
});
export const HelloAnswer1 = z.strictObject({
  v: positive,
  token: z.string(),
  tokenValidSeconds: positive,
  serverTime: instant,
  anchor: signed,
  epoch: z.string(),
  logs: z.array(logHead),
  scopes: z.array(scope),
  officers: z.array(officer),
  manifest: signedManifest.nullable(),
});
export const EnrolLookAnswer1 = z.strictObject({ v: positive, officer, bureau: words });
export const EnrolAnswer1 = z.strictObject({
  v: positive,
  deviceId: ulid,
  officer,
  bureau: words,
  certificate: signed,
  prefectureSealingKey: base64,
  wrappedPrefectureKey: base64.nullable(),
  manifest: signedManifest,
});
export const BatchHeader1 = z.strictObject({
  v: z.literal(1),
  logId: ulid,
  from: positive,
  to: positive,
  before: sha256,
  after: sha256,
  signatures: z.array(
    z.strictObject({
      officerId: recordId,
      from: positive,
      to: positive,
      before: sha256,
      after: sha256,
      signature: base64,
    }),
  ),
});
export const PushAnswer1 = z.strictObject({
  v: positive,
  receipts: z.array(signed),
  pending: z.boolean(),
  head: logHead,
});
export const PullRequest1 = z.strictObject({
  v: z.literal(1),
  epoch: z.string().nullable(),
  cursors: z.record(z.string(), count),
  logs: z.array(ulid),
  amendmentsAfter: z.record(z.string(), count),
  pageBytes: z.int().min(1_000).max(4_000_000),
});
export const PullAnswer1 = z.strictObject({
  v: positive,
  epoch: z.string(),
  entries: z.array(
    z.discriminatedUnion('op', [
      z.strictObject({ op: z.literal('put'), ...place, record: z.json() }),
      z.strictObject({ op: z.literal('removed'), ...place }),
      z.strictObject({ op: z.literal('left'), ...place }),
    ]),
  ),
  cursors: z.record(z.string(), count),
  more: z.boolean(),
  logs: z.array(z.strictObject({ logId: ulid, ranUpTo: count, unrun: z.array(positive) })),
  amendments: z.array(signed),
  reset: z.boolean(),
  serverTime: instant,
});
/** What a receipt of version 1 says once its signature is verified. */
export const Receipt1 = z.strictObject({
  v: z.literal(1),
  logId: ulid,
  from: positive,
  to: positive,
  chain: sha256,
  outcomes: z.array(z.strictObject({ seq: positive, outcome: z.looseObject({ kind: z.string() }) })),
  epoch: z.string(),
  receivedAt: instant,
});
export const ManifestAnswer1 = z.strictObject({ v: positive, manifest: signedManifest });
