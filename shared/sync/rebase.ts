import type { ActRef, Refusal } from '../lib/mutation.ts';
import type { MutationRegistry } from '../protocol/mutation-registry.ts';
import { OverlayTx } from './overlay-tx.ts';
import type { RecordSource, ReplayAct, Writes } from './ports.ts';
import { runFrame } from './run-frame.ts';

export interface Rebased {
  /** Every record the acts wrote, as it stands after all of them. */
  readonly states: Writes;
  /** Per act: the refusal it met on this base (a mark, not a state) and what it wrote. */
  readonly acts: readonly {
    readonly ref: ActRef;
    readonly refusal: Refusal | null;
    readonly writes: readonly string[];
  }[];
}

/**
 * Runs the replay set again, in order, on a new confirmed base (rule S9). Pure but for reading the base: the same base and
 * acts give the same states. An act that is refused now writes nothing and goes on waiting; the server decides about it.
 */
export async function rebase(
  base: RecordSource,
  acts: readonly ReplayAct[],
  registry: MutationRegistry,
): Promise<Rebased> {
  const layers = new Map<string, Writes extends ReadonlyMap<string, infer W> ? W : never>();
  const results: Rebased['acts'][number][] = [];
  for (const act of acts) {
    const tx = new OverlayTx(base, layers);
    const outcome = await runFrame(act.bytes, tx, registry);
    if (outcome.ok) tx.keep();
    results.push({
      ref: act.ref,
      refusal: outcome.ok ? null : outcome.error,
      writes: outcome.ok ? [...tx.writes.keys()] : [],
    });
  }
  return { states: layers, acts: results };
}
