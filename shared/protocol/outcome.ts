import { z } from 'zod';
import { LogId, OfficerId } from '../lib/ids.ts';
import { PortableJson } from '../lib/json.ts';

export const RefusalShape = z.looseObject({ kind: z.string() }).catchall(PortableJson);

/** Why the server recorded an act without running it. */
export const HeldReason = z.discriminatedUnion('kind', [
  /** No or a wrong signature of the actor over the run that holds the act. */
  z.strictObject({ kind: z.literal('signature') }),
  /** An earlier act of the same lane, or one it came after, is itself not run. */
  z.strictObject({ kind: z.literal('predecessor'), seq: z.int() }),
  /**
   * A record it needs is not here yet: it is still on another device. `table` `acts` means an act, `<logId>:<seq>`. It runs by
   * itself in the transaction in which that arrives.
   */
  z.strictObject({ kind: z.literal('predecessor-record'), table: z.string(), id: z.string() }),
  /** The actor held the right at some points of the interval in which the act may lie, not at all of them. */
  z.strictObject({ kind: z.literal('authority') }),
  /** A newer app wrote it; this server does not know the act yet. */
  z.strictObject({ kind: z.literal('unknown-act') }),
  /** The device was revoked. */
  z.strictObject({ kind: z.literal('revoked-device') }),
]);
export type HeldReason = z.infer<typeof HeldReason>;

/** How a quarantined act was closed. */
export const ClosingHow = z.enum(['withdraw', 'correct', 'hand-over']);
export type ClosingHow = z.infer<typeof ClosingHow>;

export const Outcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('applied') }),
  z.strictObject({ kind: z.literal('merged'), kept: z.enum(['mine', 'theirs', 'both']) }),
  z.strictObject({ kind: z.literal('refused'), refusal: RefusalShape }),
  z.strictObject({ kind: z.literal('held'), for: HeldReason }),
  z.strictObject({ kind: z.literal('unreadable'), reason: z.string() }),
  /** The same number with another hash was seen: a copied profile. Both are kept, the first runs. */
  z.strictObject({ kind: z.literal('forked') }),
  /** A later act that names it closed it; amendments say so, and receipts of a re-issue whose original was closed. `was`: the outcome before, as JSON of this union. */
  z.strictObject({
    kind: z.literal('closed'),
    how: ClosingHow,
    by: OfficerId,
    act: z.strictObject({ logId: LogId, seq: z.int().min(1) }),
    was: PortableJson,
  }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** The state an outcome gives; an act is closed by a later act that names it (closing.ts). */
export function stateOf(outcome: Outcome): 'delivered' | 'quarantined' | 'withdrawn' {
  if (outcome.kind === 'closed') return 'withdrawn';
  return outcome.kind === 'applied' || outcome.kind === 'merged' ? 'delivered' : 'quarantined';
}
