import { z } from 'zod';
import { Base64, Sha256Hex } from '../../lib/bytes.ts';
import { LogId, type RecordId } from '../../lib/ids.ts';
import { applied, mutation } from '../../lib/mutation.ts';

// Acts about the log itself. They touch no record: their effect is that they stand in the log.

/** First act of every log that follows another (design.md section 2, "a new log"). */
export const openLog = mutation({
  name: 'log/open',
  version: 1,
  args: z.strictObject({
    logId: LogId,
    previous: z.strictObject({ logId: LogId, seq: z.int().min(0), hash: Sha256Hex }).nullable(),
    reason: z.enum(['first', 'restored', 'other-machine', 'behind', 'unreadable', 'forked']),
    /** Acts of the previous log that nobody can read any more, for a person to know. */
    lost: z.strictObject({ from: z.int().min(1), to: z.int().min(1) }).nullable(),
  }),
  lane: (args) => args.logId as string as RecordId,
  run: async () => applied,
});

/** The server's signed time at a contact (design.md section 2, time). */
export const anchorClock = mutation({
  name: 'clock/anchor',
  version: 1,
  args: z.strictObject({ body: z.string(), signature: Base64, keyId: z.string() }),
  lane: () => 'clock' as RecordId,
  run: async () => applied,
});

/** Withdraws own quarantined acts of the same or an earlier log: they are closed, on record, by this act. */
export const withdrawActs = mutation({
  name: 'act/withdraw',
  version: 1,
  args: z.strictObject({
    logId: LogId,
    seqs: z.array(z.int().min(1)).min(1).max(500),
    reason: z.string().max(500),
  }),
  lane: (args) => `withdraw:${args.logId}` as RecordId,
  run: async () => applied,
});
