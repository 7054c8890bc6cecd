import type { LogHead } from '../../shared/sync/ports.ts';
import type { ReadJournal } from '../../shared/sync/recover.ts';
import type { Bureau } from '../platform/bureau.ts';
import type { OpeningNote } from './desk.ts';

type Opened = Extract<Awaited<ReturnType<typeof openRaw>>, { kind: 'open' }>;

export interface OpenedJournal {
  readonly head: LogHead;
  readonly isNew: boolean;
  readonly earlierLogs: readonly LogHead[];
  /** Logs whose beginning was given up: the last act that went. */
  readonly anchors?: readonly LogHead[];
  readonly newLogReason: Opened['newLogReason'];
  readonly unreadable: readonly { readonly from: number; readonly to: number }[];
  readonly notes: readonly OpeningNote[];
}

export type JournalTrouble = { readonly kind: 'locked' | 'disk-full' | 'disk-error' };

function openRaw(bureau: Bureau) {
  return bureau.call('journal/open', null);
}

/** Opens the journal and says in plain notes what was found. */
export async function openJournal(bureau: Bureau): Promise<OpenedJournal | JournalTrouble> {
  const opened = await openRaw(bureau);
  if (opened.kind !== 'open') return { kind: opened.kind };
  const unreadable = opened.problems
    .filter((problem) => problem.kind === 'unreadable')
    .map(({ from, to }) => ({ from, to }));
  const notes: OpeningNote[] = opened.problems.some((problem) => problem.kind === 'torn-tail')
    ? [{ kind: 'torn-tail' }]
    : [];
  const { head, isNew, earlierLogs, anchors, newLogReason } = opened;
  return { head, isNew, earlierLogs, anchors, newLogReason, unreadable, notes };
}

/** The disk refused to begin a log. */
export class LogNotStarted extends Error {
  readonly kind: JournalTrouble['kind'];

  constructor(kind: JournalTrouble['kind']) {
    super(`a new log cannot be started: ${kind}`);
    this.kind = kind;
  }
}

/** What the desk asks of the journal besides appending. */
export interface JournalDoor {
  /** Entries of a log from a number on, about one page; empty at the end. */
  readonly read: ReadJournal;
  /** Ends the current log and begins the next; the caller appends `log/open` as its first act. */
  readonly startLog: (reason: string) => Promise<LogHead>;
}

export function journalDoor(bureau: Bureau): JournalDoor {
  return {
    read: async (logId, fromSeq) => {
      const read = await bureau.call('journal/read', { logId, fromSeq, maxEntries: 500 });
      if (read.kind !== 'entries') throw new Error(`journal cannot be read: ${read.kind}`);
      return read.entries;
    },
    startLog: async (reason) => {
      const started = await bureau.call('journal/start-log', { reason });
      if (started.kind !== 'open') throw new LogNotStarted(started.kind);
      return started.head;
    },
  };
}
