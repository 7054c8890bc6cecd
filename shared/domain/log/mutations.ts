import { z } from 'zod';
import { Base64, Sha256Hex } from '../../lib/bytes.ts';
import { LogId, OfficerId, RecordId } from '../../lib/ids.ts';
import { applied, mutation, refuse } from '../../lib/mutation.ts';
import { freeText } from '../../lib/text.ts';
import { handOverKind } from './hand-over.ts';

// Acts about the log itself and about acts in it. On the device they touch no record: the server does what they ask,
// and says so in amendments of the acts they name and in the records `quarantinedActs` and `handOvers`.

const Seqs = z.array(z.int().min(1)).min(1).max(500);
const reasonText = freeText(500).refine((text) => text.trim() !== '', 'empty');

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

/**
 * Withdraws quarantined acts: they are closed, on record, by this act. The officer's own, or as head of a section or bureau
 * those of an officer of the same prefecture.
 */
export const withdrawActs = mutation({
  name: 'act/withdraw',
  version: 1,
  args: z.strictObject({
    logId: LogId,
    seqs: Seqs,
    reason: z.string().max(500),
  }),
  lane: (args) => `withdraw:${args.logId}` as RecordId,
  run: async () => applied,
});

/**
 * Hands quarantined acts to a named colleague: each becomes a task (`handOvers`) that the colleague pulls, and is closed by
 * this act. The officer's own, or as head those of an officer of the same prefecture.
 */
export const handOverActs = mutation({
  name: 'act/hand-over',
  version: 1,
  args: z.strictObject({ logId: LogId, seqs: Seqs, to: OfficerId, note: freeText(1000) }),
  lane: (args) => `hand-over:${args.logId}` as RecordId,
  run: async (_tx, args, context) => (args.to === context.actor ? refuse('handed-to-oneself') : applied),
});

/** The colleague (or a head) reports what became of a task: done in an act of their own, or nothing was left to do. */
export const closeHandOver = mutation({
  name: 'hand-over/close',
  version: 1,
  args: z.strictObject({
    handOverId: RecordId,
    how: z.enum(['done-anew', 'nothing-to-do']),
    note: freeText(1000),
  }),
  lane: (args) => args.handOverId,
  run: async (tx, args, context) => {
    const task = await tx.get(handOverKind, args.handOverId);
    if (!task) return refuse('hand-over-missing', { id: args.handOverId });
    if (task.done) return refuse('hand-over-done', { by: task.done.by });
    if (task.to !== context.actor) return refuse('hand-over-of-other');
    tx.put(handOverKind, {
      ...task,
      state: 'done',
      done: { by: context.actor, at: context.claimedAt, how: args.how, note: args.note },
    });
    return applied;
  },
});

/** Asks the server to judge quarantined acts again, without new data: roles or records have changed since. It closes nothing. */
export const retryActs = mutation({
  name: 'act/retry',
  version: 1,
  args: z.strictObject({ logId: LogId, seqs: Seqs }),
  lane: (args) => `retry:${args.logId}` as RecordId,
  run: async () => applied,
});

/**
 * A head of section or bureau says whether an officer of the prefecture had the right for acts that are held for it.
 * Confirmed acts run in lane order; rejected ones are refused.
 */
export const confirmActs = mutation({
  name: 'act/confirm',
  version: 1,
  args: z.strictObject({
    logId: LogId,
    seqs: Seqs,
    decision: z.enum(['confirm', 'reject']),
    reason: reasonText,
  }),
  lane: (args) => `confirm:${args.logId}` as RecordId,
  run: async () => applied,
});
