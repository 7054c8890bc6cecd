import { describe, expect, test } from 'vitest';
import { instantOf } from '../../shared/lib/dates.ts';
import type { Disk } from './disk.ts';
import { FaultyDisk } from '../../test/support/faulty-disk.ts';
import { fixedCipher } from '../../test/support/journal-world.ts';
import { MemoryDisk } from '../../test/support/memory-disk.ts';
import { nodeRandom } from '../keys/node-random.ts';
import { Snapshots } from './snapshots.ts';

function snapshotsOn(disk: Disk, options: { atMs?: () => number; isLocked?: boolean } = {}): Snapshots {
  const cipher = fixedCipher();
  const now = options.atMs ?? (() => Date.UTC(2026, 8, 28));
  return new Snapshots({
    disk,
    cipher: () => (options.isLocked ? null : cipher),
    clock: { now: () => instantOf(now()) },
    random: nodeRandom,
  });
}

async function take(snapshots: Snapshots, ...chunks: readonly string[]): Promise<string> {
  const begun = await snapshots.begin();
  if (begun.kind !== 'begun') throw new Error(begun.kind);
  for (const chunk of chunks)
    expect(await snapshots.append(begun.snapshotId, Buffer.from(chunk))).toEqual({ kind: 'written' });
  expect(await snapshots.commit(begun.snapshotId)).toEqual({ kind: 'written' });
  return begun.snapshotId;
}

async function textOf(snapshots: Snapshots, id: string, chunk: number): Promise<string | null> {
  const bytes = await snapshots.read(id, chunk);
  return bytes && Buffer.from(bytes).toString();
}

describe('snapshots', () => {
  test('a committed snapshot is listed and read back by the next start', async () => {
    const disk = new MemoryDisk();
    const id = await take(snapshotsOn(disk), 'one', 'three');
    const later = snapshotsOn(disk);
    expect(await later.list()).toEqual([{ snapshotId: id, chunks: 2, sizeBytes: 8 }]);
    expect([await textOf(later, id, 0), await textOf(later, id, 1), await textOf(later, id, 2)]).toEqual([
      'one',
      'three',
      null,
    ]);
  });

  test('a snapshot that was not committed never happened, and its rest is removed with the next commit', async () => {
    const disk = new MemoryDisk();
    const snapshots = snapshotsOn(disk);
    const begun = await snapshots.begin();
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    await snapshots.append(begun.snapshotId, Buffer.from('half'));
    const restarted = snapshotsOn(disk);
    expect(await restarted.list()).toEqual([]);
    const id = await take(restarted, 'whole');
    expect(new Set([...disk.files.keys()].map((path) => path.split('/')[1]))).toEqual(new Set([id]));
  });

  test('the two committed last are kept, also when the clock was set back between them', async () => {
    const disk = new MemoryDisk();
    let atMs = Date.UTC(2030, 0, 1);
    const snapshots = snapshotsOn(disk, { atMs: () => atMs });
    await take(snapshots, 'a');
    atMs = Date.UTC(2020, 0, 1);
    const second = await take(snapshots, 'b');
    atMs = Date.UTC(2019, 0, 1);
    const third = await take(snapshots, 'c');
    expect((await snapshots.list()).map(({ snapshotId }) => snapshotId)).toEqual([third, second]);
  });

  test('a damaged chunk reads as none, a damaged commit mark as no snapshot', async () => {
    const disk = new MemoryDisk();
    const snapshots = snapshotsOn(disk);
    const id = await take(snapshots, 'one', 'two');
    disk.bytesOf(`snapshots/${id}/000001.chunk`)[15]! ^= 1;
    expect([await textOf(snapshots, id, 0), await textOf(snapshots, id, 1)]).toEqual(['one', null]);
    disk.bytesOf(`snapshots/${id}/committed`)[15]! ^= 1;
    expect(await snapshots.list()).toEqual([]);
  });

  test('a full disk is told and the earlier snapshot stays', async () => {
    const disk = new FaultyDisk(new MemoryDisk());
    const snapshots = snapshotsOn(disk);
    const kept = await take(snapshots, 'kept');
    const begun = await snapshots.begin();
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    disk.breakStep('write', 'ENOSPC');
    expect(await snapshots.append(begun.snapshotId, Buffer.from('x'))).toEqual({ kind: 'disk-full' });
    disk.mend();
    expect((await snapshots.list()).map(({ snapshotId }) => snapshotId)).toEqual([kept]);
  });

  test('while locked nothing is taken, listed or read', async () => {
    const disk = new MemoryDisk();
    const id = await take(snapshotsOn(disk), 'one');
    const locked = snapshotsOn(disk, { isLocked: true });
    expect(await locked.begin()).toEqual({ kind: 'locked' });
    expect(await locked.list()).toEqual([]);
    expect(await locked.read(id, 0)).toBeNull();
  });
});
