import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderFiles } from '../../server/features/attachments/attachment-files.ts';
import { s3Files, type S3Place } from '../../server/features/attachments/s3-files.ts';
import { attachmentFilesSuite, type FilesUnderTest } from '../support/attachment-files-suite.ts';
import { startS3, type TestS3 } from '../support/s3-server.ts';

const folders: string[] = [];
let s3: TestS3 | null = null;

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jd-files-'));
  folders.push(folder);
  return folder;
}

beforeAll(async () => {
  s3 = await startS3();
});
afterAll(async () => {
  await s3?.stop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

attachmentFilesSuite('folder', async (): Promise<FilesUnderTest> => {
  const [folder, key] = [await newFolder(), new Uint8Array(randomBytes(32))];
  return {
    open: () => folderFiles(folder, key),
    stored: () => contents(join(folder, 'attachments')),
    damage: () => damageOne(join(folder, 'attachments')),
  };
});

attachmentFilesSuite('S3', async (): Promise<FilesUnderTest> => {
  const key = new Uint8Array(randomBytes(32));
  const place = await newPlace();
  const root = join(running().folder, place.bucket, place.prefix);
  const disks = [await newFolder(), await newFolder()];
  let opened = 0;
  return {
    // Every process has a disk of its own.
    open: () => s3Files(disks[opened++ % 2] ?? '', key, place),
    stored: () => contents(root),
    damage: () => damageOne(root),
  };
});

test('a storage that does not answer is a failure, never a missing picture', async () => {
  const files = s3Files(await newFolder(), new Uint8Array(32), {
    ...running().place,
    endpoint: 'http://127.0.0.1:1',
  });
  await expect(files.has({ prefecture: '653100', sha256: 'a'.repeat(64) as never })).rejects.toThrow();
  files.close();
});

function running(): TestS3 {
  if (!s3) throw new Error('S3 has not started');
  return s3;
}

async function newPlace(): Promise<S3Place> {
  return { ...running().place, prefix: `${randomBytes(4).toString('hex')}/` };
}

async function objects(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter(
      (entry) =>
        entry.isFile() && (entry.name.endsWith('.jda') || entry.name.endsWith('.jda._S3rver_object')),
    )
    .map((entry) => join(entry.parentPath, entry.name));
}

async function contents(root: string): Promise<readonly Uint8Array[]> {
  return Promise.all((await objects(root)).map((path) => readFile(path)));
}

async function damageOne(root: string): Promise<void> {
  const [path] = await objects(root);
  if (path === undefined) throw new Error('nothing is stored');
  const bytes = await readFile(path);
  bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
  await writeFile(path, bytes);
}
