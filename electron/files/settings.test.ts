import { describe, expect, test } from 'vitest';
import { FaultyDisk } from '../../test/support/faulty-disk.ts';
import { MemoryDisk } from '../../test/support/memory-disk.ts';
import { Settings } from './settings.ts';
import { smallFiles } from './small-files.ts';

const FIRST = { language: 'zh-CN', theme: 'system', lastOfficerId: null };

describe('settings', () => {
  test('a change holds at once and after the next start, and leaves the other settings alone', async () => {
    const disk = new MemoryDisk();
    expect(await new Settings(smallFiles(disk)).write({ language: 'ug-CN' })).toEqual({
      ...FIRST,
      language: 'ug-CN',
    });
    expect(await new Settings(smallFiles(disk)).read()).toEqual({ ...FIRST, language: 'ug-CN' });
  });

  test('damaged settings are the first ones again', async () => {
    const disk = new MemoryDisk();
    for (const text of ['{"language":', '{"language":"en"}', '[]']) {
      disk.files.set('settings.json', Uint8Array.from(Buffer.from(text)));
      expect(await new Settings(smallFiles(disk)).read()).toEqual(FIRST);
    }
  });

  test('a disk that refuses does not undo the choice on screen', async () => {
    const disk = new FaultyDisk(new MemoryDisk());
    disk.breakStep('write', 'ENOSPC');
    const settings = new Settings(smallFiles(disk));
    await settings.write({ theme: 'dark' });
    expect(await settings.read()).toEqual({ ...FIRST, theme: 'dark' });
  });
});
