import { readCsv } from './read-csv.ts';
import { MAX_FILE_MEGABYTES, type FileReading } from './raw-table.ts';
import { readXlsx, writeXlsx } from './xlsx.ts';

/** What the file worker is asked; it answers each question once, in order. */
export type FileQuestion =
  | { readonly kind: 'read'; readonly bytes: ArrayBuffer }
  | { readonly kind: 'write-xlsx'; readonly rows: readonly (readonly string[])[] };

// Files of other people are opened here, away from the window that shows the page.
addEventListener('message', ({ data }: MessageEvent<FileQuestion>) => {
  void answer(data).then((value) => postMessage(value));
});

async function answer(question: FileQuestion): Promise<FileReading | ArrayBuffer> {
  if (question.kind === 'write-xlsx') return writeXlsx(question.rows);
  const { bytes } = question;
  if (bytes.byteLength > MAX_FILE_MEGABYTES * 2 ** 20)
    return { ok: false, problem: { kind: 'too-large', maxMegabytes: MAX_FILE_MEGABYTES } };
  const head = [...new Uint8Array(bytes.slice(0, 4))];
  // PK: a zip, as .xlsx is. D0 CF 11 E0: a workbook of Excel 97.
  if (head[0] === 0x50 && head[1] === 0x4b) return readXlsx(bytes);
  if (head[0] === 0xd0 && head[1] === 0xcf) return { ok: false, problem: { kind: 'old-excel' } };
  return readCsv(new Uint8Array(bytes));
}
