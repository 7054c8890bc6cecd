import type { LogId } from '../../shared/lib/ids.ts';
import { genesis, nextHash } from '../../shared/protocol/chain.ts';
import { encodeFrame, Frame } from '../../shared/protocol/frame.ts';
import type { ActDraft, AppendOutcome, Journal, JournalEntry, LogHead } from '../../shared/sync/ports.ts';

/** A journal in memory: the disk is the edge of the world. It can be told to be full. */
export class MemoryJournal implements Journal {
  readonly entries: JournalEntry[] = [];
  isDiskFull = false;
  readonly #logId: LogId;

  constructor(logId: LogId) {
    this.#logId = logId;
  }

  get head(): LogHead {
    const last = this.entries.at(-1);
    return { logId: this.#logId, seq: last?.seq ?? 0, hash: last?.hash ?? genesis(this.#logId) };
  }

  async append(draft: ActDraft): Promise<AppendOutcome> {
    if (this.isDiskFull) return { kind: 'disk-full' };
    if (draft.seq !== this.head.seq + 1) return { kind: 'wrong-seq', head: this.head };
    const bytes = encodeFrame(Frame.parse({ ...draft, v: 1, elapsedMs: draft.seq, bootId: 'boot' }));
    const before = this.head.hash;
    const entry: JournalEntry = {
      seq: draft.seq,
      bytes,
      hash: nextHash(before, bytes),
      proof: { officerId: draft.actor, from: draft.seq, before, signature: 'AA==' },
    };
    this.entries.push(entry);
    return { kind: 'appended', entry };
  }
}
