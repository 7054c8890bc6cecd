import type { ActState } from '../lib/act-state.ts';
import type { Hex } from '../lib/bytes.ts';
import type { LogId, RecordId } from '../lib/ids.ts';
import type { IsoWeek } from '../lib/iso-week.ts';

// The weekly sheet, the same arithmetic at both ends: what was made in a week and what became of it. The device builds it from
// its outbox, the region from its log; once everything is receipted and pulled the two are equal (rule S14).

/**
 * What became of an act, by kind; `pending`: the region holds the segment, which waits for the one before it. A withdrawn act is
 * `closed`, whatever it was before: the two ends may keep that differently.
 */
export const FATES = [
  'unreceipted',
  'pending',
  'applied',
  'merged',
  'refused',
  'held',
  'unreadable',
  'forked',
  'closed',
] as const;
export type Fate = (typeof FATES)[number];

/** An act of one week as one end sees it. */
export interface SheetAct {
  readonly logId: LogId;
  readonly seq: number;
  /** `unknown` when nobody can read which act it is. */
  readonly name: string;
  readonly state: ActState;
  readonly fate: Fate;
}

/** A file that an `attachment/add` of this week names. `stopped`: its act was not run, or the file was taken back unsent. */
export interface SheetPhoto {
  readonly attachmentId: RecordId;
  readonly sizeBytes: number;
  readonly state: 'waiting' | 'received' | 'stopped';
}

/** How far a log is receipted, at the most up to its last act of the week, and the chain value there. */
export interface SheetMark {
  readonly logId: LogId;
  readonly seq: number;
  readonly chain: Hex;
}

/** created = delivered + waiting + quarantined + withdrawn. */
export interface SheetCounts {
  readonly created: number;
  readonly delivered: number;
  readonly waiting: number;
  readonly quarantined: number;
  readonly withdrawn: number;
}

export interface SheetLine extends SheetCounts {
  readonly name: string;
}

export interface SheetLog {
  readonly logId: LogId;
  /** First and last number of the week; acts of other weeks may lie between when a clock was set back. */
  readonly from: number;
  readonly to: number;
  readonly acts: number;
  readonly receipted: SheetMark | null;
}

/** made = received + waiting + stopped, in files and in bytes. */
export interface SheetPhotos {
  readonly made: number;
  readonly received: number;
  readonly waiting: number;
  readonly stopped: number;
  readonly madeBytes: number;
  readonly receivedBytes: number;
  readonly waitingBytes: number;
  readonly stoppedBytes: number;
}

export interface Sheet {
  readonly week: IsoWeek;
  readonly lines: readonly SheetLine[];
  readonly total: SheetCounts;
  readonly photos: SheetPhotos;
  readonly logs: readonly SheetLog[];
}

/** Everything one end knows of a week. */
export interface WeekRecord {
  readonly week: IsoWeek;
  readonly acts: readonly SheetAct[];
  readonly photos: readonly SheetPhoto[];
  readonly marks: readonly SheetMark[];
}

const NOTHING: SheetCounts = { created: 0, delivered: 0, waiting: 0, quarantined: 0, withdrawn: 0 };

/** The sheet of a week; its lines by name, its logs by id, both in code-unit order. */
export function buildSheet({ week, acts, photos, marks }: WeekRecord): Sheet {
  const lines = new Map<string, SheetCounts>();
  let total = NOTHING;
  for (const { name, state } of acts) {
    lines.set(name, counted(lines.get(name) ?? NOTHING, state));
    total = counted(total, state);
  }
  return {
    week,
    lines: [...lines].toSorted(byKey).map(([name, counts]) => ({ name, ...counts })),
    total,
    photos: photosOf(photos),
    logs: logsOf(acts, marks),
  };
}

function counted(counts: SheetCounts, state: ActState): SheetCounts {
  return { ...counts, created: counts.created + 1, [state]: counts[state] + 1 };
}

function photosOf(photos: readonly SheetPhoto[]): SheetPhotos {
  const of = (state: SheetPhoto['state']): readonly SheetPhoto[] =>
    photos.filter((photo) => photo.state === state);
  const bytes = (some: readonly SheetPhoto[]): number => some.reduce((sum, one) => sum + one.sizeBytes, 0);
  const [received, waiting, stopped] = [of('received'), of('waiting'), of('stopped')];
  return {
    made: photos.length,
    received: received.length,
    waiting: waiting.length,
    stopped: stopped.length,
    madeBytes: bytes(photos),
    receivedBytes: bytes(received),
    waitingBytes: bytes(waiting),
    stoppedBytes: bytes(stopped),
  };
}

function logsOf(acts: readonly SheetAct[], marks: readonly SheetMark[]): readonly SheetLog[] {
  const logs = new Map<LogId, SheetLog>();
  for (const { logId, seq } of acts) {
    const known = logs.get(logId);
    logs.set(logId, {
      logId,
      from: Math.min(seq, known?.from ?? seq),
      to: Math.max(seq, known?.to ?? seq),
      acts: (known?.acts ?? 0) + 1,
      receipted: marks.find((mark) => mark.logId === logId) ?? null,
    });
  }
  return [...logs].toSorted(byKey).map(([, log]) => log);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
