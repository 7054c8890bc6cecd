import { expect, test } from 'vitest';
import type { RecordId } from '../../shared/lib/ids.ts';
import { fromHex } from '../../shared/lib/bytes.ts';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import { FaultyDisk } from '../../test/support/faulty-disk.ts';
import { MemoryDisk } from '../../test/support/memory-disk.ts';
import { deriveKey, open, seal } from '../keys/aead.ts';
import { nodeRandom } from '../keys/node-random.ts';
import type { Cipher } from './cipher.ts';
import type { Disk } from './disk.ts';
import { DrawSeeds } from './draw-seeds.ts';
import { smallFiles } from './small-files.ts';

const ID = '653100-20261125-7K3QZM' as RecordId;
const key = deriveKey(new Uint8Array(32), new Uint8Array(), 'test');
const cipher: Cipher = {
  seal: (plain, context) => seal(key, plain, context),
  open: (sealed, context) => open(key, sealed, context),
};

const seedsOn = (disk: Disk, current: Cipher | null = cipher): DrawSeeds =>
  new DrawSeeds({ files: smallFiles(disk), random: nodeRandom, cipher: () => current });

test('the seed survives a restart, its commitment is its hash, and nothing on the disk shows it', async () => {
  const disk = new MemoryDisk();
  const made = await seedsOn(disk).make(ID);
  const opened = await seedsOn(disk).open(ID, '482915');
  if (made.kind !== 'made' || opened.kind !== 'opened') throw new Error(`${made.kind} ${opened.kind}`);
  expect(sha256Hex(fromHex(opened.seed))).toBe(made.commit);
  for (const bytes of disk.files.values())
    expect(Buffer.from(bytes).toString('latin1')).not.toContain(opened.seed);
});

test('asked a second time it answers with the same commitment: nobody collects seeds', async () => {
  const seeds = seedsOn(new MemoryDisk());
  expect(await seeds.make(ID)).toEqual(await seeds.make(ID));
});

test('once opened with digits it opens with no others, also after a restart', async () => {
  const disk = new MemoryDisk();
  await seedsOn(disk).make(ID);
  expect(await seedsOn(disk).state(ID)).toEqual({ kind: 'here', digits: null });
  const first = await seedsOn(disk).open(ID, '482915');
  expect(await seedsOn(disk).open(ID, '482916')).toEqual({ kind: 'other-digits', digits: '482915' });
  expect(await seedsOn(disk).open(ID, '482915')).toEqual(first);
  expect(await seedsOn(disk).state(ID)).toEqual({ kind: 'here', digits: '482915' });
});

test('what is not here, damaged, locked or forgotten is said', async () => {
  const disk = new MemoryDisk();
  expect(await seedsOn(disk).open(ID, '482915')).toEqual({ kind: 'not-here' });
  expect(await seedsOn(disk, null).make(ID)).toEqual({ kind: 'locked' });
  await seedsOn(disk).make(ID);
  const [path = ''] = [...disk.files.keys()];
  disk.files.set(path, Uint8Array.of(1, 2, 3));
  expect(await seedsOn(disk).state(ID)).toEqual({ kind: 'damaged' });
  expect(await seedsOn(disk).forget(ID)).toEqual({ kind: 'forgotten' });
  expect(await seedsOn(disk).state(ID)).toEqual({ kind: 'not-here' });
});

test('a full disk makes no commitment', async () => {
  const disk = new FaultyDisk(new MemoryDisk());
  disk.breakStep('write', 'ENOSPC');
  expect(await seedsOn(disk).make(ID)).toEqual({ kind: 'disk-full' });
});
