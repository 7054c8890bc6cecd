import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { searchFolder } from './profile-search.ts';

test('a planted phrase is found in UTF-8, in UTF-16 and in a file name, and nowhere else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jd-search-'));
  try {
    await mkdir(join(folder, 'deep'));
    await writeFile(
      join(folder, 'deep', 'a.log'),
      Buffer.concat([Buffer.alloc(900), Buffer.from('王霞', 'utf8')]),
    );
    await writeFile(join(folder, 'b.ldb'), Buffer.concat([Buffer.alloc(7), Buffer.from('ئادىل', 'utf16le')]));
    await writeFile(join(folder, '胡丽华.txt'), '');
    const hits = await searchFolder(folder, ['王霞', 'ئادىل', '胡丽华', '没有']);
    expect(hits.map(({ phrase, coding }) => `${phrase} ${coding}`).toSorted()).toEqual(
      ['ئادىل utf-16le', '王霞 utf-8', '胡丽华 file name'].toSorted(),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
