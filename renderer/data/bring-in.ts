import type { LogId } from '../../shared/lib/ids.ts';
import type { MutationRegistry } from '../../shared/protocol/mutation-registry.ts';
import type { LocalStore } from '../../shared/sync/ports.ts';
import { recoverFromJournal } from '../../shared/sync/recover.ts';
import type { OpeningNote } from './desk.ts';
import type { JournalDoor, OpenedJournal } from './open-journal.ts';

export type NewLogReason = 'first' | 'restored' | 'other-machine' | 'behind' | 'unreadable' | 'forked';

export interface BroughtIn {
  readonly head: { readonly logId: LogId; readonly seq: number };
  /** Why a `log/open` act must be the first of the current log; null when the log goes on. */
  readonly reason: NewLogReason | null;
  readonly lost: { readonly from: number; readonly to: number } | null;
  /** Acts that a crash had left in the journal. */
  readonly replayed: number;
}

/** Runs what the journal has and the database lacks; starts a new log where the old one cannot go on. */
export async function bringIn(
  store: LocalStore,
  door: JournalDoor,
  journal: OpenedJournal,
  registry: MutationRegistry,
  notes: OpeningNote[],
): Promise<BroughtIn> {
  let replayed = 0;
  for (const log of [...journal.earlierLogs, journal.head]) {
    await store.addLog(log.logId);
    await passOverTrimmed(store, journal, log.logId);
    const applied = (await store.logs()).find((one) => one.logId === log.logId)?.appliedSeq ?? 0;
    if (log.seq > applied)
      replayed += await recoverFromJournal(log.logId, applied, door.read, store, registry);
  }
  if (replayed > 0 && !journal.isNew) notes.push({ kind: 'replayed', acts: replayed });
  for (const range of journal.unreadable)
    notes.push({
      kind: 'unreadable',
      ...range,
      recovered: await outboxHolds(store, journal.head.logId, range),
    });

  const applied = (await store.logs()).find((one) => one.logId === journal.head.logId)?.appliedSeq ?? 0;
  const reason: NewLogReason | null =
    journal.newLogReason === 'other-machine'
      ? 'other-machine'
      : journal.newLogReason === 'unreadable-end'
        ? 'unreadable'
        : applied > journal.head.seq
          ? 'restored'
          : null;
  if (reason) {
    notes.push({ kind: 'new-log', reason });
    const head = await door.startLog(reason);
    await store.addLog(head.logId);
    return { head, reason, lost: await lostRange(store, journal), replayed };
  }
  // A log that was started and not opened: why is not known any more, so nothing of the one before is taken for sent.
  const unopened = journal.earlierLogs.length > 0 ? 'behind' : 'first';
  return { head: journal.head, reason: journal.head.seq === 0 ? unopened : null, lost: null, replayed };
}

/** A database that was lost without a snapshot meets a journal whose beginning was given up: it goes on from there. */
async function passOverTrimmed(store: LocalStore, journal: OpenedJournal, logId: LogId): Promise<void> {
  const anchor = journal.anchors?.find((one) => one.logId === logId);
  if (!anchor) return;
  const applied = (await store.logs()).find((one) => one.logId === logId)?.appliedSeq ?? 0;
  if (applied < anchor.seq) await store.beginAfter(anchor);
}

async function outboxHolds(
  store: LocalStore,
  logId: LogId,
  range: { readonly from: number; readonly to: number },
): Promise<boolean> {
  for (let seq = range.from; seq <= range.to; seq++)
    if (!(await store.outboxEntry({ logId, seq }))) return false;
  return true;
}

/** Acts that neither journal nor database can read: the new log names them for a person. */
async function lostRange(store: LocalStore, journal: OpenedJournal): Promise<BroughtIn['lost']> {
  for (const range of journal.unreadable)
    if (!(await outboxHolds(store, journal.head.logId, range))) return range;
  return null;
}
