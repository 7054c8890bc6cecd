import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Hit {
  readonly phrase: string;
  readonly file: string;
  readonly coding: 'utf-8' | 'utf-16le' | 'file name';
}

/** Every place where a phrase stands readable in the files below `folder`, in their bytes or in their names. */
export async function searchFolder(folder: string, phrases: readonly string[]): Promise<readonly Hit[]> {
  const needles = phrases.flatMap((phrase) => [
    { phrase, coding: 'utf-8' as const, bytes: Buffer.from(phrase, 'utf8') },
    { phrase, coding: 'utf-16le' as const, bytes: Buffer.from(phrase, 'utf16le') },
  ]);
  const hits: Hit[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const content = await readFile(file);
    for (const { phrase, coding, bytes } of needles)
      if (content.includes(bytes)) hits.push({ phrase, file, coding });
    for (const phrase of phrases)
      if (entry.name.includes(phrase)) hits.push({ phrase, file, coding: 'file name' });
  }
  return hits;
}
