import type { LogId } from '../lib/ids.ts';
import { applied } from '../lib/mutation.ts';
import type { MutationRegistry } from '../protocol/mutation-registry.ts';
import { decodeFrame } from '../protocol/frame.ts';
import { closedBy, REISSUE } from '../protocol/reissue.ts';
import { OverlayTx } from './overlay-tx.ts';
import type { JournalEntry, LocalStore } from './ports.ts';
import { runFrame } from './run-frame.ts';

/** Reads a log's entries from a number on, in order. */
export type ReadJournal = (logId: LogId, fromSeq: number) => Promise<readonly JournalEntry[]>;

/**
 * At start: acts that reached the journal and not the database run again (rule S4). One that now refuses, or whose frame
 * cannot be read, stays waiting with a mark; it is never dropped. Returns how many acts were brought in.
 */
export async function recoverFromJournal(
  logId: LogId,
  appliedSeq: number,
  read: ReadJournal,
  store: LocalStore,
  registry: MutationRegistry,
): Promise<number> {
  let brought = 0;
  let next = appliedSeq + 1;
  for (;;) {
    const entries = await read(logId, next);
    const last = entries.at(-1);
    if (!last) return brought;
    for (const entry of entries) {
      const frame = decodeFrame(entry.bytes);
      if (!frame.ok) throw new Error(`journal entry ${logId}:${entry.seq} decrypts but is no frame`);
      const tx = new OverlayTx(store.state);
      // What a re-issue does, its original still shows; the screen is made anew afterwards.
      const outcome = frame.value.name === REISSUE ? applied : await runFrame(entry.bytes, tx, registry);
      const { lane, name, claimedAt, actor } = frame.value;
      await store.commitAct({
        logId,
        entry,
        lane,
        name,
        claimedAt,
        actor,
        writes: outcome.ok ? tx.writes : new Map(),
        localRefusal: outcome.ok ? null : outcome.error,
        closes: closedBy(frame.value).map(({ ref }) => ref),
      });
      brought += 1;
    }
    next = last.seq + 1;
  }
}
