interface Pace {
  readonly done: number;
  readonly total: number;
  readonly elapsedMs: number;
}

/** Below this an estimate jumps about more than it helps. */
const LEAST_ELAPSED_MS = 4_000;

/** Whole minutes left at the pace so far, at least 1; null while nothing sensible can be said. */
export function minutesLeft({ done, total, elapsedMs }: Pace): number | null {
  if (done <= 0 || total <= done || elapsedMs < LEAST_ELAPSED_MS) return null;
  return Math.max(1, Math.ceil((elapsedMs * (total - done)) / done / 60_000));
}
