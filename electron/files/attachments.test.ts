import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { sha256Hex } from '../../shared/lib/sha256.ts';
import { FaultyDisk } from '../../test/support/faulty-disk.ts';
import { fixedCipher } from '../../test/support/journal-world.ts';
import { MemoryDisk } from '../../test/support/memory-disk.ts';
import { Attachments, MAX_FILE_BYTES } from './attachments.ts';

const cipher = fixedCipher();

function photo(size: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) & 255);
}

const ranged = {
  store: new Attachments(new MemoryDisk(), () => cipher),
  bytes: photo(2_500_000),
  sha256: sha256Hex(photo(2_500_000)),
};
beforeAll(async () => void (await ranged.store.stage(ranged.bytes)));

describe('attachments', () => {
  test('bytes of any size come back as they were staged', async () => {
    const store = new Attachments(new MemoryDisk(), () => cipher);
    for (const size of [0, 1, 1_048_575, 1_048_576, 1_048_577, 2_500_000]) {
      const bytes = photo(size);
      const sha256 = sha256Hex(bytes);
      expect(await store.stage(bytes)).toEqual({ kind: 'staged', sha256, sizeBytes: size });
      expect(await store.read(sha256)).toEqual({ kind: 'bytes', bytes });
    }
  });

  test('a file above the limit is refused and leaves nothing behind', async () => {
    const disk = new MemoryDisk();
    const outcome = await new Attachments(disk, () => cipher).stage(new Uint8Array(MAX_FILE_BYTES + 1));
    expect(outcome).toEqual({ kind: 'file-too-large', maxBytes: MAX_FILE_BYTES });
    expect(disk.files.size).toBe(0);
  });

  test('bytes that were never staged are not here', async () => {
    expect(await new Attachments(new MemoryDisk(), () => cipher).read(sha256Hex('x'))).toEqual({
      kind: 'not-here',
    });
  });

  test('while locked nothing is stored or read', async () => {
    const store = new Attachments(new MemoryDisk(), () => null);
    expect(await store.stage(photo(10))).toEqual({ kind: 'locked' });
    expect(await store.read(sha256Hex(photo(10)))).toEqual({ kind: 'locked' });
  });

  test('a full disk is told, and nothing half written stays', async () => {
    const inner = new MemoryDisk();
    const disk = new FaultyDisk(inner);
    const store = new Attachments(disk, () => cipher);
    disk.breakStep('write', 'ENOSPC');
    expect(await store.stage(photo(5000))).toEqual({ kind: 'disk-full' });
    expect(inner.files.size).toBe(0);
    disk.mend();
    expect(await store.stage(photo(5000))).toMatchObject({ kind: 'staged' });
  });

  test('any range comes back, read from the chunks it lies in alone', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(2_499_999), fc.integer({ min: 1, max: 1_200_000 }), async (start, length) => {
        const end = Math.min(start + length, ranged.bytes.length);
        expect(await ranged.store.readRange(ranged.sha256, start, end)).toEqual({
          kind: 'bytes',
          bytes: ranged.bytes.slice(start, end),
        });
      }),
      { numRuns: 30 },
    ));

  test('a file is checked without being read into memory, and removed for good', async () => {
    const disk = new MemoryDisk();
    const store = new Attachments(disk, () => cipher);
    const bytes = photo(1_500_000);
    const sha256 = sha256Hex(bytes);
    await store.stage(bytes);
    expect(await store.check(sha256)).toEqual({ kind: 'whole', sizeBytes: bytes.length });
    expect(await store.remove(sha256)).toEqual({ kind: 'removed' });
    expect(await store.remove(sha256)).toEqual({ kind: 'removed' });
    expect(await store.check(sha256)).toEqual({ kind: 'not-here' });
    expect(disk.files.size).toBe(0);
  });

  test('staging again replaces a damaged file', async () => {
    const disk = new MemoryDisk();
    const store = new Attachments(disk, () => cipher);
    const bytes = photo(5000);
    const sha256 = sha256Hex(bytes);
    await store.stage(bytes);
    const path = `files/${sha256}.jda`;
    disk.bytesOf(path).fill(0, 100, 110);
    expect(await store.read(sha256)).toEqual({ kind: 'damaged' });
    await store.stage(bytes);
    expect(await store.read(sha256)).toEqual({ kind: 'bytes', bytes });
  });
});

describe('a damaged attachment', () => {
  const bytes = photo(1_100_000);
  const sha256 = sha256Hex(bytes);
  const path = `files/${sha256}.jda`;
  const whole = new MemoryDisk();

  beforeAll(async () => {
    await new Attachments(whole, () => cipher).stage(bytes);
  });

  test('any changed byte is found', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(whole.bytesOf(path).length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const disk = whole.copy();
          const file = disk.bytesOf(path);
          file[at] = (file[at] ?? 0) ^ flip;
          expect(await new Attachments(disk, () => cipher).read(sha256)).toEqual({ kind: 'damaged' });
        },
      ),
      { numRuns: 60 },
    ));

  test('a cut file is found, wherever it was cut', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(whole.bytesOf(path).length - 1), async (length) => {
        const disk = whole.copy();
        disk.files.set(path, disk.bytesOf(path).slice(0, length));
        expect(await new Attachments(disk, () => cipher).read(sha256)).toEqual({ kind: 'damaged' });
      }),
      { numRuns: 60 },
    ));

  test('the bytes of another attachment under this name are found', async () => {
    const disk = whole.copy();
    const store = new Attachments(disk, () => cipher);
    const other = await store.stage(photo(1_100_001));
    if (other.kind !== 'staged') throw new Error(other.kind);
    disk.files.set(path, disk.bytesOf(`files/${other.sha256}.jda`));
    expect(await store.read(sha256)).toEqual({ kind: 'damaged' });
  });
});
