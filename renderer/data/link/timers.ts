import type { Timers } from './sync-ports.ts';

/** The browser's own: monotonic, so that a clock that is set moves nothing. */
export const monotonicTimers: Timers = {
  nowMs: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
