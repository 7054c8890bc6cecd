import { crc32 } from 'node:zlib';
import type { Disk, DiskFile } from './disk.ts';
import { SEGMENT_HEADER } from './journal-record.ts';

/** A new segment begins once the last one has reached this size: small enough to read at once, few enough to list. */
export const SEGMENT_BYTES = 4 * 1024 * 1024;

interface OpenSegment {
  readonly number: number;
  readonly path: string;
  file: DiskFile;
  /** Bytes known to be on disk, and their checksum: what a failed write is undone to. */
  goodLength: number;
  goodSum: number;
}

class SegmentDamaged extends Error {
  readonly code = 'SEGMENT_DAMAGED';
}

/**
 * Appends bytes to the newest segment of one log and flushes them. Whatever fails, the file is put back to its last
 * flushed length, so that a later append works and no number is used up:
 *   ready ─append fails─► suspect ─reopened, compared with its checksum, cut, flushed─► ready
 */
export class SegmentWriter {
  private readonly disk: Disk;
  private readonly folder: string;
  private current: OpenSegment | null = null;
  private isSuspect = false;

  private readonly segmentBytes: number;

  constructor(disk: Disk, folder: string, segmentBytes: number) {
    this.disk = disk;
    this.folder = folder;
    this.segmentBytes = segmentBytes;
  }

  /** Takes up the last segment of an earlier run; `bytes` are all it holds. */
  async resume(number: number, bytes: Uint8Array): Promise<void> {
    const path = segmentPath(this.folder, number);
    this.current = {
      number,
      path,
      file: await this.disk.open(path, 'existing'),
      goodLength: bytes.length,
      goodSum: crc32(bytes),
    };
  }

  /** Where the bytes begin. Throws the disk's error; then nothing of `bytes` stays. */
  async append(bytes: Uint8Array): Promise<{ segment: number; offset: number }> {
    if (this.isSuspect) await this.repair();
    const segment = await this.segmentWithRoom();
    const offset = segment.goodLength;
    try {
      await segment.file.write(offset, bytes);
      await segment.file.sync();
    } catch (error) {
      this.isSuspect = true;
      // When this fails too, the segment stays suspect and the next append tries again before it writes.
      await this.repair().catch(() => undefined);
      throw error;
    }
    segment.goodLength += bytes.length;
    segment.goodSum = crc32(bytes, segment.goodSum);
    return { segment: segment.number, offset };
  }

  async close(): Promise<void> {
    const { current } = this;
    this.current = null;
    await current?.file.close();
  }

  private async segmentWithRoom(): Promise<OpenSegment> {
    if (this.current !== null && this.current.goodLength < this.segmentBytes) return this.current;
    const made = await this.create((this.current?.number ?? 0) + 1);
    const full = this.current;
    this.current = made;
    await full?.file.close();
    return made;
  }

  private async create(number: number): Promise<OpenSegment> {
    const path = segmentPath(this.folder, number);
    await this.disk.makeFolder(this.folder);
    // Left over from a failed try: it cannot hold an act, since its number was never used.
    await this.disk.remove(path);
    const file = await this.disk.open(path, 'create');
    try {
      await file.write(0, SEGMENT_HEADER);
      await file.sync();
      await this.disk.syncFolder(this.folder);
    } catch (error) {
      await file.close().catch(() => undefined);
      await this.disk.remove(path).catch(() => undefined);
      throw error;
    }
    return { number, path, file, goodLength: SEGMENT_HEADER.length, goodSum: crc32(SEGMENT_HEADER) };
  }

  /**
   * After a failed flush the kernel may have dropped what it could not write and call the file clean, so nothing cached
   * is believed: the file is opened anew and its good part compared before the rest is cut off.
   */
  private async repair(): Promise<void> {
    const segment = this.current;
    if (segment === null) return;
    await segment.file.close().catch(() => undefined);
    segment.file = await this.disk.open(segment.path, 'existing');
    const good = await segment.file.read(0, segment.goodLength);
    if (good.length !== segment.goodLength || crc32(good) !== segment.goodSum)
      throw new SegmentDamaged(segment.path);
    await segment.file.truncate(segment.goodLength);
    await segment.file.sync();
    this.isSuspect = false;
  }
}

export function segmentPath(folder: string, number: number): string {
  return `${folder}/${String(number).padStart(6, '0')}.jnl`;
}

/** Numbers of the segments among the names in a log's folder, ascending. */
export function segmentNumbers(names: readonly string[]): number[] {
  return names
    .flatMap((name) => (/^\d{6}\.jnl$/.test(name) ? [Number.parseInt(name, 10)] : []))
    .sort((a, b) => a - b);
}
