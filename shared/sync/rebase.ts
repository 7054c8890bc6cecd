import type { ActRef, Refusal } from '../lib/mutation.ts';
import { closingOf } from '../protocol/closing.ts';
import { decodeFrame } from '../protocol/frame.ts';
import { correctAct, type MutationRegistry } from '../protocol/mutation-registry.ts';
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
  for (const act of inPlace(acts)) {
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

/** A correction runs where the act it replaces stood: what came after that one builds on it. Otherwise the order of the logs. */
function inPlace(acts: readonly ReplayAct[]): readonly ReplayAct[] {
  const placed = acts.map((act, i) => ({ act, at: i, order: 1 }));
  for (const one of placed) {
    const frame = decodeFrame(one.act.bytes);
    const closing = frame.ok && frame.value.name === correctAct.name ? closingOf(frame.value) : null;
    const first = closing?.acts[0];
    if (!first) continue;
    const next = acts.findIndex(({ ref }) => ref.logId === first.logId && ref.seq > first.seq);
    if (next !== -1 && next < one.at) Object.assign(one, { at: next, order: 0 });
  }
  return placed.toSorted((a, b) => a.at - b.at || a.order - b.order).map(({ act }) => act);
}
