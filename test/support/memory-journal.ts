import type { Hex } from '../../shared/lib/bytes.ts';
import { epochMsOf } from '../../shared/lib/dates.ts';
import type { LogId, OfficerId } from '../../shared/lib/ids.ts';
import { batchSigningBytes, genesis, nextHash } from '../../shared/protocol/chain.ts';
import { encodeFrame, Frame } from '../../shared/protocol/frame.ts';
import type { ActDraft, AppendOutcome, Journal, JournalEntry, LogHead } from '../../shared/sync/ports.ts';

const BOOT = '5f0c2b7a91d84e36a0b1c2d3e4f50617';
const BOOTED_AGO_MS = 40 * 86_400_000;

/** Base64 Ed25519 signature of an officer. */
export type SignAs = (officerId: OfficerId, bytes: Uint8Array) => string;

/** A journal in memory: the disk is the edge of the world. It can be told to be full. Runs go on as long as one officer acts. */
export class MemoryJournal implements Journal {
  readonly entries: JournalEntry[] = [];
  isDiskFull = false;
  readonly #logId: LogId;
  readonly #sign: SignAs;
  #run: { readonly officerId: OfficerId; readonly from: number; readonly before: Hex } | null = null;

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
    const bytes = encodeFrame(
      Frame.parse({ ...draft, v: 1, elapsedMs: epochMsOf(draft.claimedAt) % BOOTED_AGO_MS, bootId: BOOT }),
    );
    const before = this.head.hash;
    const hash = nextHash(before, bytes);
    const run =
      this.#run?.officerId === draft.actor ? this.#run : { officerId: draft.actor, from: draft.seq, before };
    this.#run = run;
    const range = { logId: this.#logId, from: run.from, to: draft.seq, before: run.before, after: hash };
    const signature = this.#sign(draft.actor, batchSigningBytes(range));
    const entry: JournalEntry = {
      seq: draft.seq,
      bytes,
      hash,
      proof: { ...run, signature },
    };
    this.entries.push(entry);
    return { kind: 'appended', entry };
  }
}
