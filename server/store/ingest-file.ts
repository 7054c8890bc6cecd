import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open, readdir, readFile, rename, stat, unlink, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { concat } from '../../shared/lib/bytes.ts';
import type { JsonValue } from '../../shared/lib/json.ts';
import { syncFolder } from './sync-folder.ts';
import {
  decodeEntries,
  encodeEntry,
  parsePosition,
  positionText,
  type IngestEntry,
  type IngestPosition,
} from './ingest-format.ts';

// Life of an entry: appended and fdatasynced → committed by the database → settled. What is not settled when the server
// starts is given to the database again (docs/decisions/0004-server-storage.md).

const ROTATE_BYTES = 64 * 1024 * 1024;
const NAME = /^(\d{8})\.log$/;

export interface IngestFile {
  /** Tells this folder's marks in the database from those of another server process on the same database. */
  readonly id: string;
  /** Returns once the entry is on the disk. Throws what the disk says; nothing may be promised then. */
  append(header: JsonValue, bytes: Uint8Array): Promise<IngestPosition>;
  /** The database has committed the entry. */
  settle(position: IngestPosition): void;
  /** Ends the current file, so that everything written until now can be given up once it is backed up. */
  rotate(): Promise<void>;
  /** Everything before this position is settled. */
  settledUpTo(): string;
  close(): Promise<void>;
}

interface Waiting {
  readonly chunk: Uint8Array;
  readonly tracked: boolean;
  readonly placed: (position: IngestPosition) => void;
  readonly failed: (problem: unknown) => void;
}

/** Starts a new file after the newest one: an old one may end in a torn entry and is never appended to. */
export async function openIngest(folder: string): Promise<IngestFile> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await removeEmptyFiles(folder);
  let file = ((await ingestFiles(folder)).at(-1) ?? 0) + 1;
  let handle = await create(folder, file);
  let size = 0;
  let torn = false;
  let waiting: Waiting[] = [];
  let draining: Promise<void> = Promise.resolve();
  const unsettled = new Map<string, IngestPosition>();

  async function rotate(): Promise<void> {
    await handle.close();
    file += 1;
    handle = await create(folder, file);
    size = 0;
    torn = false;
  }

  // Entries that arrived together share one flush.
  async function drain(): Promise<void> {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    try {
      if (torn || size > ROTATE_BYTES) await rotate();
      const start = size;
      const whole = concat(...group.map((entry) => entry.chunk));
      torn = true;
      await handle.writeFile(whole);
      await handle.datasync();
      torn = false;
      size += whole.length;
      let offset = start;
      for (const entry of group) {
        const position = { file, offset };
        if (entry.tracked) unsettled.set(positionText(position), position);
        entry.placed(position);
        offset += entry.chunk.length;
      }
    } catch (problem) {
      for (const entry of group) entry.failed(problem);
    }
  }

  function enqueue(header: JsonValue, bytes: Uint8Array, tracked: boolean): Promise<IngestPosition> {
    return new Promise((placed, failed) => {
      waiting.push({ chunk: encodeEntry(header, bytes), tracked, placed, failed });
      draining = draining.then(drain);
    });
  }

  return {
    id: folderId(folder),
    append: (header, bytes) => enqueue(header, bytes, true),
    settle: (position) => {
      unsettled.delete(positionText(position));
      // A lost mark only means that a harmless repeat is taken for a loss (see `recover`).
      enqueue({ kind: 'settled', position: positionText(position) }, new Uint8Array(), false).catch(
        () => undefined,
      );
    },
    rotate: () => {
      const done = draining.then(async () => {
        if (size === 0) return;
        torn = true;
        await rotate();
      });
      draining = done.catch(() => undefined);
      return done;
    },
    settledUpTo: () => {
      const earliest = [...unsettled.values()].sort((a, b) => a.file - b.file || a.offset - b.offset)[0];
      return positionText(earliest ?? { file, offset: size });
    },
    close: async () => {
      await draining;
      await handle.close();
    },
  };
}

/** Every entry from `from` on, oldest first. `damaged` counts files that end in a cut or altered entry. */
export async function readIngest(
  folder: string,
  from: IngestPosition,
): Promise<{ readonly entries: readonly IngestEntry[]; readonly damaged: number }> {
  const entries: IngestEntry[] = [];
  let damaged = 0;
  for (const file of await ingestFiles(folder)) {
    if (file < from.file) continue;
    const part = decodeEntries(
      await readFile(join(folder, nameOf(file))),
      file,
      file === from.file ? from.offset : 0,
    );
    entries.push(...part.entries);
    if (!part.intact) damaged += 1;
  }
  return { entries, damaged };
}

const CUT = 'cut';

/** Up to where the files of a folder were given up for a verified backup; null when none ever was. */
export async function readCut(folder: string): Promise<IngestPosition | null> {
  const text = await readFile(join(folder, CUT), 'utf8').catch((problem: NodeJS.ErrnoException) => {
    if (problem.code === 'ENOENT') return null;
    throw problem;
  });
  return text === null ? null : parsePosition(text);
}

/**
 * Gives up whole files before a position that a verified backup covers; the file that holds it stays. What was cut is written
 * down first, so that a database older than it is noticed instead of being taken for a whole one. Returns how many went.
 */
export async function cutIngest(folder: string, before: IngestPosition): Promise<number> {
  const old = (await ingestFiles(folder)).filter((file) => file < before.file);
  const [first] = old;
  if (first === undefined) return 0;
  const path = join(folder, CUT);
  await writeFile(`${path}.new`, positionText({ file: before.file, offset: 0 }), {
    mode: 0o600,
    flush: true,
  });
  await rename(`${path}.new`, path);
  await syncFolder(folder);
  for (const file of old) await unlink(join(folder, nameOf(file)));
  await syncFolder(folder);
  return old.length;
}

/** Bytes that all files of a folder take. */
export async function ingestBytes(folder: string): Promise<number> {
  let sum = 0;
  for (const file of await ingestFiles(folder)) sum += (await stat(join(folder, nameOf(file)))).size;
  return sum;
}

async function create(folder: string, file: number): Promise<FileHandle> {
  const handle = await open(join(folder, nameOf(file)), 'wx', 0o600);
  await syncFolder(folder);
  return handle;
}

function folderId(folder: string): string {
  const path = join(folder, 'id');
  if (!existsSync(path)) writeFileSync(path, randomUUID(), { mode: 0o600, flush: true });
  return readFileSync(path, 'utf8');
}

async function removeEmptyFiles(folder: string): Promise<void> {
  for (const file of await ingestFiles(folder)) {
    const path = join(folder, nameOf(file));
    if ((await stat(path)).size === 0) await unlink(path);
  }
}

function nameOf(file: number): string {
  return `${String(file).padStart(8, '0')}.log`;
}

async function ingestFiles(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder).catch((problem: NodeJS.ErrnoException) => {
    if (problem.code === 'ENOENT') return [];
    throw problem;
  });
  return names
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}
