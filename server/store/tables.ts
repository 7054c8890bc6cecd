// The regional server's tables, as kysely sees them. JSON lives in text columns (exact, quick to hand on);
// `jsonb` is used only where the database itself looks inside. Instants are ISO 8601 text in UTC.

import type { Generated } from 'kysely';

export interface Database {
  meta: { key: string; value: string };
  prefectures: PrefectureRow;
  officers: OfficerRow;
  devices: DeviceRow;
  device_officers: DeviceOfficerRow;
  enrolment_codes: EnrolmentCodeRow;
  sessions: SessionRow;
  logs: LogRow;
  acts: ActRow;
  forks: ForkRow;
  reissues: ReissueRow;
  pending_batches: PendingBatchRow;
  receipts: ReceiptRow;
  amendments: AmendmentRow;
  records: RecordRow;
  scopes: { scope: string; position: number };
  feed: FeedRow;
  attachment_receipts: AttachmentReceiptRow;
  officer_history: OfficerHistoryRow;
  anchors: AnchorRow;
  waiting_acts: WaitingActRow;
  act_decisions: ActDecisionRow;
  field_authors: FieldAuthorRow;
  /** What the last verified backup holds of each log. */
  backup_marks: { log_id: string; seq: number; hash: string };
  /** Where each feed stood on a day. */
  feed_days: { day: string; scope: string; position: number };
  device_contacts: DeviceContactRow;
  console_users: ConsoleUserRow;
  console_sessions: ConsoleSessionRow;
  console_events: ConsoleEventRow;
  bundles: BundleRow;
}

/** A prefecture bureau, or the region itself (650000). The private sealing key is wrapped by the storage key. */
export interface PrefectureRow {
  code: string;
  name_zh: string;
  name_ug: string;
  bureau_zh: string;
  bureau_ug: string;
  sealing_public: string;
  sealing_private_wrapped: string;
}

/** `officer` is the canonical JSON of the officer record; the other columns are derived from it. */
export interface OfficerRow {
  id: string;
  prefecture: string;
  active: boolean;
  officer: string;
  changed_at: string | null;
}

export interface DeviceRow {
  id: string;
  signing_key: string;
  sealing_key: string;
  enrolled_at: string;
  revoked_at: string | null;
  stolen_at: string | null;
  /** What the officer called the computer. */
  label: string;
}

/** One key of one officer on one device; an officer enrolled again there has a second row. */
export interface DeviceOfficerRow {
  device_id: string;
  officer_id: string;
  signing_key: string;
  sealing_key: string;
  enrolled_at: string;
}

/** `secret_hash` only: the code itself is on paper. `used_by` names device and key, so that a lost answer can be repeated. */
export interface EnrolmentCodeRow {
  secret_hash: string;
  officer_id: string;
  expires_at: string;
  used_at: string | null;
  used_by: string | null;
}

export interface SessionRow {
  token_hash: string;
  device_id: string;
  expires_at: string;
}

export interface LogRow {
  log_id: string;
  device_id: string;
  head_seq: number;
  head_hash: string;
  last_amendment: number;
}

/** `frame` are the exact bytes. `outcome` is JSON of protocol/outcome.ts; `state` is what it makes of the act. */
export interface ActRow {
  log_id: string;
  seq: number;
  hash: string;
  frame: Uint8Array;
  signed: boolean;
  lane: string | null;
  name: string | null;
  actor: string | null;
  after_seqs: string;
  state: 'delivered' | 'quarantined' | 'withdrawn';
  outcome: string;
  received_at: string;
  /** Office week of the claimed time; of the time of arrival when nobody can read the act. */
  week: string;
}

/** The same number with another hash: a copied profile. Kept, never run. */
export interface ForkRow {
  log_id: string;
  seq: number;
  hash: string;
  frame: Uint8Array;
  withdrawn: boolean;
  received_at: string;
}

/** The original of an act that ran as a re-issue in another log of its device. */
export interface ReissueRow {
  log_id: string;
  seq: number;
  hash: string;
}

/** A batch that came before the acts it follows; `bytes` are the whole batch. */
export interface PendingBatchRow {
  log_id: string;
  from_seq: number;
  to_seq: number;
  before: string;
  after: string;
  bytes: Uint8Array;
  received_at: string;
}

/** Receipts are stored as signed, so that a repeated batch gets the same answer. */
export interface ReceiptRow {
  log_id: string;
  from_seq: number;
  to_seq: number;
  chain: string;
  fork: boolean;
  body: string;
  signature: string;
  key_id: string;
}

export interface AmendmentRow {
  log_id: string;
  number: number;
  seq: number;
  body: string;
  signature: string;
  key_id: string;
}

/** Partitioned by prefecture. `payload` is the record's canonical JSON, `columns` its clear columns. */
export interface RecordRow {
  prefecture: string;
  table_name: string;
  id: string;
  compartment: string;
  version: number;
  payload: string;
  columns: string;
}

/** One row per record and scope, the latest change only. */
export interface FeedRow {
  scope: string;
  table_name: string;
  id: string;
  position: number;
  op: 'put' | 'removed' | 'left';
  version: number;
}

/** `prefecture` and `sha256` say where the bytes lie; null: received by the first release and not taken over yet. */
export interface AttachmentReceiptRow {
  attachment_id: string;
  sha256: string;
  size_bytes: number;
  prefecture: string | null;
  body: string;
  signature: string;
  key_id: string;
}

/** The last greeting of a device: what the fleet page shows. Lost in a crash it is written anew at the next contact. */
export interface DeviceContactRow {
  device_id: string;
  contact_at: string;
  app_version: string;
  wire_version: number;
  /** The device's clock minus ours when it greeted. */
  clock_skew_ms: number;
  /** JSON of what the device said about its own work (protocol/hello.ts, `Stated`); null from older apps. */
  stated: string | null;
  /** When it last pulled to the end. */
  pulled_at: string | null;
}

/** Who may open the console. `password_hash` is null until the one-time password was used. */
export interface ConsoleUserRow {
  officer_id: string;
  login: string;
  password_hash: string | null;
  one_time_hash: string | null;
  one_time_expires: string | null;
  failures: number;
  blocked_until: string | null;
}

export interface ConsoleSessionRow {
  token_hash: string;
  officer_id: string;
  /** Opened with a one-time password: nothing but choosing a password is answered. */
  must_choose: boolean;
  opened_at: string;
  seen_at: string;
}

/** Sign-ins and orders of the console: who, when, what. `details` is JSON with ids and words of the person who ordered. */
export interface ConsoleEventRow {
  id: Generated<number>;
  at: string;
  officer_id: string;
  kind: string;
  details: string;
}

/** What an officer was from a moment of the server's clock on; `from_at` empty: since before anybody noted it. */
export interface OfficerHistoryRow {
  officer_id: string;
  from_at: string;
  officer: string;
}

/** A verified server time in a log. */
export interface AnchorRow {
  log_id: string;
  seq: number;
  at: string;
  boot_id: string;
  elapsed_ms: number;
}

/** A held act and the record (or, with table `acts`, the act) that must arrive before it can run. */
export interface WaitingActRow {
  log_id: string;
  seq: number;
  table_name: string;
  record_id: string;
}

/** What a head (`authority`) or the region (`device`) said about a held act; `by_officer` null: the region's command line. */
export interface ActDecisionRow {
  log_id: string;
  seq: number;
  subject: 'authority' | 'device';
  decision: 'confirm' | 'reject';
  by_officer: string | null;
  at: string;
  reason: string;
}

/** The act that gave a field its present value; without a row nobody changed it since the record was made. */
export interface FieldAuthorRow {
  table_name: string;
  record_id: string;
  field: string;
  log_id: string;
  seq: number;
  actor: string;
  claimed_at: string;
  device: string;
}

/** A bundle file that was taken (`outward`) or written (`return`, `snapshot`); nothing of its content. */
export interface BundleRow {
  bundle_id: string;
  device_id: string;
  kind: 'outward' | 'return' | 'snapshot';
  at: string;
  acts: number;
  files: number;
}
