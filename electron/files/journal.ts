import { toBase64, type Hex } from '../../shared/lib/bytes.ts';
import { newUlid, type LogId, type OfficerId } from '../../shared/lib/ids.ts';
import type { Clock, Random } from '../../shared/lib/ports.ts';
import type {
  ActDraft,
  AppendOutcome,
  JournalEntry,
  JournalOpenOutcome,
  LogHead,
} from '../../shared/ipc/contract.ts';
import { batchSigningBytes, nextHash } from '../../shared/protocol/chain.ts';
import type { BackupMark } from '../../shared/protocol/backup-mark.ts';
import { decodeFrame, encodeFrame, Frame } from '../../shared/protocol/frame.ts';
import type { Signed } from '../../shared/protocol/receipt.ts';
import type { TrimOrder, TrimOutcome } from '../../shared/ipc/journal-calls.ts';
import type { Instant } from '../../shared/lib/dates.ts';
import type { Cipher } from './cipher.ts';
import type { Disk } from './disk.ts';
import { diskFailureOf, orDiskFailure } from './disk-failure.ts';
import { readAnchor } from './journal-anchor.ts';
import { JournalLog } from './journal-log.ts';
import { readLogList, writeLogList, type LogLine } from './log-list.ts';
import type { BootClock } from './machine.ts';
import { SEGMENT_BYTES } from './segment-writer.ts';
import { smallFiles, type SmallFiles } from './small-files.ts';

/** Acts that share one flush: enough for any burst, small enough for one write. */
const MAX_FLUSH_ACTS = 256;

export interface JournalParts {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: Random;
  readonly boot: BootClock;
  readonly machine: string;
  /** Null while locked. */
  readonly cipher: () => Cipher | null;
  /** The officer's signature; null when their key is not open. */
  readonly sign: (officerId: OfficerId, bytes: Uint8Array) => Uint8Array | null;
  /** What a backup mark says, if the region signed it; null otherwise. */
  readonly provenMark: (signed: Signed) => BackupMark | null;
  /** Bytes from which on a new segment begins; tests take small ones. */
  readonly segmentBytes?: number;
}

interface Waiting {
  readonly frame: Frame;
  readonly answer: (outcome: AppendOutcome) => void;
  readonly fail: (error: unknown) => void;
}

/** Consecutive acts of one officer since sign-in or since somebody else acted: one signature covers them. */
interface Run {
  readonly officerId: OfficerId;
  readonly from: number;
  readonly before: Hex;
}

/**
 * The crash journal: the act log of this device, outside Chromium's storage, flushed before anything is called saved.
 * Owns `seq` and the chain. locked ─open()─► open ─append()/read()─► … ─close()─► locked
 */
export class Journal {
  private readonly parts: JournalParts;
  private readonly files: SmallFiles;
  private logs: readonly LogLine[] = [];
  private log: JournalLog | null = null;
  private earlier = new Map<LogId, JournalLog>();
  private readonly anchors = new Map<LogId, LogHead>();
  private run: Run | null = null;
  private waiting: Waiting[] = [];
  /** Ends when nothing waits to be written. */
  private flushing: Promise<void> = Promise.resolve();
  private opening: Promise<JournalOpenOutcome> | null = null;

  constructor(parts: JournalParts) {
    this.parts = parts;
    this.files = smallFiles(parts.disk);
  }

  /** Replays the current log, or begins the first one. Harmless when repeated. */
  async open(): Promise<JournalOpenOutcome> {
    if (this.parts.cipher() === null) return { kind: 'locked' };
    this.opening ??= this.openCurrent();
    const outcome = await this.opening;
    if (outcome.kind !== 'open') this.opening = null;
    if (outcome.kind !== 'open') return outcome;
    // Locked while it was being opened.
    return this.log === null ? { kind: 'locked' } : this.describe();
  }

  /** Closes the current log for ever and begins another; its first act must be `log/open`. */
  async startLog(): Promise<JournalOpenOutcome> {
    const opened = await this.open();
    if (opened.kind !== 'open') return opened;
    await this.flushing;
    return orDiskFailure(async () => {
      await this.begin(
        this.logs.map((line) => (line.closedAt === null ? { ...line, closedAt: this.closingPoint() } : line)),
      );
      return this.describe();
    });
  }

  /** Answers only after the act is on disk. In every other outcome nothing of it is there and no number is used up. */
  append(draft: ActDraft): Promise<AppendOutcome> {
    const { boot } = this.parts;
    const frame = Frame.parse({ ...draft, v: 1, elapsedMs: boot.elapsedMs(), bootId: boot.bootId });
    return new Promise((answer, fail) => {
      this.waiting.push({ frame, answer, fail });
      if (this.waiting.length === 1) this.flushing = this.flushing.then(() => this.flushWaiting());
    });
  }

  async read(
    logId: LogId,
    fromSeq: number,
    maxEntries: number,
  ): Promise<
    | { kind: 'entries'; entries: JournalEntry[]; more: boolean }
    | Exclude<JournalOpenOutcome, { kind: 'open' }>
  > {
    const opened = await this.open();
    if (opened.kind !== 'open') return opened;
    return orDiskFailure(async () => {
      const log = await this.logOf(logId);
      const found = log === null ? { entries: [], more: false } : await log.read(fromSeq, maxEntries);
      return { kind: 'entries', ...found };
    });
  }

  /**
   * Gives up segments by rule S85. What the window says of delivery is taken from it; that the region has it in a verified
   * backup, and that it is old, is proven here.
   */
  async trim(order: TrimOrder): Promise<TrimOutcome> {
    const mark = this.parts.provenMark(order.mark);
    if (mark === null) return { kind: 'mark-unproven' };
    const opened = await this.open();
    if (opened.kind !== 'open') return opened;
    await this.flushing;
    return orDiskFailure(async () => {
      const logs: { logId: LogId; upTo: number; segments: number }[] = [];
      for (const { logId, upTo } of order.points) {
        const covered = mark.logs.find((one) => one.logId === logId);
        const log = covered ? await this.logOf(logId) : null;
        if (!covered || log === null || !(await holds(log, covered))) continue;
        const segments = await log.trim(Math.min(upTo, covered.seq), (entry) =>
          isOlder(entry, order.olderThan),
        );
        if (segments > 0 && log.anchor) logs.push({ logId, upTo: log.anchor.seq, segments });
        if (log.anchor) this.anchors.set(logId, log.anchor);
      }
      return { kind: 'trimmed', logs };
    });
  }

  /** Waits for what is being written, then forgets everything a session opened. */
  async close(): Promise<void> {
    await this.flushing;
    await this.opening?.catch(() => undefined);
    const open = [this.log, ...this.earlier.values()];
    this.log = null;
    this.earlier = new Map();
    this.run = null;
    this.opening = null;
    for (const log of open) await log?.close();
  }

  private async openCurrent(): Promise<JournalOpenOutcome> {
    const cipher = this.parts.cipher();
    if (cipher === null) return { kind: 'locked' };
    return orDiskFailure(async () => {
      this.logs = (await readLogList(this.files)) ?? (await this.listFromFolders(cipher));
      await this.readAnchors(cipher);
      const current = this.logs.at(-1);
      if (current === undefined || current.closedAt !== null) await this.begin(this.logs);
      else this.log = await this.openLog(current.logId, cipher);
      return this.describe();
    });
  }

  private async readAnchors(cipher: Cipher): Promise<void> {
    this.anchors.clear();
    for (const { logId } of this.logs) {
      const anchor = await readAnchor(this.parts.disk, logId, cipher);
      if (anchor !== null) this.anchors.set(logId, anchor);
    }
  }

  private openLog(logId: LogId, cipher: Cipher): Promise<JournalLog> {
    const { disk, clock, segmentBytes = SEGMENT_BYTES } = this.parts;
    return JournalLog.open(disk, logId, cipher, clock, segmentBytes);
  }

  /** The list was lost, the logs are there: the folder names sort by the time they were begun. */
  private async listFromFolders(cipher: Cipher): Promise<readonly LogLine[]> {
    const lines: LogLine[] = [];
    for (const name of (await this.parts.disk.list('journal')).sort()) {
      if (!/^[0-9A-HJKMNP-TV-Z]{26}$/.test(name)) continue;
      const log = await this.openLog(name as LogId, cipher);
      lines.push({
        logId: name as LogId,
        machine: this.parts.machine,
        closedAt: { seq: log.head.seq, hash: log.head.hash },
      });
      await log.close();
    }
    return lines;
  }

  private async begin(earlier: readonly LogLine[]): Promise<void> {
    const { clock, random, machine } = this.parts;
    const cipher = this.parts.cipher();
    if (cipher === null) throw new Error('a log is begun only in an open session');
    const logId = newUlid(clock, random) as LogId;
    const logs = [...earlier, { logId, machine, closedAt: null }];
    await writeLogList(this.files, logs);
    await this.log?.close();
    this.logs = logs;
    this.run = null;
    this.log = await this.openLog(logId, cipher);
  }

  private closingPoint(): { seq: number; hash: Hex } {
    const { seq, hash } = this.current().head;
    return { seq, hash };
  }

  private describe(): JournalOpenOutcome {
    const log = this.current();
    const closed = this.logs.flatMap((line) =>
      line.closedAt !== null && line.closedAt.seq > 0 ? [{ logId: line.logId, ...line.closedAt }] : [],
    );
    return {
      kind: 'open',
      head: log.head,
      isNew: log.head.seq === 0,
      problems: [...log.problems],
      earlierLogs: closed,
      anchors: [...this.anchors.values()],
      newLogReason: this.newLogReason(log),
    };
  }

  private newLogReason(log: JournalLog): 'other-machine' | 'unreadable-end' | null {
    if (log.isEndUnreadable) return 'unreadable-end';
    const begun = this.logs.at(-1)?.machine ?? 'unknown';
    const isOther = begun !== this.parts.machine && begun !== 'unknown' && this.parts.machine !== 'unknown';
    return isOther && log.head.seq > 0 ? 'other-machine' : null;
  }

  private async logOf(logId: LogId): Promise<JournalLog | null> {
    if (logId === this.log?.head.logId) return this.log;
    const known = this.earlier.get(logId);
    const cipher = this.parts.cipher();
    if (known !== undefined || cipher === null || !this.logs.some((line) => line.logId === logId))
      return known ?? null;
    const log = await this.openLog(logId, cipher);
    this.earlier.set(logId, log);
    return log;
  }

  private current(): JournalLog {
    if (this.log === null) throw new Error('the journal is not open');
    return this.log;
  }

  private async flushWaiting(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, MAX_FLUSH_ACTS);
      // A bug must not leave anybody waiting, nor stop the acts that come after.
      await this.flush(batch).catch((error: unknown) => batch.forEach(({ fail }) => fail(error)));
      this.waiting = this.waiting.slice(batch.length);
    }
  }

  private async flush(batch: readonly Waiting[]): Promise<void> {
    const { log } = this;
    if (log === null || this.parts.cipher() === null)
      return batch.forEach(({ answer }) => answer({ kind: 'locked' }));
    let [head, run] = [log.head, this.run];
    const built: { entry: JournalEntry; answer: Waiting['answer'] }[] = [];
    for (const { frame, answer } of batch) {
      const refusal = log.isEndUnreadable ? endUnreadable : this.refusalOf(frame, head);
      const next: Run =
        run?.officerId === frame.actor ? run : { officerId: frame.actor, from: frame.seq, before: head.hash };
      const entry = refusal === null ? this.entryOf(frame, head, next) : null;
      if (entry === null) {
        answer(refusal ?? { kind: 'actor-not-open' });
        continue;
      }
      [head, run] = [{ ...head, seq: entry.seq, hash: entry.hash }, next];
      built.push({ entry, answer });
    }
    if (built.length === 0) return;
    try {
      await log.append(built.map(({ entry }) => entry));
    } catch (error) {
      const failure = diskFailureOf(error);
      return built.forEach(({ answer }) => answer(failure));
    }
    this.run = run;
    built.forEach(({ entry, answer }) => answer({ kind: 'appended', entry }));
  }

  private refusalOf(frame: Frame, head: LogHead): AppendOutcome | null {
    return frame.logId === head.logId && frame.seq === head.seq + 1 ? null : { kind: 'wrong-seq', head };
  }

  private entryOf(frame: Frame, head: LogHead, run: Run): JournalEntry | null {
    const bytes = encodeFrame(frame);
    const hash = nextHash(head.hash, bytes);
    const signed = batchSigningBytes({
      logId: head.logId,
      from: run.from,
      to: frame.seq,
      before: run.before,
      after: hash,
    });
    const signature = this.parts.sign(frame.actor, signed);
    if (signature === null) return null;
    return {
      seq: frame.seq,
      bytes,
      hash,
      proof: { officerId: run.officerId, from: run.from, before: run.before, signature: toBase64(signature) },
    };
  }
}

/** The mark speaks of this very history: its chain value is the log's own at that number. */
async function holds(log: JournalLog, covered: LogHead): Promise<boolean> {
  if (log.anchor?.seq === covered.seq) return log.anchor.hash === covered.hash;
  const [entry] = (await log.read(covered.seq, 1)).entries;
  return entry?.seq === covered.seq && entry.hash === covered.hash;
}

function isOlder(entry: JournalEntry, than: Instant): boolean {
  const frame = decodeFrame(entry.bytes);
  return frame.ok && frame.value.claimedAt < than;
}

const endUnreadable: AppendOutcome = { kind: 'disk-error', code: 'LOG_END_UNREADABLE' };
