import type { Random } from '../lib/ports.ts';

const FIRST_MS = 5_000;
const LONGEST_MS = 10 * 60_000;

/**
 * Milliseconds before try number `failures + 1`: doubling from 5 s to 10 min, with up to half of it taken off at random so
 * that the offices of a region do not all come back in the same second. A server's own Retry-After is the least.
 */
export function backOffMs(failures: number, retryAfterSeconds: number | null, random: Random): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(20, Math.max(0, failures - 1)));
  const jitter = ((random.bytes(1)[0] ?? 0) / 255) * (full / 2);
  return Math.max(Math.round(full - jitter), (retryAfterSeconds ?? 0) * 1000);
}
