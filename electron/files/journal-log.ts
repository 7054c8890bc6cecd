import { concat } from '../../shared/lib/bytes.ts';
import type { Clock } from '../../shared/lib/ports.ts';
import type { LogId } from '../../shared/lib/ids.ts';
import type { JournalEntry, JournalProblem, LogHead } from '../../shared/ipc/contract.ts';
import type { Cipher } from './cipher.ts';
import type { Disk } from './disk.ts';
import { readAnchor, writeAnchor } from './journal-anchor.ts';
import { encodeRecord, openRecord, RECORD_HEADER_BYTES, SEGMENT_HEADER } from './journal-record.ts';
import { LogReplay, type Place, type Replayed, type Segment } from './journal-replay.ts';
import { segmentNumbers, segmentPath, SegmentWriter } from './segment-writer.ts';

/** One log on disk: what it holds, and appending to it. Opened for one session, closed when it is locked. */
export class JournalLog {
  readonly problems: readonly JournalProblem[];
  readonly isEndUnreadable: boolean;
  private readonly disk: Disk;
  private readonly folder: string;
  private readonly cipher: Cipher;
  private readonly writer: SegmentWriter;
  private readonly places: Map<number, Place>;
  private lastEntry: LogHead;
  private trimmedTo: LogHead | null;

  private constructor(
    disk: Disk,
    folder: string,
    cipher: Cipher,
    writer: SegmentWriter,
    replayed: Replayed,
    anchor: LogHead | null,
  ) {
    this.trimmedTo = anchor;
    this.disk = disk;
    this.folder = folder;
    this.cipher = cipher;
    this.writer = writer;
    this.problems = replayed.problems;
    this.isEndUnreadable = replayed.isEndUnreadable;
    this.places = new Map(replayed.places);
    this.lastEntry = replayed.head;
  }

  /** Replays the log. A write cut off by a crash is copied beside as `<segment>.torn-<time>` and taken off the end. */
  static async open(
    disk: Disk,
    logId: LogId,
    cipher: Cipher,
    clock: Clock,
    segmentBytes: number,
  ): Promise<JournalLog> {
    const folder = `journal/${logId}`;
    const anchor = await readAnchor(disk, logId, cipher);
    const replay = new LogReplay(logId, cipher, anchor);
    const numbers = segmentNumbers(await disk.list(folder));
    let last: Segment | null = null;
    for (const number of numbers) {
      last = { number, bytes: (await disk.read(segmentPath(folder, number))) ?? new Uint8Array() };
      replay.take(last, number === numbers.at(-1));
    }
    const replayed = replay.finish();
    const writer = new SegmentWriter(disk, folder, segmentBytes);
    if (last !== null) await takeUp(disk, folder, writer, last, replayed.torn, clock);
    return new JournalLog(disk, folder, cipher, writer, replayed, anchor);
  }

  get head(): LogHead {
    return this.lastEntry;
  }

  /** Appends and flushes entries that follow the head without a gap. Throws the disk's error; then none of them is there. */
  async append(entries: readonly JournalEntry[]): Promise<void> {
    const records = entries.map((entry) => encodeRecord(this.lastEntry.logId, entry, this.cipher));
    const start = await this.writer.append(concat(...records));
    let { offset } = start;
    entries.forEach((entry, i) => {
      const length = records[i]?.length ?? 0;
      this.places.set(entry.seq, { segment: start.segment, offset, length });
      offset += length;
      this.lastEntry = { logId: this.lastEntry.logId, seq: entry.seq, hash: entry.hash };
    });
  }

  /** Readable entries from `fromSeq` on, at most `maxEntries`; `more` when later ones exist. */
  async read(fromSeq: number, maxEntries: number): Promise<{ entries: JournalEntry[]; more: boolean }> {
    const wanted: (readonly [number, Place])[] = [];
    let seq = fromSeq;
    for (; seq <= this.lastEntry.seq && wanted.length < maxEntries; seq++) {
      const place = this.places.get(seq);
      if (place !== undefined) wanted.push([seq, place]);
    }
    const segments = new Map<number, Uint8Array>();
    const entries: JournalEntry[] = [];
    for (const [number, place] of wanted) {
      const bytes =
        segments.get(place.segment) ?? (await this.disk.read(segmentPath(this.folder, place.segment)));
      if (bytes === null) continue;
      segments.set(place.segment, bytes);
      const sealed = bytes.subarray(place.offset + RECORD_HEADER_BYTES, place.offset + place.length);
      const entry = openRecord(this.lastEntry.logId, number, sealed, this.cipher);
      if (entry !== null) entries.push(entry);
    }
    return { entries, more: seq <= this.lastEntry.seq };
  }

  /** The last act that was given up; null when none was. */
  get anchor(): LogHead | null {
    return this.trimmedTo;
  }

  /**
   * Gives up whole segments whose acts all lie at or below `upTo` and that `mayGo`, oldest first; never the last one, which
   * takes new acts. The anchor is on the disk before anything goes: cut off anywhere, the log opens whole.
   */
  async trim(upTo: number, mayGo: (entry: JournalEntry) => boolean): Promise<number> {
    // A log with damage is left as it is for whoever looks into it.
    if (this.isEndUnreadable || this.problems.some((problem) => problem.kind === 'unreadable')) return 0;
    const going = await this.trimmable(upTo, mayGo);
    const last = going.at(-1);
    if (last === undefined) return 0;
    const anchor = { logId: this.lastEntry.logId, seq: last.seq, hash: last.hash };
    await writeAnchor(this.disk, anchor, this.cipher);
    this.trimmedTo = anchor;
    for (const [seq] of [...this.places]) if (seq <= last.seq) this.places.delete(seq);
    for (const { segment } of going) await this.disk.remove(segmentPath(this.folder, segment));
    await this.disk.syncFolder(this.folder);
    return going.length;
  }

  private async trimmable(
    upTo: number,
    mayGo: (entry: JournalEntry) => boolean,
  ): Promise<readonly { readonly segment: number; readonly seq: number; readonly hash: LogHead['hash'] }[]> {
    const lastOf = new Map<number, number>();
    for (const [seq, { segment }] of this.places)
      lastOf.set(segment, Math.max(lastOf.get(segment) ?? 0, seq));
    const newest = Math.max(...segmentNumbers(await this.disk.list(this.folder)));
    const going: { segment: number; seq: number; hash: LogHead['hash'] }[] = [];
    for (const [segment, seq] of [...lastOf].sort(([a], [b]) => a - b)) {
      if (segment >= newest || seq > upTo) break;
      const [entry] = (await this.read(seq, 1)).entries;
      if (entry === undefined || !mayGo(entry)) break;
      going.push({ segment, seq, hash: entry.hash });
    }
    return going;
  }

  close(): Promise<void> {
    return this.writer.close();
  }
}

/** Makes the last segment ready for appending: cuts a torn end off, keeps what was cut. */
async function takeUp(
  disk: Disk,
  folder: string,
  writer: SegmentWriter,
  last: Segment,
  torn: Place | null,
  clock: Clock,
): Promise<void> {
  const goodLength = torn?.segment === last.number ? torn.offset : last.bytes.length;
  if (goodLength < SEGMENT_HEADER.length) {
    // The crash came while the segment was being made: without its header it holds nothing; it is made again.
    await disk.remove(segmentPath(folder, last.number));
    const before = segmentNumbers(await disk.list(folder)).at(-1);
    const bytes = before === undefined ? null : await disk.read(segmentPath(folder, before));
    if (before !== undefined && bytes !== null) await writer.resume(before, bytes);
    return;
  }
  if (torn !== null) await cutTornEnd(disk, folder, last, goodLength, clock);
  await writer.resume(last.number, last.bytes.subarray(0, goodLength));
}

async function cutTornEnd(
  disk: Disk,
  folder: string,
  last: Segment,
  goodLength: number,
  clock: Clock,
): Promise<void> {
  const path = segmentPath(folder, last.number);
  // The cut bytes were never shown as saved: keeping them helps an examiner, but a full disk must not stop the start.
  await keepAside(
    disk,
    `${path.replace(/\.jnl$/, '')}.torn-${clock.now().replace(/\D/g, '')}`,
    last.bytes.subarray(goodLength),
  ).catch(() => undefined);
  const file = await disk.open(path, 'existing');
  try {
    await file.truncate(goodLength);
    await file.sync();
  } finally {
    await file.close();
  }
  await disk.syncFolder(folder);
}

async function keepAside(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  const aside = await disk.open(path, 'create');
  try {
    await aside.write(0, bytes);
    await aside.sync();
  } finally {
    await aside.close();
  }
}
