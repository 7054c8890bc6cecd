import type { ActRef, Refusal } from '../lib/mutation.ts';
import { closingOf } from '../protocol/closing.ts';
import { decodeFrame } from '../protocol/frame.ts';
import { correctAct, type MutationRegistry } from '../protocol/mutation-registry.ts';
import { originalsOf } from '../protocol/reissue.ts';
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
  const originals = originalsAmong(acts);
  for (const act of inPlace(acts)) {
    const original = originals.get(keyOfAct(act.ref));
    if (original) {
      // It shows already, where it was made. What comes after it in this log came after all it wrote.
      const { refusal, writes } = results.find(({ ref }) => keyOfAct(ref) === original) ?? NOTHING;
      results.push({ ref: act.ref, refusal, writes });
      continue;
    }
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

const NOTHING = { refusal: null, writes: [] };

/** Per re-issue, one of its originals that is in the replay set too: of the two only that one runs. */
function originalsAmong(acts: readonly ReplayAct[]): ReadonlyMap<string, string> {
  const present = new Set(acts.map(({ ref }) => keyOfAct(ref)));
  const found = new Map<string, string>();
  for (const { ref, bytes } of acts) {
    const frame = decodeFrame(bytes);
    const original = (frame.ok ? originalsOf(frame.value) : []).find((one) => present.has(keyOfAct(one)));
    if (original) found.set(keyOfAct(ref), keyOfAct(original));
  }
  return found;
}

/** Per act, its re-issues and what it was issued for, as far as they are in the replay set. */
export function twinsOf(acts: readonly ReplayAct[]): ReadonlyMap<string, readonly ReplayAct[]> {
  const byKey = new Map(acts.map((act) => [keyOfAct(act.ref), act]));
  const twins = new Map<string, ReplayAct[]>();
  for (const act of acts) {
    const frame = decodeFrame(act.bytes);
    for (const quote of frame.ok ? originalsOf(frame.value) : []) {
      const original = byKey.get(keyOfAct(quote));
      if (!original) continue;
      twins.set(keyOfAct(quote), [...(twins.get(keyOfAct(quote)) ?? []), act]);
      twins.set(keyOfAct(act.ref), [...(twins.get(keyOfAct(act.ref)) ?? []), original]);
    }
  }
  return twins;
}

export function keyOfAct(ref: ActRef): string {
  return `${ref.logId}:${ref.seq}`;
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
