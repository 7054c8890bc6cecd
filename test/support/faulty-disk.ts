import type { Disk, DiskFile } from '../../electron/files/disk.ts';

export type DiskStep = 'write' | 'sync' | 'truncate' | 'open' | 'rename' | 'syncFolder';

class DiskRefused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** A disk that fails on demand: the chosen step fails with a POSIX code until it is mended. */
export class FaultyDisk implements Disk {
  private readonly inner: Disk;
  private readonly faults = new Map<DiskStep, string>();
  /** How often each step was taken, failed ones included. */
  readonly taken: Record<DiskStep, number> = {
    write: 0,
    sync: 0,
    truncate: 0,
    open: 0,
    rename: 0,
    syncFolder: 0,
  };

  constructor(inner: Disk) {
    this.inner = inner;
  }

  /** A failing write leaves half of its bytes behind, as a full disk does. */
  breakStep(step: DiskStep, code: string): void {
    this.faults.set(step, code);
  }

  mend(): void {
    this.faults.clear();
  }

  list(folder: string): Promise<string[]> {
    return this.inner.list(folder);
  }

  makeFolder(folder: string): Promise<void> {
    return this.inner.makeFolder(folder);
  }

  read(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.inner.read(path);
  }

  async open(path: string, mode: 'create' | 'existing'): Promise<DiskFile> {
    this.take('open');
    const file = await this.inner.open(path, mode);
    return {
      size: () => file.size(),
      read: (offset, length) => file.read(offset, length),
      write: async (offset, bytes) => {
        if (this.faults.has('write')) await file.write(offset, bytes.subarray(0, bytes.length >> 1));
        this.take('write');
        await file.write(offset, bytes);
      },
      sync: async () => {
        this.take('sync');
        await file.sync();
      },
      truncate: async (length) => {
        this.take('truncate');
        await file.truncate(length);
      },
      close: () => file.close(),
    };
  }

  async rename(from: string, to: string): Promise<void> {
    this.take('rename');
    await this.inner.rename(from, to);
  }

  remove(path: string): Promise<void> {
    return this.inner.remove(path);
  }

  async syncFolder(folder: string): Promise<void> {
    this.take('syncFolder');
    await this.inner.syncFolder(folder);
  }

  private take(step: DiskStep): void {
    this.taken[step] += 1;
    const code = this.faults.get(step);
    if (code !== undefined) throw new DiskRefused(code);
  }
}
