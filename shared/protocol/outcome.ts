import { z } from 'zod';
import { PortableJson } from '../lib/json.ts';

export const RefusalShape = z.looseObject({ kind: z.string() }).catchall(PortableJson);

/** Why the server recorded an act without running it. */
export const HeldReason = z.discriminatedUnion('kind', [
  /** No or a wrong signature of the actor over the run that holds the act. */
  z.strictObject({ kind: z.literal('signature') }),
  /** An earlier act of the same lane, or one it came after, is itself not run. */
  z.strictObject({ kind: z.literal('predecessor'), seq: z.int() }),
  /** The actor held the right at some points of the interval in which the act may lie, not at all of them. */
  z.strictObject({ kind: z.literal('authority') }),
  /** A newer app wrote it; this server does not know the act yet. */
  z.strictObject({ kind: z.literal('unknown-act') }),
  /** The device was revoked. */
  z.strictObject({ kind: z.literal('revoked-device') }),
]);
export type HeldReason = z.infer<typeof HeldReason>;

export const Outcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('applied') }),
  z.strictObject({ kind: z.literal('merged'), kept: z.enum(['mine', 'theirs', 'both']) }),
  z.strictObject({ kind: z.literal('refused'), refusal: RefusalShape }),
  z.strictObject({ kind: z.literal('held'), for: HeldReason }),
  z.strictObject({ kind: z.literal('unreadable'), reason: z.string() }),
  /** The same number with another hash was seen: a copied profile. Both are kept, the first runs. */
  z.strictObject({ kind: z.literal('forked') }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** The state an outcome gives; withdrawing is decided by a later act that names this one. */
export function stateOf(outcome: Outcome): 'delivered' | 'quarantined' {
  return outcome.kind === 'applied' || outcome.kind === 'merged' ? 'delivered' : 'quarantined';
}
