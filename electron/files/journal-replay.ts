import type { JournalEntry, JournalProblem, LogHead } from '../../shared/ipc/contract.ts';
import type { LogId } from '../../shared/lib/ids.ts';
import { genesis, nextHash } from '../../shared/protocol/chain.ts';
import type { Cipher } from './cipher.ts';
import { scanSegment } from './journal-segment.ts';

export interface Segment {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** Where an act lies: segment number, offset and length of its record in bytes. */
export interface Place {
  readonly segment: number;
  readonly offset: number;
  readonly length: number;
}

export interface Replayed {
  /** The last readable act; seq 0 and the genesis value in an empty log. */
  readonly head: LogHead;
  readonly places: ReadonlyMap<number, Place>;
  readonly problems: readonly JournalProblem[];
  /** Damage after the last readable act: its number and chain value are unknown, so nothing may follow in this log. */
  readonly isEndUnreadable: boolean;
  /** The cut-off write at the very end, to be moved aside. */
  readonly torn: Place | null;
}

/**
 * Reads a whole log back, segment by segment: every act is decrypted and its chain value recomputed. Acts after a damaged
 * stretch are kept: they are authenticated one by one, only their link to the lost ones cannot be checked here.
 */
export class LogReplay {
  private head: LogHead;
  private readonly places = new Map<number, Place>();
  private readonly problems: JournalProblem[] = [];
  private torn: Place | null = null;
  /** Damage was met since the last readable act. */
  private isBroken = false;
  private lastDamagedSeq = 0;

  private readonly cipher: Cipher;

  private readonly anchorSeq: number;

  /** `anchor`: the last act that was given up; what a crash left of segments before it is passed over. */
  constructor(logId: LogId, cipher: Cipher, anchor: LogHead | null) {
    this.head = anchor ?? { logId, seq: 0, hash: genesis(logId) };
    this.anchorSeq = this.head.seq;
    this.cipher = cipher;
  }

  /** Segments come in ascending order of their numbers. */
  take(segment: Segment, isLastSegment: boolean): void {
    for (const part of scanSegment(this.head.logId, segment.bytes, this.cipher)) {
      const place = { segment: segment.number, offset: part.offset, length: part.length };
      if (part.kind === 'record') this.takeRecord(place, part.entry);
      else if (part.kind === 'torn' && isLastSegment) this.torn = place;
      else this.breakAt(part.kind === 'altered' ? part.seq : 0);
    }
  }

  finish(): Replayed {
    // Even a few stray bytes may hide an act, so nothing may follow them in this log.
    const isEndUnreadable = this.isBroken;
    if (isEndUnreadable) this.reportLost(Math.max(this.head.seq + 1, this.lastDamagedSeq));
    if (this.torn !== null) this.problems.push({ kind: 'torn-tail', bytes: this.torn.length });
    return {
      head: this.head,
      places: this.places,
      problems: this.problems,
      isEndUnreadable,
      torn: this.torn,
    };
  }

  private takeRecord(place: Place, entry: JournalEntry): void {
    if (entry.seq <= this.anchorSeq) return;
    const expected = this.head.seq + 1;
    if (entry.seq < expected) return this.breakAt(0);
    if (entry.seq > expected) this.reportLost(entry.seq - 1);
    else if (nextHash(this.head.hash, entry.bytes) !== entry.hash) return this.breakAt(entry.seq);
    this.places.set(entry.seq, place);
    this.head = { logId: this.head.logId, seq: entry.seq, hash: entry.hash };
    this.isBroken = false;
    this.lastDamagedSeq = 0;
  }

  private breakAt(seq: number): void {
    this.isBroken = true;
    this.lastDamagedSeq = Math.max(this.lastDamagedSeq, seq);
  }

  private reportLost(to: number): void {
    this.problems.push({ kind: 'unreadable', from: this.head.seq + 1, to });
  }
}
