import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The text of a saved PDF as a search in a reader finds it: without gaps and marks of direction. */
export async function pdfText(path: string): Promise<{ readonly text: string; readonly pages: number }> {
  const pdf = await getDocument({ data: new Uint8Array(await readFile(path)), verbosity: 0 }).promise;
  const pieces: string[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const content = await (await pdf.getPage(number)).getTextContent();
    pieces.push(...content.items.map((item) => ('str' in item ? item.str : '')));
  }
  const pages = pdf.numPages;
  await pdf.destroy();
  return { text: plain(pieces.join('')), pages };
}

/** The paragraphs of a saved Word file, and whether any of them runs from right to left. */
export async function docxText(path: string): Promise<{ readonly text: string; readonly isBidi: boolean }> {
  const files = unzipSync(new Uint8Array(await readFile(path)));
  const xml = new TextDecoder().decode(files['word/document.xml']);
  const text = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1] ?? '').join('');
  return { text: plain(text), isBidi: /<w:bidi(?:\/>| w:val="(?:true|1)")/.test(xml) };
}

/** As a reader's search compares: gaps, line ends and directional marks do not count, presentation forms do not differ. */
export function plain(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s\u200B-\u200F\u202A-\u202E\u2066-\u2069]+/g, '');
}

/**
 * Whether every word stands in the text of a PDF, letter for letter in one place. Chromium writes Arabic script in the order of the
 * page; pdf.js gives it back so and exchanges neighbours that overlap, so the order within a word does not count (pdftotext turns it
 * round itself). The Uyghur e shares a glyph with heh.
 */
export function holdsWords(text: string, wanted: string): boolean {
  const fold = (one: string): string => plain(one).replaceAll('\u0647', '\u06D5');
  const all = fold(text);
  const letters = (one: string): string => [...one].toSorted().join('');
  return wanted.split(/\s+/).every((word) => {
    const sought = letters(fold(word));
    const places = all.length - sought.length + 1;
    return Array.from({ length: places }).some(
      (_, at) => letters(all.slice(at, at + sought.length)) === sought,
    );
  });
}
