import { z } from 'zod';
import { Base64 } from '../lib/bytes.ts';
import { Instant } from '../lib/dates.ts';
import { LogId } from '../lib/ids.ts';
import { call } from './call.ts';

/** What the window asks the main process to give up, and by what right. */
export const TrimOrder = z.strictObject({
  /** The region's signed backup mark; main proves it itself. */
  mark: z.strictObject({ body: z.string(), signature: Base64, keyId: z.string() }),
  /** Per log the highest number up to which everything is delivered or closed. */
  points: z.array(z.strictObject({ logId: LogId, upTo: z.int().min(1) })),
  /** Only acts claimed before this may go. */
  olderThan: Instant,
});
export type TrimOrder = z.infer<typeof TrimOrder>;

export const TrimOutcome = z.union([
  z.strictObject({
    kind: z.literal('trimmed'),
    /** Logs of which something went, with the act they begin after now. */
    logs: z.array(z.strictObject({ logId: LogId, upTo: z.int(), segments: z.int() })),
  }),
  z.strictObject({ kind: z.literal('mark-unproven') }),
  z.strictObject({ kind: z.literal('locked') }),
  z.strictObject({ kind: z.literal('disk-full') }),
  z.strictObject({ kind: z.literal('disk-error'), code: z.string() }),
]);
export type TrimOutcome = z.infer<typeof TrimOutcome>;

export const journalTrimCalls = {
  /** Gives up whole segments whose acts are all receipted, backed up and old; the chain goes on from an anchor. */
  'journal/trim': call(TrimOrder, TrimOutcome),
} as const;
