import type { LogId } from '../../shared/lib/ids.ts';
import type { LogHead } from '../../shared/sync/ports.ts';
import type { Bureau } from '../platform/bureau.ts';
import type { OpeningNote } from './desk.ts';
import type { DexieStore } from './dexie-store.ts';

type Opened = Extract<Awaited<ReturnType<typeof openRaw>>, { kind: 'open' }>;

export interface OpenedJournal {
  readonly head: LogHead;
  readonly isNew: boolean;
  readonly earlierLogs: readonly LogHead[];
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
  const { head, isNew, earlierLogs, newLogReason } = opened;
  return { head, isNew, earlierLogs, newLogReason, unreadable, notes };
}

/** Entries of a log from a number on, all pages of one call; empty at the end. */
export function journalReader(bureau: Bureau) {
  return async (logId: LogId, fromSeq: number) => {
    const read = await bureau.call('journal/read', { logId, fromSeq, maxEntries: 500 });
    if (read.kind !== 'entries') throw new Error(`journal cannot be read: ${read.kind}`);
    return read.entries;
  };
}

/** Starts the next log; the caller appends `log/open` as its first act. */
export async function startLog(
  bureau: Bureau,
  reason: string,
  store: DexieStore,
): Promise<{ readonly logId: LogId; readonly seq: number }> {
  const started = await bureau.call('journal/start-log', { reason });
  if (started.kind !== 'open') throw new Error(`a new log cannot be started: ${started.kind}`);
  await store.addLog(started.head.logId);
  return started.head;
}
