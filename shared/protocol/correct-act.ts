import { z } from 'zod';
import { LogId, type RecordId } from '../lib/ids.ts';
import { PortableJson } from '../lib/json.ts';
import { mutation, refuse, type Mutation, type RunnableMutation } from '../lib/mutation.ts';

/** Acts about acts are not corrected by an act: they are withdrawn and made anew. */
const CORRECTABLE = /^(?!act\/|log\/|clock\/)/;

export const CorrectArgs = z.strictObject({
  /** The quarantined act that is replaced, and earlier corrections of it that were not taken either. */
  corrects: z
    .array(z.strictObject({ logId: LogId, seq: z.int().min(1) }))
    .min(1)
    .max(20),
  /** The corrected act. */
  act: z.strictObject({
    name: z.string().regex(CORRECTABLE),
    version: z.int().min(1),
    args: PortableJson,
  }),
  reason: z.string().max(500),
});
export type CorrectArgs = z.infer<typeof CorrectArgs>;

/**
 * Corrects own quarantined acts: carries the corrected act as its own, stands in its lane, and runs in the place of the first
 * act it names. Once it is delivered those are closed; while it is refused itself they stay as they are.
 */
export function correctActOf(find: (name: string) => RunnableMutation | null): Mutation<CorrectArgs> {
  return mutation({
    name: 'act/correct',
    version: 1,
    args: CorrectArgs,
    lane: ({ act }) => find(act.name)?.laneOf(act.args) ?? (`correct:${act.name}` as RecordId),
    run: async (tx, { act }, context) => {
      const inner = find(act.name);
      if (!inner) return refuse('act-unknown', { name: act.name });
      const outcome = await inner.run(tx, act.version, act.args, context);
      return outcome.ok === 'unreadable' ? refuse('act-unreadable', { reason: outcome.reason }) : outcome;
    },
  });
}
