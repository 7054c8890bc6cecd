import type { Document } from '../../shared/domain/documents/document.ts';
import { numberText } from '../../shared/domain/documents/document.ts';
import { render, type Paper } from '../../shared/domain/documents/render.ts';
import type { DocumentTemplate } from '../../shared/domain/documents/template.ts';
import type { Bureau } from '../platform/bureau.ts';
import { paperHtml } from './paper-html.tsx';

export type PaperFormat = 'pdf' | 'docx';
/** `failed`: the page could not be made; nothing was written. */
export type SavedPaper = 'saved' | 'cancelled' | 'disk-full' | 'disk-error' | 'failed';

export function paperOf(document: Document, template: DocumentTemplate): Paper {
  return render(template, document.facts, document.language, numberText(document.number));
}

/** Kind, year and number only: a file name is seen by everybody who sees the folder. */
export function fileNameOf({ kind, number }: Document, format: PaperFormat): string {
  const tail = number.official ?? number.provisional.slice(2);
  return `${kind}-${number.year}-${tail}.${format}`;
}

/** Makes the file and asks where it goes. */
export async function savePaper(
  bureau: Bureau,
  document: Document,
  template: DocumentTemplate,
  format: PaperFormat,
): Promise<SavedPaper> {
  const bytes = await bytesOf(bureau, paperOf(document, template), format);
  if (bytes === null) return 'failed';
  return (await bureau.call('export/save-file', { suggestedName: fileNameOf(document, format), bytes })).kind;
}

async function bytesOf(
  bureau: Bureau,
  paper: Paper,
  format: PaperFormat,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (format === 'docx') {
    // Half a megabyte that most sessions never need.
    const { paperDocx } = await import('./paper-docx.ts');
    return paperDocx(paper);
  }
  const title = `${paper.title} ${paper.number}`;
  const made = await bureau.call('export/make-pdf', { html: paperHtml(paper), title });
  return made.kind === 'made' ? made.bytes : null;
}
