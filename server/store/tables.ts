// The regional server's tables, as kysely sees them. JSON lives in text columns (exact, quick to hand on);
// `jsonb` is used only where the database itself looks inside. Instants are ISO 8601 text in UTC.

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
  pending_batches: PendingBatchRow;
  receipts: ReceiptRow;
  amendments: AmendmentRow;
  records: RecordRow;
  scopes: { scope: string; position: number };
  feed: FeedRow;
  attachment_receipts: AttachmentReceiptRow;
  /** What the last verified backup holds of each log. */
  backup_marks: { log_id: string; seq: number; hash: string };
  /** Where each feed stood on a day. */
  feed_days: { day: string; scope: string; position: number };
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
