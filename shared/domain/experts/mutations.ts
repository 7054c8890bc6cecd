import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { applied, mutation, refuse } from '../../lib/mutation.ts';
import { Expert, expertKind } from './expert.ts';

/**
 * Enters an expert, or rewrites the entry whole. `seen`: how many events the entry had on screen, 0 for a new one; an entry that
 * somebody else changed meanwhile is not overwritten.
 */
export const saveExpert = mutation({
  name: 'expert/save',
  version: 1,
  args: z.strictObject({ expert: Expert.omit({ events: true }), seen: z.int().min(0), on: CivilDate }),
  lane: (args) => args.expert.id,
  run: async (tx, args, context) => {
    const before = await tx.get(expertKind, args.expert.id);
    if ((before?.events.length ?? 0) !== args.seen) return refuse('expert-changed', { id: args.expert.id });
    if (args.expert.validTo < args.expert.validFrom) return refuse('value-not-allowed', { field: 'validTo' });
    const event: Expert['events'][number] = {
      kind: before ? 'changed' : 'entered',
      on: args.on,
      at: context.claimedAt,
      by: context.actor,
    };
    tx.put(expertKind, { ...args.expert, events: [...(before?.events ?? []), event] });
    return applied;
  },
});
