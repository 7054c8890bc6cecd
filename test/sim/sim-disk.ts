import type { Disk, DiskFile } from '../../electron/files/disk.ts';
import { MemoryDisk } from '../support/memory-disk.ts';
import type { Prng } from './prng.ts';
import type { Life, Scheduler } from './scheduler.ts';

class DiskFull extends Error {
  readonly code = 'ENOSPC';
}

/** A device's disk: what was not flushed may be cut anywhere by a power failure; it can be full. */
export class SimDisk {
  isFull = false;
  #disk: MemoryDisk;
  /** Per file the length that survives a power failure for certain. */
  #flushed: Map<string, number>;

  constructor(content: SimDisk | null = null) {
    this.#disk = content ? content.#disk.copy() : new MemoryDisk();
    this.#flushed = new Map(content ? content.#flushed : []);
  }

  /** The disk as one run of the app sees it. */
  for(life: Life, scheduler: Scheduler): Disk {
    const inner = this.#disk;
    const gate = (label: string): Promise<void> => scheduler.gate(life, label);
    return {
      list: (folder) => inner.list(folder),
      makeFolder: () => inner.makeFolder(),
      read: (path) => inner.read(path),
      open: async (path, mode) => this.#file(path, await inner.open(path, mode), gate),
      rename: async (from, to) => {
        await gate('disk rename');
        await inner.rename(from, to);
        this.#flushed.set(to, inner.bytesOf(to).length);
        this.#flushed.delete(from);
      },
      remove: (path) => inner.remove(path),
      syncFolder: () => inner.syncFolder(),
    };
  }

  /** The power fails: of what was written and not flushed any part may be there. */
  losePower(random: Prng): void {
    for (const [path, bytes] of this.#disk.files) {
      const flushed = Math.min(this.#flushed.get(path) ?? 0, bytes.length);
      const kept = flushed + random.int(bytes.length - flushed + 1);
      if (kept < bytes.length) this.#disk.files.set(path, bytes.slice(0, kept));
      this.#flushed.set(path, kept);
    }
  }

  #file(path: string, file: DiskFile, gate: (label: string) => Promise<void>): DiskFile {
    return {
      size: () => file.size(),
      read: (offset, length) => file.read(offset, length),
      write: async (offset, bytes) => {
        await gate('disk write');
        if (this.isFull) {
          await file.write(offset, bytes.subarray(0, bytes.length >> 1));
          throw new DiskFull();
        }
        await file.write(offset, bytes);
      },
      sync: async () => {
        await gate('disk sync');
        if (this.isFull) throw new DiskFull();
        this.#flushed.set(path, await file.size());
      },
      truncate: async (length) => {
        await file.truncate(length);
        this.#flushed.set(path, Math.min(length, this.#flushed.get(path) ?? 0));
      },
      close: () => file.close(),
    };
  }
}
