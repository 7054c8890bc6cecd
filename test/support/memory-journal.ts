import type { LogId, OfficerId } from '../../shared/lib/ids.ts';
import { batchSigningBytes, genesis, nextHash } from '../../shared/protocol/chain.ts';
import { encodeFrame, Frame } from '../../shared/protocol/frame.ts';
import type { ActDraft, AppendOutcome, Journal, JournalEntry, LogHead } from '../../shared/sync/ports.ts';

/** Base64 Ed25519 signature of an officer. */
export type SignAs = (officerId: OfficerId, bytes: Uint8Array) => string;

/** A journal in memory: the disk is the edge of the world. It can be told to be full. Every act is a run of its own. */
export class MemoryJournal implements Journal {
  readonly entries: JournalEntry[] = [];
  isDiskFull = false;
  readonly #logId: LogId;
  readonly #sign: SignAs;

  constructor(logId: LogId, sign: SignAs = () => 'AA==') {
    this.#logId = logId;
    this.#sign = sign;
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
    const hash = nextHash(before, bytes);
    const run = { logId: this.#logId, from: draft.seq, to: draft.seq, before, after: hash };
    const signature = this.#sign(draft.actor, batchSigningBytes(run));
    const entry: JournalEntry = {
      seq: draft.seq,
      bytes,
      hash,
      proof: { officerId: draft.actor, from: draft.seq, before, signature },
    };
    this.entries.push(entry);
    return { kind: 'appended', entry };
  }
}
