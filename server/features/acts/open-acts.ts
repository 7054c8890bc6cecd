import type { Instant } from '../../../shared/lib/dates.ts';
import type { Frame } from '../../../shared/protocol/frame.ts';

/** The acts of one log that are logged, not run and not closed. They block their lane and what came after them. */
export interface OpenActs {
  add(act: OpenAct): void;
  /** The act ran or was closed. */
  close(seq: number): void;
  get(seq: number): OpenAct | null;
  /**
   * The first act that keeps this one from running; null when none does. `replaced`: acts this one corrects; it stands in the
   * place of the first, so neither they nor what waits for them blocks it.
   */
  blockerOf(frame: Pick<Frame, 'seq' | 'lane' | 'after'>, replaced?: readonly number[]): number | null;
}

export interface OpenAct {
  readonly seq: number;
  /** Null when the frame cannot be read: such an act blocks only what names it in `after`. */
  readonly lane: string | null;
  readonly name: string | null;
  readonly actor: string | null;
  readonly after: readonly number[];
  /** JSON of protocol/outcome.ts. */
  readonly outcome: string;
  readonly receivedAt: Instant;
}

export function openActs(start: readonly OpenAct[]): OpenActs {
  const bySeq = new Map(start.map((act) => [act.seq, act]));
  return {
    add: (act) => void bySeq.set(act.seq, act),
    close: (seq) => void bySeq.delete(seq),
    get: (seq) => bySeq.get(seq) ?? null,
    blockerOf: ({ seq, lane, after }, replaced = []) => {
      const passed = replaced.length === 0 ? new Set<number>() : behind([...bySeq.values()], replaced);
      const inLane = [...bySeq.values()]
        .filter((act) => act.lane === lane && act.seq < seq)
        .map((act) => act.seq);
      const named = after.filter((earlier) => bySeq.has(earlier));
      const blockers = [...inLane, ...named].filter((blocker) => !passed.has(blocker));
      return blockers.length === 0 ? null : Math.min(...blockers);
    },
  };
}

/** These acts and all that wait for them, in their lanes or by name. */
function behind(acts: readonly OpenAct[], first: readonly number[]): ReadonlySet<number> {
  const found = new Set(first);
  const lanes = new Map<string, number>();
  for (const act of acts.toSorted((a, b) => a.seq - b.seq)) {
    const laneFrom = act.lane === null ? undefined : lanes.get(act.lane);
    const waits = (laneFrom !== undefined && laneFrom < act.seq) || act.after.some((seq) => found.has(seq));
    if (waits) found.add(act.seq);
    if (found.has(act.seq) && act.lane !== null && laneFrom === undefined) lanes.set(act.lane, act.seq);
  }
  return found;
}
