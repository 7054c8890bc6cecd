import { z } from 'zod';
import { call } from './call.ts';

/** Holds nothing personal: kind, date and number only. */
const SuggestedName = z.string().regex(/^[A-Za-z0-9._-]{1,80}$/);

const Saved = z.union([
  z.strictObject({ kind: z.literal('saved') }),
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({ kind: z.literal('disk-full') }),
  z.strictObject({ kind: z.literal('disk-error'), code: z.string() }),
]);

const MAX_FILE_BYTES = 100_000_000;
const FileBytes = z.custom<Uint8Array<ArrayBuffer>>(
  (value) => value instanceof Uint8Array && value.byteLength <= MAX_FILE_BYTES,
  'bytes',
);

/** Files a person takes out of the app, to a place they choose themselves; the window never learns where that is. */
export const exportCalls = {
  'export/save-text': call(
    z.strictObject({ suggestedName: SuggestedName, text: z.string().max(50_000_000) }),
    Saved,
  ),
  'export/save-file': call(z.strictObject({ suggestedName: SuggestedName, bytes: FileBytes }), Saved),
  /** Prints a paper's markup (renderer/papers) as a PDF. The title stands in the file; it holds nothing personal. */
  'export/make-pdf': call(
    z.strictObject({ html: z.string().max(10_000_000), title: z.string().max(120) }),
    z.union([
      z.strictObject({ kind: z.literal('made'), bytes: FileBytes }),
      z.strictObject({ kind: z.literal('failed') }),
    ]),
  ),
} as const;
