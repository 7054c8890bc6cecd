/** Repeatable chance for samples and pictures; never for keys. */
export interface Dice {
  /** Whole number from 0 to `below` - 1. */
  int(below: number): number;
  /** Whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean;
  pick<T>(from: readonly T[]): T;
}

/** mulberry32: small, fast, the same on every machine. */
export function seededDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const int = (below: number): number => next() % below;
  return {
    int,
    between: (from, to) => from + int(to - from + 1),
    chance: (percent) => int(100) < percent,
    pick: (from) => {
      const chosen = from[int(from.length)];
      if (chosen === undefined) throw new Error('nothing to pick from');
      return chosen;
    },
  };
}
