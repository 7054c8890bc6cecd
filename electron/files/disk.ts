import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** One open file. Offsets and lengths are in bytes; every method may throw an error with a POSIX `code`. */
export interface DiskFile {
  size(): Promise<number>;
  /** Fewer bytes than asked for only at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  write(offset: number, bytes: Uint8Array): Promise<void>;
  /** Returns only when the bytes survive a power cut. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * The disk as this folder needs it, under one root. Paths are relative, with `/`. Tests hand in one that fails on
 * demand; what fails throws an error with a POSIX `code` (`ENOSPC`, `EIO`).
 */
export interface Disk {
  /** Names in a folder, unsorted; empty when the folder does not exist. */
  list(folder: string): Promise<string[]>;
  /** With its parents; their new names survive a power cut too. */
  makeFolder(folder: string): Promise<void>;
  /** Null when there is no such file. */
  read(path: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Opens for reading and writing; `create` fails on an existing file. */
  open(path: string, mode: 'create' | 'existing'): Promise<DiskFile>;
  rename(from: string, to: string): Promise<void>;
  /** A file or a whole folder; nothing happens when it is not there. */
  remove(path: string): Promise<void>;
  /** Makes created, renamed and removed names in the folder survive a power cut. */
  syncFolder(folder: string): Promise<void>;
}

/** The real disk below `root`. Folders are private to the user (0700), files too (0600). */
export function nodeDisk(root: string): Disk {
  const at = (path: string): string => join(root, path);
  return {
    list: async (folder) => (await orMissing(readdir(at(folder)))) ?? [],
    makeFolder: async (folder) => {
      const firstMade = await mkdir(at(folder), { recursive: true, mode: 0o700 });
      if (firstMade === undefined) return;
      for (let made = at(folder); made.length >= firstMade.length; made = dirname(made))
        await syncFolder(dirname(made));
    },
    read: async (path) => {
      const bytes = await orMissing(readFile(at(path)));
      return bytes === null ? null : Uint8Array.from(bytes);
    },
    open: async (path, mode) => {
      const flags = constants.O_RDWR | (mode === 'create' ? constants.O_CREAT | constants.O_EXCL : 0);
      return diskFile(await open(at(path), flags, 0o600));
    },
    rename: (from, to) => rename(at(from), at(to)),
    remove: (path) => rm(at(path), { recursive: true, force: true }),
    syncFolder: (folder) => syncFolder(at(folder)),
  };
}

function diskFile(handle: FileHandle): DiskFile {
  return {
    size: async () => (await handle.stat()).size,
    read: async (offset, length) => {
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.slice(0, filled);
    },
    write: async (offset, bytes) => {
      let done = 0;
      while (done < bytes.length) {
        done += (await handle.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
      }
    },
    sync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  };
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder for flushing; NTFS journals names itself.
  if (process.platform === 'win32') return;
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function orMissing<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The POSIX code of a failed disk operation; null when the error is none. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

export function folderOf(path: string): string {
  return dirname(path);
}
