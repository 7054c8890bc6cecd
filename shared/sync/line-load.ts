import type { WireAnswer } from './ports.ts';

// How much to send or to ask for at once. Bounded by time on the line: a cut loses no more than that, and a fast line is not
// kept waiting for answers. Counted in bytes before packing, because that is what can be chosen; what they become is measured.

/** Before anything is known; packed about 20 to 50 times smaller, so about 10 to 20 kB: a second at 128 kbit/s. */
export const FIRST_PUSH_BYTES = 400_000;
/** A page is asked for whole: the more in it, the fewer waits. */
export const FIRST_PULL_BYTES = 2_000_000;
const SMALLEST_LOAD_BYTES = 64_000;
/** Below the server's limit for one body (8 MiB) and for one page (4 MB). */
const LARGEST_LOAD_BYTES = 3_000_000;
const AIM_MS = 6_000;
const SMALLEST_AIM_BYTES = 16_000;
/** Less says nothing of the line: the round trip is most of its time. */
const TELLING_BYTES = 8_000;

/** The next load after one of `plainBytes` went as `wireBytes`, both ways counted by the caller. */
export function nextLoad(now: number, plainBytes: number, wireBytes: number, answer: WireAnswer): number {
  if (answer.kind !== 'answer') return answer.kind === 'http' ? now : Math.max(SMALLEST_LOAD_BYTES, now / 2);
  if (answer.tookMs === undefined || answer.tookMs <= 0 || wireBytes < TELLING_BYTES) return now;
  const aim = Math.max(SMALLEST_AIM_BYTES, (wireBytes / answer.tookMs) * AIM_MS);
  const load = aim * (plainBytes / wireBytes);
  return Math.round(Math.min(LARGEST_LOAD_BYTES, Math.max(SMALLEST_LOAD_BYTES, load)));
}
