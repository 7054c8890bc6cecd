import { folderOf, type Disk } from './disk.ts';

/** Small whole files that are either the old or the new one after a crash, never half of each. */
export interface SmallFiles {
  list(folder: string): Promise<string[]>;
  read(path: string): Promise<Uint8Array<ArrayBuffer> | null>;
  write(path: string, bytes: Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
}

export function smallFiles(disk: Disk): SmallFiles {
  return {
    list: async (folder) => (await disk.list(folder)).filter((name) => !name.endsWith('.tmp')).sort(),
    read: (path) => disk.read(path),
    write: (path, bytes) => writeWhole(disk, path, bytes),
    remove: async (path) => {
      await disk.remove(path);
      await disk.syncFolder(folderOf(path));
    },
  };
}

/** Writes beside, flushes, renames over, flushes the folder. A leftover `.tmp` of a crash is overwritten. */
export async function writeWhole(disk: Disk, path: string, ...parts: readonly Uint8Array[]): Promise<void> {
  const folder = folderOf(path);
  const beside = `${path}.tmp`;
  await disk.makeFolder(folder);
  await disk.remove(beside);
  try {
    const file = await disk.open(beside, 'create');
    try {
      let offset = 0;
      for (const part of parts) {
        await file.write(offset, part);
        offset += part.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await disk.rename(beside, path);
  } catch (error) {
    // Best effort: on a full disk the half-written file must not keep the space. The first failure is what counts.
    await disk.remove(beside).catch(() => undefined);
    throw error;
  }
  await disk.syncFolder(folder);
}
