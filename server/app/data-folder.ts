import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

// PGlite does not lock its folder (design.md section 8), so the data folder has a lock file. It names the process and how its
// machine was started: after a crash or a restart of the machine the lock is stale and is taken over.

/** `port` is 0 while the server does not listen. */
const Lock = z.strictObject({ pid: z.int(), bootId: z.string(), port: z.int() });
export type FolderLock = z.infer<typeof Lock>;

export class FolderInUse extends Error {
  constructor(lock: FolderLock) {
    super(`the data folder is in use by process ${lock.pid}`);
  }
}

const NAME = 'server.lock';

export interface TakenFolder {
  /** The last holder did not give the folder back, and the machine has been running since. */
  readonly processCrashed: boolean;
  release(): void;
}

/** Takes the folder for this process. Throws `FolderInUse`. */
export function lockFolder(folder: string, own: FolderLock): TakenFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, NAME);
  const draft = `${path}.${own.pid}`;
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
  let processCrashed = false;
  try {
    // A hard link fails when the name exists: the one way to take it that two processes cannot both win.
    for (;;) {
      if (tryLink(draft, path)) break;
      const held = holderOf(folder);
      if (held) throw new FolderInUse(held);
      const left = readLock(folder);
      processCrashed = left !== null && left.bootId !== '' && left.bootId === own.bootId;
      unlinkSync(path);
    }
  } finally {
    unlinkSync(draft);
  }
  return { processCrashed, release: () => unlinkSync(path) };
}

/** Tells others where the running server listens. Only its holder calls this. */
export function updateLock(folder: string, own: FolderLock): void {
  writeFileSync(join(folder, NAME), JSON.stringify(own), { mode: 0o600 });
}

/** The live process that holds the folder; null when nobody does or the holder is gone. */
export function holderOf(folder: string): FolderLock | null {
  const lock = readLock(folder);
  return lock && isAlive(lock) ? lock : null;
}

/** Changes with every start of the machine; empty where the system does not tell. */
export function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'EEXIST') return false;
    throw problem;
  }
}

function readLock(folder: string): FolderLock | null {
  try {
    const parsed = Lock.safeParse(JSON.parse(readFileSync(join(folder, NAME), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function isAlive(lock: FolderLock): boolean {
  if (lock.bootId !== bootId()) return false;
  try {
    process.kill(lock.pid, 0);
    return true;
  } catch (problem) {
    // EPERM: it lives and belongs to somebody else.
    return problem instanceof Error && 'code' in problem && problem.code === 'EPERM';
  }
}
