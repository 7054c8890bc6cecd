import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AttachmentFiles } from '../../server/features/attachments/attachment-files.ts';
import type { ContentPlace } from '../../server/features/attachments/sealed-file.ts';
import type { Hex } from '../../shared/lib/bytes.ts';
import { sha256Hex } from '../../shared/lib/sha256.ts';

export interface FilesUnderTest {
  /** A new reader and writer of the same storage, as another server process has it. */
  open(): AttachmentFiles;
  /** Every stored byte sequence, as whoever runs the storage sees it. */
  stored(): Promise<readonly Uint8Array[]>;
  /** Alters one stored byte of the only file. */
  damage(): Promise<void>;
}

/** What every adapter of the port must hold (server/features/attachments/attachment-files.ts). */
export function attachmentFilesSuite(name: string, fresh: () => Promise<FilesUnderTest>): void {
  describe(`attachment files (${name})`, () => {
    test.each([1, 65_535, 65_536, 65_537, 200_001])(
      '%i bytes come back as they were written',
      async (size) => {
        const files = (await fresh()).open();
        const bytes = randomBytes(size);
        const place = placeOf(bytes);
        expect(await files.has(place)).toBe(false);
        const draft = await files.write(place, inParts(bytes, 7000));
        expect([draft.sha256, draft.sizeBytes, await files.has(place)]).toEqual([place.sha256, size, false]);
        await draft.keep();
        expect(await files.has(place)).toBe(true);
        expect((await whole(files, place)).equals(bytes)).toBe(true);
        files.close();
      },
    );

    test('what one process kept the other serves, and keeping it again changes nothing', async () => {
      const storage = await fresh();
      const [one, other] = [storage.open(), storage.open()];
      const bytes = randomBytes(100_000);
      const place = placeOf(bytes);
      for (const files of [one, other]) await (await files.write(place, inParts(bytes, 64_000))).keep();
      expect((await whole(other, place)).equals(bytes)).toBe(true);
      expect((await storage.stored()).length).toBe(1);
      one.close();
      other.close();
    });

    test('a discarded draft leaves nothing, and other bytes than announced are told', async () => {
      const storage = await fresh();
      const files = storage.open();
      const place = placeOf(randomBytes(10));
      const draft = await files.write(place, inParts(randomBytes(500), 100));
      expect(draft.sha256).not.toBe(place.sha256);
      await draft.discard();
      expect([await files.has(place), await storage.stored()]).toEqual([false, []]);
      files.close();
    });

    test('the storage sees neither bytes nor hash, and one prefecture is not another', async () => {
      const storage = await fresh();
      const files = storage.open();
      const bytes = Buffer.concat([Buffer.from('PLANTED-PHRASE'.repeat(30)), randomBytes(5000)]);
      const place = placeOf(bytes);
      await (await files.write(place, inParts(bytes, 1000))).keep();
      for (const file of await storage.stored())
        expect(Buffer.from(file).includes('PLANTED-PHRASE')).toBe(false);
      expect(await files.has({ ...place, prefecture: '653200' })).toBe(false);
      files.close();
    });

    test('an altered byte is found, and keeping the right bytes again mends it', async () => {
      const storage = await fresh();
      const files = storage.open();
      const bytes = randomBytes(150_000);
      const place = placeOf(bytes);
      await (await files.write(place, inParts(bytes, 50_000))).keep();
      await storage.damage();
      await expect(whole(files, place)).rejects.toThrow('does not open');
      await (await files.write(place, inParts(bytes, 50_000))).keep();
      expect((await whole(files, place)).equals(bytes)).toBe(true);
      files.close();
    });
  });
}

function placeOf(bytes: Uint8Array): ContentPlace {
  return { prefecture: '653100', sha256: sha256Hex(bytes) as Hex };
}

async function* inParts(bytes: Uint8Array, partBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes);
}

async function whole(files: AttachmentFiles, place: ContentPlace): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of files.read(place)) parts.push(part);
  return Buffer.concat(parts);
}
