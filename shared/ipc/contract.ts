import { z } from 'zod';
import { Base64, Sha256Hex } from '../lib/bytes.ts';
import { Instant } from '../lib/dates.ts';
import { DeviceId, LogId, OfficerId, RecordId } from '../lib/ids.ts';
import { PortableJson } from '../lib/json.ts';
import { Bilingual } from '../lib/text.ts';
import { call, event } from './call.ts';
import { journalTrimCalls } from './journal-calls.ts';
import { drawCalls } from './draw-calls.ts';
import { exportCalls } from './export-calls.ts';
import { filesCalls } from './files-calls.ts';
import { stickCalls, stickEvents } from './stick-calls.ts';
import { linkCalls } from './link-calls.ts';
import { NetFailure } from './net-failure.ts';

// Every channel between the window and the main process. A new one is a line in `ipcContract`, a handler in
// electron/ipc and a caller in renderer/platform.

const Bytes = z.custom<Uint8Array<ArrayBuffer>>((v) => v instanceof Uint8Array, 'bytes');
const Nothing = z.undefined().or(z.null());

export const Language = z.enum(['zh-CN', 'ug-CN']);
export type Language = z.infer<typeof Language>;

/** Known before anybody signs in; holds nothing personal. */
export const AppSettings = z.strictObject({
  language: Language,
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  lastOfficerId: OfficerId.nullable(),
});
export type AppSettings = z.infer<typeof AppSettings>;

export const AppInfo = z.strictObject({
  appVersion: z.string(),
  electronVersion: z.string(),
  /** Whether the operating system really protects secrets, or only pretends (`basic_text`). */
  keystore: z.enum(['real', 'none']),
  isRelease: z.boolean(),
  /** A trial installation proposes its own server and a fresh code; null in a release. */
  enrolHint: z.strictObject({ address: z.string(), code: z.string() }).nullable(),
});
export type AppInfo = z.infer<typeof AppInfo>;

export const KnownOfficer = z.strictObject({
  officerId: OfficerId,
  name: Bilingual,
  roles: z.array(z.string()),
  prefectureCode: z.string(),
  active: z.boolean(),
});
export type KnownOfficer = z.infer<typeof KnownOfficer>;

export const DeviceStatus = z.strictObject({
  /** null before enrolment. */
  device: z
    .strictObject({
      deviceId: DeviceId,
      bureau: Bilingual,
      address: z.string(),
      manifestVersion: z.int().min(1),
      receiptKeys: z.array(z.strictObject({ keyId: z.string(), publicKey: Base64 })),
      publishingKeys: z.array(z.strictObject({ keyId: z.string(), publicKey: Base64 })),
    })
    .nullable(),
  officers: z.array(KnownOfficer),
  signedIn: OfficerId.nullable(),
  /** False when a key file on disk cannot be read: nothing is made anew beside old data, a person is asked. */
  keyFilesReadable: z.boolean(),
  /** The region ended this device's right to work: nobody signs in here any more. */
  isRevoked: z.boolean(),
});
export type DeviceStatus = z.infer<typeof DeviceStatus>;

/** Why the disk refused. Nothing that was saved before is touched. */
export const DiskFailure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('disk-full') }),
  z.strictObject({ kind: z.literal('disk-error'), code: z.string() }),
]);
export type DiskFailure = z.infer<typeof DiskFailure>;

const Locked = z.strictObject({ kind: z.literal('locked') });

export const EnrolLookOutcome = z.union([
  z.strictObject({
    kind: z.literal('found'),
    officer: KnownOfficer,
    bureau: Bilingual,
    regionName: Bilingual,
  }),
  z.strictObject({
    kind: z.literal('enrolment-code-mistyped'),
    reason: z.enum(['length', 'symbols', 'check']),
  }),
  z.strictObject({ kind: z.literal('address-mistyped') }),
  /** The server's root key is not the one the code names: wrong server, or somebody in between. */
  z.strictObject({ kind: z.literal('fingerprint-mismatch') }),
  NetFailure,
]);
export type EnrolLookOutcome = z.infer<typeof EnrolLookOutcome>;

export const EnrolFinishOutcome = z.union([
  /** `recoveryKey` is shown once, to be printed: a second, sufficient key. */
  z.strictObject({ kind: z.literal('enrolled'), officerId: OfficerId, recoveryKey: z.string() }),
  z.strictObject({ kind: z.literal('password-too-weak'), minLength: z.int() }),
  z.strictObject({ kind: z.literal('nothing-looked-up') }),
  DiskFailure,
  NetFailure,
]);
export type EnrolFinishOutcome = z.infer<typeof EnrolFinishOutcome>;

/** The open session: the data key is imported as a non-extractable key and its bytes are overwritten. */
export const Session = z.strictObject({ officerId: OfficerId, dataKey: Bytes, prefectureCode: z.string() });
export type Session = z.infer<typeof Session>;

export const SignInOutcome = z.union([
  z.strictObject({ kind: z.literal('signed-in'), session: Session }),
  z.strictObject({ kind: z.literal('wrong-password'), triesBeforeWait: z.int() }),
  z.strictObject({ kind: z.literal('wait'), seconds: z.int() }),
  /** The computer's own key store no longer holds our half: the recovery key opens. */
  z.strictObject({ kind: z.literal('keystore-lost') }),
  z.strictObject({ kind: z.literal('unknown-officer') }),
  z.strictObject({ kind: z.literal('key-file-damaged') }),
  z.strictObject({ kind: z.literal('device-revoked') }),
]);
export type SignInOutcome = z.infer<typeof SignInOutcome>;

export const RecoverOutcome = z.union([
  z.strictObject({ kind: z.literal('signed-in'), session: Session }),
  z.strictObject({ kind: z.literal('wrong-recovery-key') }),
  z.strictObject({ kind: z.literal('password-too-weak'), minLength: z.int() }),
  z.strictObject({ kind: z.literal('unknown-officer') }),
  z.strictObject({ kind: z.literal('device-revoked') }),
  DiskFailure,
]);

export const CosignOutcome = z.union([
  /** The partner's key is open for acts of this officer until `keys/end-cosign` or 120 seconds later. */
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('wrong-password'), triesBeforeWait: z.int() }),
  z.strictObject({ kind: z.literal('wait'), seconds: z.int() }),
  z.strictObject({ kind: z.literal('unknown-officer') }),
  z.strictObject({ kind: z.literal('keystore-lost') }),
  z.strictObject({ kind: z.literal('key-file-damaged') }),
  Locked,
]);
export type CosignOutcome = z.infer<typeof CosignOutcome>;

export const LogHead = z.strictObject({ logId: LogId, seq: z.int().min(0), hash: Sha256Hex });
export type LogHead = z.infer<typeof LogHead>;

/** The officer's signature over the run of their acts that ends at this entry. */
export const RunProof = z.strictObject({
  officerId: OfficerId,
  from: z.int().min(1),
  before: Sha256Hex,
  signature: Base64,
});
export type RunProof = z.infer<typeof RunProof>;

/** One act as the journal holds it: exact frame bytes, chain value, proof. */
export const JournalEntry = z.strictObject({
  seq: z.int().min(1),
  bytes: Bytes,
  hash: Sha256Hex,
  proof: RunProof,
});
export type JournalEntry = z.infer<typeof JournalEntry>;

export const JournalProblem = z.discriminatedUnion('kind', [
  /** The last write was cut by a crash; it had not been shown as saved. Moved aside. */
  z.strictObject({ kind: z.literal('torn-tail'), bytes: z.int() }),
  /** Acts from..to cannot be decrypted or break the chain. */
  z.strictObject({ kind: z.literal('unreadable'), from: z.int(), to: z.int() }),
]);
export type JournalProblem = z.infer<typeof JournalProblem>;

export const JournalOpenOutcome = z.union([
  z.strictObject({
    kind: z.literal('open'),
    head: LogHead,
    /** No act is in this log yet: the first one must be `log/open`. */
    isNew: z.boolean(),
    problems: z.array(JournalProblem),
    earlierLogs: z.array(LogHead),
    /** Logs whose beginning was given up (rule S85): the last act that went. */
    anchors: z.array(LogHead),
    /**
     * Main asks for `journal/start-log`: the log was begun on another machine, or its end cannot be read. Until then
     * an append to a log with an unreadable end is refused (`disk-error`, code `LOG_END_UNREADABLE`).
     */
    newLogReason: z.enum(['other-machine', 'unreadable-end']).nullable(),
  }),
  Locked,
  DiskFailure,
]);
export type JournalOpenOutcome = z.infer<typeof JournalOpenOutcome>;

/** An act to be written. `seq` is what the window expects; another number means somebody else wrote. */
export const ActDraft = z.strictObject({
  logId: LogId,
  seq: z.int().min(1),
  lane: RecordId,
  after: z.array(z.int().min(1)),
  name: z.string(),
  nameVersion: z.int().min(1),
  args: PortableJson,
  actor: OfficerId,
  claimedAt: Instant,
  baseVersion: z.int().min(0).nullable(),
});
export type ActDraft = z.infer<typeof ActDraft>;

export const AppendOutcome = z.union([
  z.strictObject({ kind: z.literal('appended'), entry: JournalEntry }),
  z.strictObject({ kind: z.literal('wrong-seq'), head: LogHead }),
  z.strictObject({ kind: z.literal('actor-not-open') }),
  Locked,
  DiskFailure,
]);
export type AppendOutcome = z.infer<typeof AppendOutcome>;

export const JournalReadOutcome = z.union([
  z.strictObject({ kind: z.literal('entries'), entries: z.array(JournalEntry), more: z.boolean() }),
  Locked,
  DiskFailure,
]);

export const StageOutcome = z.union([
  z.strictObject({ kind: z.literal('staged'), sha256: Sha256Hex, sizeBytes: z.int() }),
  z.strictObject({ kind: z.literal('file-too-large'), maxBytes: z.int() }),
  Locked,
  DiskFailure,
]);
export type StageOutcome = z.infer<typeof StageOutcome>;

export const FileReadOutcome = z.union([
  z.strictObject({ kind: z.literal('bytes'), bytes: Bytes }),
  z.strictObject({ kind: z.literal('not-here') }),
  z.strictObject({ kind: z.literal('damaged') }),
  Locked,
]);
export type FileReadOutcome = z.infer<typeof FileReadOutcome>;

const FileRef = z.strictObject({ attachmentId: RecordId, sha256: Sha256Hex, sizeBytes: z.int().min(1) });

export const UploadOutcome = z.union([
  /** `receipt` is the server's signed AttachmentReceipt as JSON text, not yet verified. */
  z.strictObject({ kind: z.literal('uploaded'), receipt: z.string(), sentBytes: z.int() }),
  z.strictObject({ kind: z.literal('not-here') }),
  z.strictObject({ kind: z.literal('damaged') }),
  /** The server knows no record of this device that names these bytes: the act was refused, or is held. */
  z.strictObject({ kind: z.literal('refused') }),
  /** Sent whole twice, mended once: the server still finds other bytes than the record names. */
  z.strictObject({ kind: z.literal('mismatch') }),
  NetFailure,
]);
export type UploadOutcome = z.infer<typeof UploadOutcome>;

export const FetchOutcome = z.union([
  z.strictObject({ kind: z.literal('fetched') }),
  z.strictObject({ kind: z.literal('damaged') }),
  DiskFailure,
  NetFailure,
]);
export type FetchOutcome = z.infer<typeof FetchOutcome>;

export const NetAnswer = z.union([
  z.strictObject({
    kind: z.literal('answer'),
    body: Bytes,
    sentBytes: z.int(),
    receivedBytes: z.int(),
    tookMs: z.int().min(0).optional(),
  }),
  NetFailure,
]);
export type NetAnswer = z.infer<typeof NetAnswer>;

const SnapshotId = z.string().regex(/^[0-9A-Z]{26}$/);
const WriteOutcome = z.union([z.strictObject({ kind: z.literal('written') }), Locked, DiskFailure]);

export const ipcContract = {
  ...drawCalls,
  ...exportCalls,
  'app/info': call(Nothing, AppInfo),
  'app/fresh-code': call(Nothing, z.strictObject({ address: z.string(), code: z.string() }).nullable()),
  'settings/read': call(Nothing, AppSettings),
  'settings/write': call(AppSettings.partial(), AppSettings),

  'device/status': call(Nothing, DeviceStatus),
  'enrol/look': call(
    z.strictObject({ address: z.string().max(200), code: z.string().max(80) }),
    EnrolLookOutcome,
  ),
  'enrol/finish': call(
    z.strictObject({ password: z.string().max(200), deviceLabel: z.string().max(80) }),
    EnrolFinishOutcome,
  ),

  'keys/sign-in': call(
    z.strictObject({ officerId: OfficerId, password: z.string().max(200) }),
    SignInOutcome,
  ),
  'keys/recover': call(
    z.strictObject({
      officerId: OfficerId,
      recoveryKey: z.string().max(120),
      newPassword: z.string().max(200),
    }),
    RecoverOutcome,
  ),
  'keys/change-password': call(
    z.strictObject({ oldPassword: z.string().max(200), newPassword: z.string().max(200) }),
    z.union([
      z.strictObject({ kind: z.literal('changed') }),
      z.strictObject({ kind: z.literal('wrong-password'), triesBeforeWait: z.int() }),
      z.strictObject({ kind: z.literal('wait'), seconds: z.int() }),
      z.strictObject({ kind: z.literal('password-too-weak'), minLength: z.int() }),
      Locked,
      DiskFailure,
    ]),
  ),
  /** The open session again, after the window reloaded; null when locked. */
  'keys/session': call(Nothing, Session.nullable()),
  'keys/lock': call(Nothing, Nothing),
  /** The server said that this device is revoked, and everything it had was delivered (or it was reported stolen). */
  'keys/lock-revoked': call(Nothing, z.union([z.strictObject({ kind: z.literal('written') }), DiskFailure])),
  'keys/cosign': call(z.strictObject({ officerId: OfficerId, password: z.string().max(200) }), CosignOutcome),
  'keys/end-cosign': call(Nothing, Nothing),
  'keys/seal-field': call(
    z.strictObject({ caseKeyId: z.string().max(96), text: z.string().max(4000) }),
    z.union([z.strictObject({ kind: z.literal('sealed'), field: PortableJson }), Locked]),
  ),
  'keys/open-field': call(
    z.strictObject({ field: PortableJson }),
    z.union([
      z.strictObject({ kind: z.literal('opened'), text: z.string() }),
      z.strictObject({ kind: z.literal('not-entitled') }),
      z.strictObject({ kind: z.literal('damaged') }),
      Locked,
    ]),
  ),

  'journal/open': call(Nothing, JournalOpenOutcome),
  'journal/append': call(ActDraft, AppendOutcome),
  'journal/read': call(
    z.strictObject({ logId: LogId, fromSeq: z.int().min(1), maxEntries: z.int().min(1).max(2000) }),
    JournalReadOutcome,
  ),
  /** Starts a new log; the caller appends `log/open` as its first act. */
  'journal/start-log': call(z.strictObject({ reason: z.string().max(40) }), JournalOpenOutcome),
  ...journalTrimCalls,

  'files/stage': call(
    z.strictObject({ bytes: Bytes, mime: z.enum(['image/jpeg', 'image/png']) }),
    StageOutcome,
  ),
  'files/read': call(z.strictObject({ sha256: Sha256Hex }), FileReadOutcome),
  'files/upload': call(FileRef, UploadOutcome),
  'files/fetch': call(FileRef, FetchOutcome),
  ...filesCalls,

  /** Main adds the device's signature, sends, keeps the session token; the answer is HelloAnswer JSON. */
  'net/hello': call(z.strictObject({ body: z.string().max(200_000) }), NetAnswer),
  'net/call': call(
    z.strictObject({
      route: z.enum(['push', 'pull', 'reconcile']),
      requestId: z.string().max(40),
      body: Bytes,
    }),
    NetAnswer,
  ),
  'net/cancel': call(z.strictObject({ requestId: z.string().max(40) }), Nothing),
  /** Main checks root signature and version itself and re-pins; true when it took the manifest. */
  'net/adopt-manifest': call(z.strictObject({ manifest: PortableJson }), z.boolean()),
  /** Who may sign in here, as the server last said; an officer removed there loses the wraps here. */
  'device/set-officers': call(
    z.strictObject({ officers: z.array(KnownOfficer) }),
    z.union([z.strictObject({ kind: z.literal('written') }), Locked, DiskFailure]),
  ),

  ...linkCalls,

  'snapshot/begin': call(
    Nothing,
    z.union([z.strictObject({ kind: z.literal('begun'), snapshotId: SnapshotId }), Locked, DiskFailure]),
  ),
  'snapshot/append': call(z.strictObject({ snapshotId: SnapshotId, chunk: Bytes }), WriteOutcome),
  /** Fsynced and made the newest; the two newest are kept. */
  'snapshot/commit': call(z.strictObject({ snapshotId: SnapshotId }), WriteOutcome),
  'snapshot/list': call(
    Nothing,
    z.array(z.strictObject({ snapshotId: SnapshotId, chunks: z.int(), sizeBytes: z.int() })),
  ),
  /** Null past the last chunk or when the chunk is damaged. */
  'snapshot/read': call(z.strictObject({ snapshotId: SnapshotId, chunk: z.int().min(0) }), Bytes.nullable()),

  ...stickCalls,

  'net/progress': event(
    z.strictObject({
      requestId: z.string(),
      sentBytes: z.int(),
      totalBytes: z.int(),
      receivedBytes: z.int(),
    }),
  ),
  'files/progress': event(
    z.strictObject({ attachmentId: RecordId, sentBytes: z.int(), totalBytes: z.int() }),
  ),
  'app/suspended': event(z.strictObject({ suspended: z.boolean() })),
  ...stickEvents,
} as const;

export type IpcContract = typeof ipcContract;
export type CallName = {
  [K in keyof IpcContract]: IpcContract[K]['type'] extends 'call' ? K : never;
}[keyof IpcContract];
export type EventName = {
  [K in keyof IpcContract]: IpcContract[K]['type'] extends 'event' ? K : never;
}[keyof IpcContract];
export type CallInput<K extends CallName> = IpcContract[K] extends { input: z.ZodType<infer I> } ? I : never;
export type CallOutput<K extends CallName> = IpcContract[K] extends { output: z.ZodType<infer O> }
  ? O
  : never;
export type EventPayload<K extends EventName> = IpcContract[K] extends { payload: z.ZodType<infer P> }
  ? P
  : never;

/** What the preload script puts on `window.bureau`, and all it puts there. */
export interface PreloadApi {
  call(name: string, input: unknown): Promise<unknown>;
  /** Files dropped onto the page: the preload script alone sees their paths; the answer is that of `stick/drop`. */
  takeDropped(files: readonly unknown[]): Promise<unknown>;
  on(name: string, listener: (payload: unknown) => void): () => void;
}
