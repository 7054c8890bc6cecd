import type { ActContext, MutatorTx, MutationOutcome } from '../lib/mutation.ts';
import { refuse } from '../lib/mutation.ts';
import { decodeFrame, type Frame } from '../protocol/frame.ts';
import type { MutationRegistry } from '../protocol/mutation-registry.ts';
import { carriedBy } from '../protocol/reissue.ts';

/** Runs an act from its stored bytes. What cannot be read or is newer than this app comes back as a refusal. */
export async function runFrame(
  bytes: Uint8Array,
  tx: MutatorTx,
  registry: MutationRegistry,
): Promise<MutationOutcome> {
  const frame = decodeFrame(bytes);
  if (!frame.ok) return refuse('act-unreadable', { reason: frame.error.reason });
  const act = carriedBy(frame.value);
  if (!act) return refuse('act-unreadable', { reason: 'args-unreadable' });
  const registered = registry.get(act.name);
  if (!registered) return refuse('act-unknown', { name: act.name });
  const context = { ...contextOf(frame.value), claimedAt: act.claimedAt };
  const outcome = await registered.mutation.run(tx, act.nameVersion, act.args, context);
  return outcome.ok === 'unreadable' ? refuse('act-unreadable', { reason: outcome.reason }) : outcome;
}

export function contextOf(frame: Frame): ActContext {
  return { act: { logId: frame.logId, seq: frame.seq }, actor: frame.actor, claimedAt: frame.claimedAt };
}
