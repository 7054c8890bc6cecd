import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { toHex, type Hex } from '../../../shared/lib/bytes.ts';
import { syncFolder } from '../../store/sync-folder.ts';

export interface Hashed {
  readonly sizeBytes: number;
  readonly sha256: Hex;
}

/** Reads a file through. */
export async function hashFile(path: string): Promise<Hashed> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(part);
    sizeBytes += part.length;
  }
  return { sizeBytes, sha256: toHex(hash.digest()) };
}

/** Writes lines as one compressed file, flushed. Returns how many there were. */
export async function writeLines(path: string, lines: AsyncIterable<string>): Promise<number> {
  let count = 0;
  async function* counted(): AsyncGenerator<string> {
    for await (const line of lines) {
      count += 1;
      yield `${line}\n`;
    }
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await pipeline(
    Readable.from(counted()),
    createGzip({ level: 6 }),
    createWriteStream(path, { mode: 0o600, flush: true }),
  );
  await syncFolder(dirname(path));
  return count;
}

/** Copies a file with its time, whole or not at all: a copy that was cut off never has the name. */
export async function copyWhole(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const part = `${to}.part`;
  await pipeline(createReadStream(from), createWriteStream(part, { mode: 0o600, flush: true }));
  const { atime, mtime } = await stat(from);
  await utimes(part, atime, mtime);
  await rename(part, to);
  await syncFolder(dirname(to));
}

/** Writes small text, flushed, by rename. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const handle = await open(`${path}.part`, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.part`, path);
  await syncFolder(dirname(path));
}

/** Paths of all files below a folder, relative, with `/`, sorted; none when it does not exist. */
export async function filesBelow(
  folder: string,
  leaveOut: readonly string[] = [],
): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const paths: string[] = [];
  for (const entry of entries) {
    if (leaveOut.includes(entry.name)) continue;
    if (entry.isFile()) paths.push(entry.name);
    if (entry.isDirectory())
      paths.push(...(await filesBelow(join(folder, entry.name))).map((path) => `${entry.name}/${path}`));
  }
  return paths.sort();
}

// A time goes to the copy through seconds as a floating-point number and comes back a little off.
const TIME_TOLERANCE_MS = 2;

/** Whether the copy is the file as it is now, by size and time. */
export async function isSame(from: string, copy: string): Promise<boolean> {
  const [a, b] = await Promise.all([stat(from), stat(copy).catch(() => null)]);
  return b !== null && a.size === b.size && Math.abs(a.mtimeMs - b.mtimeMs) < TIME_TOLERANCE_MS;
}

export function removeTree(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true });
}
