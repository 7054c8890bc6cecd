import { openLog } from '../../shared/domain/log/mutations.ts';
import type { OfficerId } from '../../shared/lib/ids.ts';
import type { MutationRegistry } from '../../shared/protocol/mutation-registry.ts';
import type { ActWriter, WriteOutcome } from '../../shared/sync/act-writer.ts';
import type { Exclusive, LocalStore, LogHead } from '../../shared/sync/ports.ts';
import { reissuePending } from '../../shared/sync/reissue.ts';
import type { NewLogReason } from './bring-in.ts';
import type { JournalDoor } from './open-journal.ts';

export interface NewLogDeps {
  readonly store: LocalStore;
  readonly writer: ActWriter;
  readonly exclusive: Exclusive;
  readonly registry: MutationRegistry;
  readonly officerId: OfficerId;
}

/** The first act of a log says why it was opened and which log it follows. Inside an exclusive section. */
export function openLogWith(
  { writer, officerId }: Pick<NewLogDeps, 'writer' | 'officerId'>,
  reason: NewLogReason,
  previous: LogHead | null,
  lost: { readonly from: number; readonly to: number } | null,
): Promise<WriteOutcome> {
  const args = { logId: writer.head.logId, previous, reason, lost: lost ? { ...lost } : null };
  return writer.actInside(openLog, args, officerId);
}

/**
 * Ends the current log and goes on in another, because the server knows another history of it. What the server has not run
 * is issued again before anything new can be written, so that the order of the acts stays.
 */
export function startNewLog(
  deps: NewLogDeps & { readonly door: Pick<JournalDoor, 'startLog'> },
  reason: 'behind' | 'forked',
): Promise<void> {
  const { store, writer, exclusive, door } = deps;
  return exclusive(async () => {
    const log = (await store.logs()).find((one) => one.logId === writer.head.logId);
    const last =
      log && log.appliedSeq > 0 ? await store.outboxEntry({ logId: log.logId, seq: log.appliedSeq }) : null;
    const head = await door.startLog(reason);
    await store.addLog(head.logId);
    writer.moveTo(head.logId, head.seq);
    const previous = last ? { logId: last.logId, seq: last.seq, hash: last.hash } : null;
    const opened = await openLogWith(deps, reason, previous, null);
    if (opened.kind === 'saved') await reissuePending(deps);
  });
}
