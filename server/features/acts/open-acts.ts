import type { Frame } from '../../../shared/protocol/frame.ts';

/** The acts of one log that are logged, not run and not withdrawn. They block their lane and what came after them. */
export interface OpenActs {
  add(act: OpenAct): void;
  /** The act ran or was withdrawn. */
  close(seq: number): void;
  get(seq: number): OpenAct | null;
  /** The first act that keeps this one from running; null when none does. */
  blockerOf(frame: Pick<Frame, 'seq' | 'lane' | 'after'>): number | null;
}

export interface OpenAct {
  readonly seq: number;
  /** Null when the frame cannot be read: such an act blocks only what names it in `after`. */
  readonly lane: string | null;
  readonly actor: string | null;
}

export function openActs(start: readonly OpenAct[]): OpenActs {
  const bySeq = new Map(start.map((act) => [act.seq, act]));
  return {
    add: (act) => void bySeq.set(act.seq, act),
    close: (seq) => void bySeq.delete(seq),
    get: (seq) => bySeq.get(seq) ?? null,
    blockerOf: ({ seq, lane, after }) => {
      const inLane = [...bySeq.values()]
        .filter((act) => act.lane === lane && act.seq < seq)
        .map((act) => act.seq);
      const named = after.filter((earlier) => bySeq.has(earlier));
      return inLane.length + named.length === 0 ? null : Math.min(...inLane, ...named);
    },
  };
}
