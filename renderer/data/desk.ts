import type { Hex } from '../../shared/lib/bytes.ts';
import type { Instant } from '../../shared/lib/dates.ts';
import type { LogId, OfficerId, RecordId } from '../../shared/lib/ids.ts';
import type { IsoWeek } from '../../shared/lib/iso-week.ts';
import type { JsonValue } from '../../shared/lib/json.ts';
import type { ActRef, Mutation, Refusal } from '../../shared/lib/mutation.ts';
import type { IndexValue, RecordBase, RecordKind } from '../../shared/lib/record-kind.ts';
import type { Clock, Random } from '../../shared/lib/ports.ts';
import type { ActState } from '../../shared/lib/act-state.ts';
import type { Outcome } from '../../shared/protocol/outcome.ts';
import type { Difference } from '../../shared/protocol/compare-weeks.ts';
import type { Sheet } from '../../shared/protocol/reconciliation.ts';
import type { DeskSticks } from './sticks.ts';
import type { LinkPlan } from '../platform/facts.ts';
import type { Gate } from './link/link-plan.ts';
import type { LinkUsage } from './link/link-usage.ts';
import type { Alarm } from './link/watchdog.ts';

import type { Evidence } from './evidence.ts';
import type { PhotoRules } from './photo-rules.ts';
import type { Transfer } from './transfers.ts';

// The public face of renderer/data: what features may use. Built once per sign-in by `openDesk`, closed at lock.

/** What became of a command. Only `saved` was flushed to the journal; in every other case nothing was written. */
export type ActOutcome =
  | { readonly kind: 'saved'; readonly act: ActRef; readonly at: Instant; readonly merged: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** `disk-full`, `disk-error`, `locked`, `actor-not-open`, or `recovering`: an earlier act must first reach the database. */
  | {
      readonly kind: 'not-saved';
      readonly reason: 'disk-full' | 'disk-error' | 'locked' | 'actor-not-open' | 'recovering';
    };

/** Reads decrypted records; inside `useLive` the query runs again when a table it read changes. */
export interface RecordReader {
  get<T extends RecordBase>(kind: RecordKind<T>, id: RecordId): Promise<T | null>;
  list<T extends RecordBase>(kind: RecordKind<T>, column: string, value: IndexValue): Promise<readonly T[]>;
  all<T extends RecordBase>(kind: RecordKind<T>): Promise<readonly T[]>;
}

/** created = delivered + waiting + quarantined + withdrawn, always. */
export interface Equation {
  readonly created: number;
  readonly delivered: number;
  readonly waiting: number;
  readonly quarantined: number;
  readonly withdrawn: number;
}

/** One act for the sync centre's lists; the payload stays where it is. */
export interface ActSummary {
  readonly act: ActRef;
  readonly name: string;
  readonly state: ActState;
  readonly claimedAt: Instant;
  readonly actor: OfficerId;
  readonly lane: RecordId;
  /** Chain value of the log up to and with this act: what a signed form prints. */
  readonly hash: Hex;
  readonly sizeBytes: number;
  readonly outcome: Outcome | null;
  readonly localRefusal: Refusal | null;
}

export interface UploadSummary {
  readonly attachmentId: RecordId;
  readonly sha256: Hex;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly state: 'waiting' | 'delivered' | 'leaving' | 'removed' | 'here';
  readonly problem?: 'damaged' | 'not-here' | 'mismatch' | 'refused' | null;
}

/** Why a sync stopped early. `kind` is a key of `errors:sync.<kind>`; nothing saved is lost by any of them. */
export interface SyncFailure {
  readonly kind: string;
  readonly details: Readonly<Record<string, string | number>>;
  /** Null when waiting for a person; else when the next try starts by itself. */
  readonly retryAt: Instant | null;
}

export interface SyncStatus {
  readonly phase: 'idle' | 'connecting' | 'sending' | 'receiving' | 'uploading';
  /** Reachable means: our server answered, authenticated. */
  readonly reachable: boolean;
  /** Since when `reachable` has its value; null before the first try. */
  readonly reachableSince: Instant | null;
  readonly lastContactAt: Instant | null;
  readonly failure: SyncFailure | null;
  readonly progress: {
    readonly actsSent: number;
    readonly actsTotal: number;
    readonly bytesSent: number;
    readonly bytesReceived: number;
    readonly photosSent: number;
    readonly photosTotal: number;
    readonly photoBytesSent: number;
    readonly photoBytesTotal: number;
  };
  /** This machine's clock minus the server's, at the last contact; null before it. */
  readonly clockSkewMs: number | null;
  readonly plan: LinkPlan;
  /** Whether the plan lets a round start by itself now. */
  readonly gate: Gate;
  /** When the next round starts by itself; null: only by hand, or one is running. */
  readonly nextTryAt: Instant | null;
  /** As measured on this line; null before there was enough to measure. */
  readonly bytesPerSecond: number | null;
  /** What the round under way still has to send, as far as that is known; null before the first round. */
  readonly bytesLeft: number | null;
  /** Photos that wait for a new day or month of the byte budget. */
  readonly photosHeld: {
    readonly count: number;
    readonly bytes: number;
    readonly until: 'day' | 'month';
  } | null;
  readonly usage: LinkUsage;
  /** Why the status is red; null when all is as it should be. */
  readonly alarm: Alarm | null;
}

export interface SyncControl {
  getSnapshot(): SyncStatus;
  subscribe(listener: () => void): () => void;
  /** Runs one whole round now: hello, push, pull, photos. Returns when it ended, well or not. */
  syncNow(): Promise<void>;
  /** While paused nothing is sent, whatever the schedule says. */
  setPaused(paused: boolean): void;
  /** Changes schedule, budget or alarm; kept by this installation. */
  setPlan(change: Partial<LinkPlan>): Promise<void>;
  /** Lets photos pass the byte budget for the rest of this day. */
  sendPhotosToday(): void;
  /** True once a day while an alarm stands: then the desktop is told. */
  takeAlarmNotice(): Promise<boolean>;
  isPaused(): boolean;
}

export type WeekSheet = Sheet;
export type WeekDifference = Difference;

export type WeekComparison =
  | {
      readonly kind: 'compared';
      /** The region's time of its signed statement. */
      readonly at: Instant;
      readonly here: WeekSheet;
      readonly region: WeekSheet;
      readonly differences: readonly WeekDifference[];
    }
  | { readonly kind: 'failed'; readonly failure: SyncFailure };

/** The weekly sheets of this device: created = delivered + waiting + quarantined + withdrawn, week by week. */
export interface WeekDesk {
  /** Weeks in which something was made here, newest first. */
  weeks(): Promise<readonly IsoWeek[]>;
  sheet(week: IsoWeek): Promise<WeekSheet>;
  /** The acts behind a figure, in the order of their logs and numbers. */
  acts(
    week: IsoWeek,
    filter: { readonly name?: string | undefined; readonly state?: ActState | undefined },
  ): Promise<readonly ActSummary[]>;
  /** Asks the region for its sheet of the same week and names every difference. */
  compare(week: IsoWeek): Promise<WeekComparison>;
}

/** A photo after scaling, as it will be stored. */
export interface PreparedPhoto {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: 'image/jpeg' | 'image/png';
  readonly widthPx: number;
  readonly heightPx: number;
}

export type PhotoProblem =
  | { readonly kind: 'not-an-image' }
  | { readonly kind: 'file-too-large'; readonly maxBytes: number }
  | { readonly kind: 'image-too-many-pixels' };

export type StagedPhoto =
  | { readonly kind: 'staged'; readonly sha256: Hex; readonly sizeBytes: number }
  | { readonly kind: 'file-too-large'; readonly maxBytes: number }
  | { readonly kind: 'disk-full' }
  | { readonly kind: 'disk-error'; readonly code: string }
  | { readonly kind: 'locked' };

/** `remote`: the record is here, the picture is still at the server. `damaged`, `missing`: it should be on this disk. */
export type PhotoSource =
  | { readonly kind: 'here'; readonly url: string }
  | { readonly kind: 'remote' }
  | { readonly kind: 'damaged' | 'missing'; readonly isAtRegion: boolean };

export interface Photos {
  /** Fsyncs the bytes, encrypted; afterwards an `attachment/add` act may name them. */
  stage(photo: PreparedPhoto): Promise<StagedPhoto>;
  /** An object URL; the caller revokes it. */
  open(sha256: Hex, mime: string): Promise<PhotoSource>;
  /** Asks the server for the bytes of a remote photo. */
  fetch(
    attachmentId: RecordId,
  ): Promise<{ readonly kind: 'fetched' } | { readonly kind: 'failed'; readonly failure: SyncFailure }>;
}

export interface PhotoCheck {
  readonly checked: number;
  readonly damaged: number;
  readonly missing: number;
}

/** Pictures on this disk after their delivery. */
export interface PhotoCare {
  rules(): Promise<PhotoRules>;
  setRules(change: Partial<PhotoRules>): Promise<void>;
  /** The region's own verified backup covers what it receipted before this; null: it never said. */
  backedUpBefore(): Promise<Instant | null>;
  /** Null where the system does not tell. */
  space(): Promise<{ readonly freeBytes: number; readonly totalBytes: number } | null>;
  /** Takes what is due off this disk, by the rules and never before a verified receipt. */
  letGo(): Promise<{ readonly files: number; readonly bytes: number }>;
  checkAll(onChecked: (done: number, total: number) => void): Promise<PhotoCheck>;
}

/** What is on the line right now, by attachment. */
export interface PhotoTransfers {
  getSnapshot(): ReadonlyMap<RecordId, Transfer>;
  subscribe(listener: () => void): () => void;
}

export interface Desk {
  readonly officerId: OfficerId;
  readonly prefectureCode: string;
  /** The log that the next act will stand in: numbers lent to it are this desk's. */
  readonly logId: LogId;
  readonly clock: Clock;
  readonly random: Random;
  readonly records: RecordReader;
  readonly photos: Photos;
  readonly photoCare: PhotoCare;
  readonly transfers: PhotoTransfers;
  readonly sync: SyncControl;
  readonly week: WeekDesk;
  readonly sticks: DeskSticks;
  /** Runs a mutation as the signed-in officer, or as a co-signing partner whose key is open. */
  act<A>(mutation: Mutation<A>, args: A, options?: { readonly actor?: OfficerId }): Promise<ActOutcome>;
  /** Makes an act in the place of own quarantined ones: they are closed when it is delivered (shared/protocol/correct-act.ts). */
  correct<A>(acts: readonly ActRef[], mutation: Mutation<A>, args: A, reason: string): Promise<ActOutcome>;
  /** The same from an act's own text with changed arguments; `unfit` when they do not fit the act, and nothing was written. */
  correctArgs(
    acts: readonly ActRef[],
    name: string,
    args: JsonValue,
    reason: string,
  ): Promise<ActOutcome | { readonly kind: 'unfit' }>;
  equation(): Promise<Equation>;
  /** Newest first. */
  acts(filter: {
    readonly state?: ActState;
    readonly lane?: RecordId;
    readonly limit: number;
  }): Promise<readonly ActSummary[]>;
  uploads(): Promise<readonly UploadSummary[]>;
  /** By record with pictures: how many of them the region has. */
  evidence(): Promise<ReadonlyMap<RecordId, Evidence>>;
  /** The exact bytes of an act as JSON text, for showing or exporting a quarantined one. */
  actText(act: ActRef): Promise<string | null>;
  /** What a person says to a pull that would take much away; covers at most the number they were shown. */
  answerRemoval(answer: { readonly accepted: boolean; readonly removed: number }): Promise<void>;
  /** Instant of the last saved act of this session; null before the first. */
  lastSavedAt(): Instant | null;
  /** What was found and mended when the desk was opened, for people: counts and ids only. */
  readonly openingNotes: readonly OpeningNote[];
  close(): Promise<void>;
}

export type OpeningNote =
  | { readonly kind: 'replayed'; readonly acts: number }
  | { readonly kind: 'torn-tail' }
  | { readonly kind: 'unreadable'; readonly from: number; readonly to: number; readonly recovered: boolean }
  | { readonly kind: 'restored-from-snapshot'; readonly records: number; readonly acts: number }
  | { readonly kind: 'database-empty-no-snapshot'; readonly acts: number }
  | { readonly kind: 'new-log'; readonly reason: string }
  | { readonly kind: 'clock-behind'; readonly days: number };
