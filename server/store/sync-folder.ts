import { open } from 'node:fs/promises';

/** Makes a new or renamed name in a folder survive a power cut. Windows cannot flush a folder and needs no such call. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
