import type { Hex } from '../lib/bytes.ts';
import type { Instant } from '../lib/dates.ts';
import type { LogId, OfficerId, RecordId } from '../lib/ids.ts';
import type { JsonValue } from '../lib/json.ts';
import type { ActRef, Refusal } from '../lib/mutation.ts';
import type { IndexValue, RecordBase } from '../lib/record-kind.ts';
import type { ActState } from '../lib/act-state.ts';
import type { Outcome } from '../protocol/outcome.ts';
import type { FeedEntry } from '../protocol/pull.ts';
import type { Signed, SigningPurpose } from '../protocol/receipt.ts';

// The world as the engine sees it. The app's adapters live in renderer/data; the tests bring their own.

export interface RunProof {
  readonly officerId: OfficerId;
  readonly from: number;
  readonly before: Hex;
  readonly signature: string;
}

/** One act as the journal wrote it. */
export interface JournalEntry {
  readonly seq: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly hash: Hex;
  readonly proof: RunProof;
}

export interface LogHead {
  readonly logId: LogId;
  readonly seq: number;
  readonly hash: Hex;
}

export interface ActDraft {
  readonly logId: LogId;
  readonly seq: number;
  readonly lane: RecordId;
  readonly after: number[];
  readonly name: string;
  readonly nameVersion: number;
  readonly args: JsonValue;
  readonly actor: OfficerId;
  readonly claimedAt: Instant;
  readonly baseVersion: number | null;
}

export type AppendOutcome =
  | { readonly kind: 'appended'; readonly entry: JournalEntry }
  | { readonly kind: 'wrong-seq'; readonly head: LogHead }
  | { readonly kind: 'actor-not-open' | 'locked' | 'disk-full' }
  | { readonly kind: 'disk-error'; readonly code: string };

/** The crash journal: `append` answers only after fsync. */
export interface Journal {
  append(draft: ActDraft): Promise<AppendOutcome>;
}

export interface RecordKey {
  readonly table: string;
  readonly id: RecordId;
}

export function keyOf(table: string, id: string): string {
  return `${table}|${id}`;
}

/** A record with the server's version it rests on (0: the server has none). */
export interface Stored {
  readonly record: RecordBase;
  readonly version: number;
}

/** What a transaction may see: either the state on screen or the server's confirmed base. */
export interface RecordSource {
  read(table: string, id: RecordId): Promise<Stored | null>;
  list(table: string, column: string, value: IndexValue): Promise<readonly Stored[]>;
}

/** The outcome of running a mutator in memory: null means removed. */
export type Writes = ReadonlyMap<string, { readonly key: RecordKey; readonly record: RecordBase | null }>;

/** A new act with its effects: outbox row, records and counters go in one transaction. */
export interface ActCommit {
  readonly logId: LogId;
  readonly entry: JournalEntry;
  readonly lane: RecordId;
  readonly name: string;
  readonly claimedAt: Instant;
  readonly actor: OfficerId;
  readonly writes: Writes;
  readonly localRefusal: Refusal | null;
  /** Acts that this one closes once it is delivered (shared/protocol/closing.ts). */
  readonly closes: readonly ActRef[];
}

/** An act of the replay set: run again on every new base, in the order of its logs and numbers. */
export interface ReplayAct {
  readonly ref: ActRef;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly writes: readonly string[];
  readonly state: ActState;
  readonly outcome: Outcome | null;
}

/** An act as the outbox keeps it. */
export interface OutboxEntry extends JournalEntry {
  readonly logId: LogId;
  readonly name: string;
  readonly lane: RecordId;
  /** Own acts that close this one once they are delivered. */
  readonly closers: readonly ActRef[];
  readonly state: ActState;
  readonly outcome: Outcome | null;
  readonly amendment: number;
}

/** A change of an act's state; counters follow in the same transaction. */
export interface ActChange {
  readonly ref: ActRef;
  readonly state: ActState;
  readonly outcome: Outcome | null;
  readonly amendment: number;
  /** The server lost what it had run: the act stands on the base again until a pull says that it ran. */
  readonly replay?: true;
}

/** How far a pull has come whose pages are staged: the next one goes on here. */
export interface Staging {
  readonly reset: boolean;
  readonly epoch: string;
  readonly cursors: Readonly<Record<string, number>>;
}

/** What of the copies here is left out of a new base. */
export interface IncomingBase {
  /** Only what is staged counts. */
  readonly reset: boolean;
  /** Scopes that the officers of this device no longer read. */
  readonly lostScopes: readonly string[];
}

export interface LogState {
  readonly logId: LogId;
  /** Highest number whose frame has reached the database. */
  readonly appliedSeq: number;
  /** Everything up to here is receipted. */
  readonly receiptedUpTo: number;
}

/** What one finished pull changes, computed beforehand, written in one transaction. */
export interface Swap extends IncomingBase {
  readonly epoch: string | null;
  readonly cursors: Readonly<Record<string, number>>;
  /** Acts the server ran: they leave the replay set. */
  readonly ran: readonly ActRef[];
  /** State of every record the remaining replay set writes, on the new base. */
  readonly replayed: Writes;
  /** Refusals met while replaying, by act; an act without one has its mark cleared. */
  readonly refusals: readonly {
    readonly ref: ActRef;
    readonly refusal: Refusal | null;
    readonly writes: readonly string[];
  }[];
  readonly changes: readonly ActChange[];
}

/** The local database. Each method that writes is one transaction: all of it or nothing, durable when it returns. */
export interface LocalStore {
  /** The state on screen: confirmed records with this device's unrun acts on top. */
  readonly state: RecordSource;
  /** The server's copies as of the last pull. */
  readonly confirmed: RecordSource;
  /** The server's copies as the staged pages will make them. */
  incoming(base: IncomingBase): RecordSource;
  /** How many of the server's copies here the staged pages would take away, of how many; lost scopes are not counted. */
  removals(base: IncomingBase): Promise<{ readonly removed: number; readonly of: number }>;
  logs(): Promise<readonly LogState[]>;
  /** Adds a log at the end of the order, once. */
  addLog(logId: LogId): Promise<void>;
  commitAct(commit: ActCommit): Promise<void>;
  replaySet(): Promise<readonly ReplayAct[]>;
  /** Acts of one log from a number on, ascending, about `maxBytes` of frames and at least one. */
  outboxFrom(logId: LogId, fromSeq: number, maxBytes: number): Promise<readonly OutboxEntry[]>;
  outboxEntry(ref: ActRef): Promise<OutboxEntry | null>;
  /** Quarantined acts as they stand, in the order of their logs and numbers. */
  quarantined(): Promise<readonly OutboxEntry[]>;
  waiting(): Promise<{ readonly acts: number; readonly bytes: number }>;
  /** Changes states and, where given, moves the receipted mark of a log. */
  changeActs(
    changes: readonly ActChange[],
    receipted: readonly { readonly logId: LogId; readonly upTo: number }[],
  ): Promise<void>;
  /**
   * All acts wait again, stand on the base again, and nothing is receipted; the server's new epoch is noted in the same
   * transaction. Returns how many acts that were.
   */
  requeueAll(epoch: string): Promise<number>;
  /** Keeps a page and how far the pull came with it. */
  stage(entries: readonly FeedEntry[], staging: Staging): Promise<void>;
  staging(): Promise<Staging | null>;
  dropStaged(): Promise<void>;
  swap(swap: Swap): Promise<void>;
  /** Acts left the replay set since the last swap: the state still shows what they did, until the next one. */
  isShownStale(): Promise<boolean>;
  /** Epoch of the copies here. */
  epoch(): Promise<string | null>;
  /** Epoch of the server as of the last greeting; null before the first. */
  greetedEpoch(): Promise<string | null>;
  noteEpoch(epoch: string): Promise<void>;
  cursors(): Promise<Readonly<Record<string, number>>>;
  amendmentsSeen(): Promise<Readonly<Record<string, number>>>;
  /** The newest verified statement of what the region's backup holds (protocol/backup-mark.ts). */
  backupMark(): Promise<Signed | null>;
  keepBackupMark(signed: Signed): Promise<void>;
  /** Where a log begins that this database does not hold from its first act on; null when it does. */
  beginsAfter(logId: LogId): Promise<LogHead | null>;
  beginAfter(anchor: LogHead): Promise<void>;
}

export type WireFailure =
  | { readonly kind: 'unreachable'; readonly code: string }
  | { readonly kind: 'no-network' | 'network-changed' | 'name-not-found' | 'refused' | 'proxy-login' }
  | {
      readonly kind: 'no-route' | 'proxy-unreachable' | 'proxy-refused' | 'proxy-script';
      readonly code: string;
    }
  | {
      readonly kind: 'timeout' | 'too-slow' | 'cut-off' | 'not-understood' | 'not-enrolled' | 'locked';
    }
  | { readonly kind: 'certificate'; readonly reason: string; readonly issuer: string }
  | {
      readonly kind: 'clock-certificate';
      readonly localTime: Instant;
      readonly validFrom: Instant;
      readonly validTo: Instant;
    }
  | { readonly kind: 'portal'; readonly title: string }
  | {
      readonly kind: 'http';
      readonly status: number;
      readonly error: string | null;
      readonly retryAfterSeconds: number | null;
    };

export type WireAnswer =
  | {
      readonly kind: 'answer';
      readonly body: Uint8Array;
      readonly sentBytes: number;
      readonly receivedBytes: number;
      /** From the first byte sent to the last received. */
      readonly tookMs?: number | undefined;
    }
  | WireFailure;

/** Questions to the regional server. */
export interface Wire {
  hello(body: string): Promise<WireAnswer>;
  call(route: 'push' | 'pull' | 'reconcile', body: Uint8Array<ArrayBuffer>): Promise<WireAnswer>;
}

/** True only when `signature` over `<purpose>|<body>` verifies under the region's key `keyId`. */
export type VerifySigned = (
  purpose: SigningPurpose,
  signed: { readonly body: string; readonly signature: string; readonly keyId: string },
) => Promise<boolean>;

/** Orders commands, pulls and rebases over all windows of the profile. Not re-entrant. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;
