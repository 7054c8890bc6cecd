import { writeFile } from 'node:fs/promises';
import { orDiskFailure } from '../files/disk-failure.ts';
import type { AreaHandlers } from './calls.ts';

/** Asks where a file goes; null when the person thought better of it. */
export type AskForPlace = (suggestedName: string) => Promise<string | null>;

/** Writes what a person wants to take along, where they say. */
export function exportCalls(askForPlace: AskForPlace): AreaHandlers<'export'> {
  return {
    'export/save-text': async ({ suggestedName, text }) => {
      const path = await askForPlace(suggestedName);
      if (path === null) return { kind: 'cancelled' };
      return orDiskFailure(async () => {
        // With a mark, spreadsheets read the text as Unicode whatever the system's own code page is.
        await writeFile(path, path.endsWith('.csv') ? `\uFEFF${text}` : text, { flush: true });
        return { kind: 'saved' as const };
      });
    },
  };
}
