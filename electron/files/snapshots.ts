import { z } from 'zod';
import { fromUtf8, utf8 } from '../../shared/lib/bytes.ts';
import { newUlid } from '../../shared/lib/ids.ts';
import type { Clock, Random } from '../../shared/lib/ports.ts';
import type { DiskFailure } from '../../shared/ipc/contract.ts';
import type { Cipher } from './cipher.ts';
import type { Disk } from './disk.ts';
import { orDiskFailure } from './disk-failure.ts';
import { writeWhole } from './small-files.ts';

// snapshots/<id>/000000.chunk … and `committed`, each sealed. A snapshot without `committed` never happened.
// begin ─► append* ─► commit: `committed` names how many chunks belong to it and its place in the order of commits.

const KEPT = 2;
const Committed = z.strictObject({
  order: z.int().min(1),
  chunks: z.int().min(0),
  sizeBytes: z.int().min(0),
});
type Committed = z.infer<typeof Committed>;

export interface SnapshotLine {
  readonly snapshotId: string;
  readonly chunks: number;
  readonly sizeBytes: number;
}
type Written = { kind: 'written' } | { kind: 'locked' } | DiskFailure;

/** Copies of the whole local state, to come back from offline when IndexedDB is lost (design.md section 1). */
export class Snapshots {
  private readonly disk: Disk;
  private readonly cipher: () => Cipher | null;
  private readonly clock: Clock;
  private readonly random: Random;
  private readonly growing = new Map<string, { chunks: number; sizeBytes: number }>();

  constructor(parts: { disk: Disk; cipher: () => Cipher | null; clock: Clock; random: Random }) {
    this.disk = parts.disk;
    this.cipher = parts.cipher;
    this.clock = parts.clock;
    this.random = parts.random;
  }

  /** Begins a snapshot and removes what an earlier one left unfinished. */
  async begin(): Promise<{ kind: 'begun'; snapshotId: string } | { kind: 'locked' } | DiskFailure> {
    const cipher = this.cipher();
    if (cipher === null) return { kind: 'locked' };
    return orDiskFailure(async () => {
      for (const id of this.growing.keys()) await this.disk.remove(folderOf(id));
      this.growing.clear();
      const snapshotId = newUlid(this.clock, this.random);
      await this.disk.makeFolder(folderOf(snapshotId));
      this.growing.set(snapshotId, { chunks: 0, sizeBytes: 0 });
      return { kind: 'begun', snapshotId };
    });
  }

  /** Adds the next chunk, flushed. A snapshot that was not begun in this run is a mistake of the caller. */
  async append(snapshotId: string, chunk: Uint8Array): Promise<Written> {
    const cipher = this.cipher();
    if (cipher === null) return { kind: 'locked' };
    const state = this.stateOf(snapshotId);
    return orDiskFailure(async () => {
      await writeWhole(
        this.disk,
        chunkPath(snapshotId, state.chunks),
        cipher.seal(chunk, chunkContext(snapshotId, state.chunks)),
      );
      this.growing.set(snapshotId, { chunks: state.chunks + 1, sizeBytes: state.sizeBytes + chunk.length });
      return { kind: 'written' };
    });
  }

  /** Makes it the newest and removes all but the two newest. */
  async commit(snapshotId: string): Promise<Written> {
    const cipher = this.cipher();
    if (cipher === null) return { kind: 'locked' };
    const state = this.stateOf(snapshotId);
    return orDiskFailure(async () => {
      const before = await this.committed(cipher);
      const marker: Committed = { ...state, order: (before[0]?.order ?? 0) + 1 };
      await writeWhole(
        this.disk,
        markerPath(snapshotId),
        cipher.seal(utf8(JSON.stringify(marker)), markerContext(snapshotId)),
      );
      this.growing.delete(snapshotId);
      const kept = new Set([snapshotId, ...before.slice(0, KEPT - 1).map((line) => line.snapshotId)]);
      for (const id of await this.disk.list('snapshots'))
        if (!kept.has(id)) await this.disk.remove(folderOf(id));
      await this.disk.syncFolder('snapshots');
      return { kind: 'written' };
    });
  }

  /** Committed snapshots, newest first; none while locked. */
  async list(): Promise<SnapshotLine[]> {
    const cipher = this.cipher();
    if (cipher === null) return [];
    const committed = await this.committed(cipher);
    return committed.map(({ snapshotId, chunks, sizeBytes }) => ({ snapshotId, chunks, sizeBytes }));
  }

  /** Null while locked, past the last chunk, and when the chunk is damaged. */
  async read(snapshotId: string, chunk: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const cipher = this.cipher();
    const sealed =
      cipher === null ? null : await this.disk.read(chunkPath(snapshotId, chunk)).catch(() => null);
    return cipher === null || sealed === null ? null : cipher.open(sealed, chunkContext(snapshotId, chunk));
  }

  private stateOf(snapshotId: string): { chunks: number; sizeBytes: number } {
    const state = this.growing.get(snapshotId);
    if (state === undefined) throw new Error('snapshot was not begun');
    return state;
  }

  private async committed(cipher: Cipher): Promise<(SnapshotLine & Committed)[]> {
    const lines: (SnapshotLine & Committed)[] = [];
    for (const snapshotId of await this.disk.list('snapshots')) {
      const sealed = await this.disk.read(markerPath(snapshotId)).catch(() => null);
      const plain = sealed === null ? null : cipher.open(sealed, markerContext(snapshotId));
      if (plain !== null) lines.push({ snapshotId, ...Committed.parse(JSON.parse(fromUtf8(plain))) });
    }
    // By order of commit, not by id: ids follow a clock that may have been set back.
    return lines.sort((a, b) => b.order - a.order);
  }
}

function folderOf(snapshotId: string): string {
  return `snapshots/${snapshotId}`;
}

function chunkPath(snapshotId: string, index: number): string {
  return `${folderOf(snapshotId)}/${String(index).padStart(6, '0')}.chunk`;
}

function markerPath(snapshotId: string): string {
  return `${folderOf(snapshotId)}/committed`;
}

function chunkContext(snapshotId: string, index: number): string {
  return `jd-snapshot|${snapshotId}|${index}`;
}

function markerContext(snapshotId: string): string {
  return `jd-snapshot|${snapshotId}|committed`;
}
