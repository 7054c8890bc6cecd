import { epochMsOf, instantOf, type Instant } from '../../lib/dates.ts';

/** Both ends inclusive: the true time of an act lies somewhere in it. */
export interface TimeSpan {
  readonly from: Instant;
  readonly to: Instant;
}

/** A server-signed time in a log, with where the machine's own clock stood when it was written there. */
export interface AnchorPoint {
  readonly at: Instant;
  readonly bootId: string;
  readonly elapsedMs: number;
}

// An anchor is written after its answer travelled, on a poor link minutes later, and the machine's clock may run 1 in 1,000 wrong.
const TOLERANCE_MS = 10 * 60_000;
const DRIFT_PER_MS = 0.001;

/**
 * Where the true time of an act lies (design.md section 2, time): between the last signed time before it in its log, or `floor`
 * where there is none, and its arrival; narrowed by the time that passed since an anchor of the same boot. A clock that
 * contradicts itself narrows nothing.
 */
export function trueTimeOf(
  act: { readonly bootId: string; readonly elapsedMs: number },
  floor: Instant,
  receivedAt: Instant,
  anchorsBefore: readonly AnchorPoint[],
): TimeSpan {
  const to = epochMsOf(receivedAt);
  const known = [floor, ...anchorsBefore.map((anchor) => anchor.at)].map(epochMsOf);
  let span = { from: Math.min(Math.max(...known), to), to };
  for (const anchor of anchorsBefore) {
    const passedMs = act.elapsedMs - anchor.elapsedMs;
    if (anchor.bootId !== act.bootId || passedMs < 0) continue;
    const slackMs = TOLERANCE_MS + Math.ceil(passedMs * DRIFT_PER_MS);
    const middle = epochMsOf(anchor.at) + passedMs;
    const narrowed = {
      from: Math.max(span.from, middle - slackMs),
      to: Math.min(span.to, middle + slackMs),
    };
    if (narrowed.from <= narrowed.to) span = narrowed;
  }
  return { from: instantOf(span.from), to: instantOf(span.to) };
}
