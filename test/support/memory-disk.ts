import type { Disk, DiskFile } from '../../electron/files/disk.ts';

class NoSuchFile extends Error {
  readonly code: string;

  constructor(code: string, path: string) {
    super(`${code} ${path}`);
    this.code = code;
  }
}

/** A disk in memory whose bytes tests can look at and change; every write counts as flushed. */
export class MemoryDisk implements Disk {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();

  async list(folder: string): Promise<string[]> {
    const start = `${folder}/`;
    const names = [...this.files.keys()].flatMap((path) =>
      path.startsWith(start) ? [path.slice(start.length).split('/')[0] ?? ''] : [],
    );
    return [...new Set(names)];
  }

  async makeFolder(): Promise<void> {}

  async read(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.files.get(path)?.slice() ?? null;
  }

  async open(path: string, mode: 'create' | 'existing'): Promise<DiskFile> {
    const known = this.files.has(path);
    if (known && mode === 'create') throw new NoSuchFile('EEXIST', path);
    if (!known && mode === 'existing') throw new NoSuchFile('ENOENT', path);
    if (!known) this.files.set(path, new Uint8Array());
    return this.file(path);
  }

  async rename(from: string, to: string): Promise<void> {
    this.files.set(to, this.bytesOf(from));
    this.files.delete(from);
  }

  async remove(path: string): Promise<void> {
    for (const name of [...this.files.keys()])
      if (name === path || name.startsWith(`${path}/`)) this.files.delete(name);
  }

  async syncFolder(): Promise<void> {}

  /** The file's bytes as they lie there; fails when there is none. */
  bytesOf(path: string): Uint8Array<ArrayBuffer> {
    const bytes = this.files.get(path);
    if (bytes === undefined) throw new NoSuchFile('ENOENT', path);
    return bytes;
  }

  /** Another disk with the same content, as a copied profile. */
  copy(): MemoryDisk {
    const copy = new MemoryDisk();
    for (const [path, bytes] of this.files) copy.files.set(path, bytes.slice());
    return copy;
  }

  private file(path: string): DiskFile {
    return {
      size: async () => this.bytesOf(path).length,
      read: async (offset, length) => this.bytesOf(path).slice(offset, offset + length),
      write: async (offset, bytes) => {
        const before = this.bytesOf(path);
        const after = new Uint8Array(Math.max(before.length, offset + bytes.length));
        after.set(before);
        after.set(bytes, offset);
        this.files.set(path, after);
      },
      sync: async () => undefined,
      truncate: async (length) => {
        this.files.set(path, this.bytesOf(path).slice(0, length));
      },
      close: async () => undefined,
    };
  }
}
