import { writeFile } from 'node:fs/promises';
import { orDiskFailure } from '../files/disk-failure.ts';
import type { AreaHandlers } from './calls.ts';

/** Asks where a file goes; null when the person thought better of it. */
export type AskForPlace = (suggestedName: string) => Promise<string | null>;

/** Prints markup; throws when the hidden window cannot. */
export type MakePdf = (html: string, title: string) => Promise<Uint8Array<ArrayBuffer>>;

/** Writes what a person wants to take along, where they say. */
export function exportCalls(askForPlace: AskForPlace, makePdf: MakePdf): AreaHandlers<'export'> {
  const save = async (suggestedName: string, contentFor: (path: string) => string | Uint8Array) => {
    const path = await askForPlace(suggestedName);
    if (path === null) return { kind: 'cancelled' as const };
    return orDiskFailure(async () => {
      await writeFile(path, contentFor(path), { flush: true });
      return { kind: 'saved' as const };
    });
  };
  return {
    'export/save-text': ({ suggestedName, text }) =>
      // With a mark, spreadsheets read the text as Unicode whatever the system's own code page is.
      save(suggestedName, (path) => (path.endsWith('.csv') ? `\uFEFF${text}` : text)),
    'export/save-file': ({ suggestedName, bytes }) => save(suggestedName, () => bytes),
    // What went wrong inside Chromium tells an officer nothing; the paper is kept and can be printed again.
    'export/make-pdf': ({ html, title }) =>
      makePdf(html, title).then(
        (bytes) => ({ kind: 'made' as const, bytes }),
        () => ({ kind: 'failed' as const }),
      ),
  };
}
