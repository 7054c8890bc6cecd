import { epochMsOf, instantOf, type Instant } from '../../shared/lib/dates.ts';
import type { Clock } from '../../shared/lib/ports.ts';

interface Alarm {
  readonly atMs: number;
  readonly run: () => void;
}

/** A clock and timers that go only when a test says so. */
export class TestTimers {
  #nowMs = 0;
  #startedMs: number;
  #alarms = new Set<Alarm>();

  constructor(start: Instant) {
    this.#startedMs = epochMsOf(start);
  }

  readonly clock: Clock = { now: () => instantOf(this.#startedMs + this.#nowMs) };

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const alarm = { atMs: this.#nowMs + delayMs, run };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Lets this much time pass, step by step; what waits on promises runs in between. */
  async pass(ms: number): Promise<void> {
    const end = this.#nowMs + ms;
    for (;;) {
      await settle();
      const next = [...this.#alarms].toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined || next.atMs > end) break;
      this.#alarms.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.run();
    }
    this.#nowMs = end;
    await settle();
  }

  /** Somebody sets the wall clock; monotonic time goes on. */
  setClock(at: Instant): void {
    this.#startedMs = epochMsOf(at) - this.#nowMs;
  }
}

async function settle(): Promise<void> {
  for (let i = 0; i < 30; i++) await Promise.resolve();
}
