import { z } from 'zod';
import { call } from './call.ts';

/** Files a person takes out of the app, to a place they choose themselves; the window never learns where that is. */
export const exportCalls = {
  'export/save-text': call(
    z.strictObject({
      /** Holds nothing personal: kind, date and number only. */
      suggestedName: z.string().regex(/^[A-Za-z0-9._-]{1,80}$/),
      text: z.string().max(50_000_000),
    }),
    z.union([
      z.strictObject({ kind: z.literal('saved') }),
      z.strictObject({ kind: z.literal('cancelled') }),
      z.strictObject({ kind: z.literal('disk-full') }),
      z.strictObject({ kind: z.literal('disk-error'), code: z.string() }),
    ]),
  ),
} as const;
