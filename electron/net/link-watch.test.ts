import { expect, test } from 'vitest';
import { LinkWatch, WATCH_LIMITS } from './link-watch.ts';

const { idleMs, windowMs } = WATCH_LIMITS;

/** Lets bytes move at a steady pace until the watch says something, at most this long. */
function run(everyMs: number, bytes: number, forMs: number): { verdict: string | null; atMs: number } {
  const watch = new LinkWatch(WATCH_LIMITS, 0);
  for (let now = 0; now <= forMs; now += 250) {
    if (bytes > 0 && now % everyMs === 0) watch.moved(bytes, now);
    const verdict = watch.verdict(now);
    if (verdict !== null) return { verdict, atMs: now };
  }
  return { verdict: null, atMs: forMs };
}

test('S136: silence ends an exchange after a minute', () => {
  expect(run(1, 0, 600_000)).toEqual({ verdict: 'silent', atMs: idleMs + 250 });
});

test('S136: a byte every five seconds is progress, but an end is made after three minutes', () => {
  expect(run(5_000, 1, 600_000)).toEqual({ verdict: 'too-slow', atMs: windowMs });
});

test('the slowest line an office has is let be, hour after hour', () => {
  // GPRS at its worst: about 1 kB a second, in bursts with pauses of ten seconds.
  expect(run(10_000, 10_000, 4 * 3_600_000).verdict).toBeNull();
});

test('a line that dies after an hour of good work is noticed as soon as any other', () => {
  const watch = new LinkWatch(WATCH_LIMITS, 0);
  for (let now = 0; now <= 3_600_000; now += 1_000) {
    watch.moved(5_000, now);
    expect(watch.verdict(now)).toBeNull();
  }
  expect(watch.verdict(3_600_000 + idleMs + 1)).toBe('silent');
});
