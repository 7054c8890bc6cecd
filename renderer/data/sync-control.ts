import { epochMsOf, instantOf, type Instant } from '../../shared/lib/dates.ts';
import type { Clock, Random } from '../../shared/lib/ports.ts';
import { backOffMs } from '../../shared/sync/back-off.ts';
import type { RoundOutcome, RoundPhase } from '../../shared/sync/round.ts';
import type { SyncControl, SyncStatus } from './desk.ts';
import { syncFailureOf } from './sync-failure.ts';

const NOTHING_SENT: SyncStatus['progress'] = {
  actsSent: 0,
  actsTotal: 0,
  bytesSent: 0,
  bytesReceived: 0,
  photosSent: 0,
  photosTotal: 0,
  photoBytesSent: 0,
  photoBytesTotal: 0,
};
/** While the server answers, a quiet round every five minutes; it costs about two kilobytes. */
const QUIET_ROUND_MS = 5 * 60_000;
/** New work waits this long for more of it before a round starts. */
const GATHER_MS = 8_000;

export interface SyncControlDeps {
  readonly clock: Clock;
  readonly random: Random;
  /** One whole round; reports phases and bytes through the given functions. */
  readonly round: (report: RoundReport) => Promise<RoundOutcome>;
  readonly totals: () => Promise<{
    readonly acts: number;
    readonly photos: number;
    readonly photoBytes: number;
  }>;
  readonly onFault: (error: unknown) => void;
  readonly online: (listener: () => void) => () => void;
}

export interface RoundReport {
  readonly onPhase: (phase: RoundPhase) => void;
  readonly onSent: (sent: {
    readonly actsSent: number;
    readonly sentBytes: number;
    readonly receivedBytes: number;
  }) => void;
  readonly onPhoto: (sizeBytes: number) => void;
  readonly onGreeted: (clockSkewMs: number) => void;
  readonly isCancelled: () => boolean;
}

// idle ─ schedule, new work, button ─► round (connecting → sending → receiving → uploading) ─► idle. A failed round is tried
// again by itself after a growing pause; a retry never waits for new input. Paused: nothing starts, a round under way ends early.
export class ScheduledSync implements SyncControl {
  readonly #deps: SyncControlDeps;
  readonly #listeners = new Set<() => void>();
  readonly #stopOnline: () => void;
  #status: SyncStatus = {
    phase: 'idle',
    reachable: false,
    reachableSince: null,
    lastContactAt: null,
    failure: null,
    progress: NOTHING_SENT,
    clockSkewMs: null,
  };
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #failures = 0;
  #paused = false;
  #closed = false;

  constructor(
    deps: SyncControlDeps,
    known: { readonly lastContactAt: Instant | null; readonly clockSkewMs: number | null },
  ) {
    this.#deps = deps;
    this.#status = { ...this.#status, ...known };
    this.#stopOnline = deps.online(() => this.#schedule(500));
    this.#schedule(1_500);
  }

  getSnapshot = (): SyncStatus => this.#status;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  syncNow(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#running ??= this.#run().then((nextInMs) => {
      this.#running = null;
      this.#schedule(nextInMs);
    });
    return this.#running;
  }

  /** Runs while no round is under way; a round that is due meanwhile starts afterwards. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    while (this.#running) await this.#running;
    const worked = work();
    const until = worked.then(
      () => undefined,
      () => undefined,
    );
    this.#running = until;
    try {
      return await worked;
    } finally {
      this.#running = null;
      this.#schedule(GATHER_MS);
    }
  }

  /** New work was saved: a round starts soon, unless one is already due sooner. */
  workWaits(): void {
    if (this.#status.reachable && this.#status.phase === 'idle') this.#schedule(GATHER_MS);
  }

  setPaused(paused: boolean): void {
    this.#paused = paused;
    if (!paused) this.#schedule(0);
    this.#set({});
  }

  isPaused(): boolean {
    return this.#paused;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopOnline();
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
    this.#listeners.clear();
  }

  async #run(): Promise<number> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const totals = await this.#deps.totals();
    this.#set({
      progress: {
        ...NOTHING_SENT,
        actsTotal: totals.acts,
        photosTotal: totals.photos,
        photoBytesTotal: totals.photoBytes,
      },
    });
    const outcome = await this.#guardedRound({
      onPhase: (phase) => this.#set({ phase }),
      onSent: ({ actsSent, sentBytes, receivedBytes }) =>
        this.#count({ actsSent, bytesSent: sentBytes, bytesReceived: receivedBytes }),
      onPhoto: (sizeBytes) => this.#count({ photosSent: 1, photoBytesSent: sizeBytes }),
      onGreeted: (clockSkewMs) =>
        this.#set({ clockSkewMs, lastContactAt: this.#deps.clock.now(), ...this.#reach(true) }),
      isCancelled: () => this.#paused || this.#closed,
    });
    return this.#end(outcome);
  }

  /** The one place where a fault of the engine is caught: the officer goes on working, the failure is shown and tried again. */
  async #guardedRound(report: RoundReport): Promise<RoundOutcome> {
    try {
      return await this.#deps.round(report);
    } catch (error) {
      this.#deps.onFault(error);
      return { kind: 'failed', failure: { kind: 'sync-fault' } };
    }
  }

  /** Milliseconds until the next round. */
  #end(outcome: RoundOutcome): number {
    if (outcome.kind === 'done')
      // A round on a line that was greeted lately greets nobody.
      this.#set({ lastContactAt: this.#deps.clock.now(), ...this.#reach(true) });
    if (outcome.kind !== 'failed') {
      this.#failures = 0;
      this.#set({ phase: 'idle', failure: null });
      return QUIET_ROUND_MS;
    }
    this.#failures += 1;
    const retryAfter = outcome.failure.kind === 'http' ? outcome.failure.retryAfterSeconds : null;
    const pauseMs = backOffMs(this.#failures, retryAfter, this.#deps.random);
    const retryAt = instantOf(epochMsOf(this.#deps.clock.now()) + pauseMs);
    const answered =
      outcome.failure.kind === 'http' ||
      outcome.failure.kind === 'receipt-unverified' ||
      outcome.failure.kind === 'receipt-other-history';
    this.#set({
      phase: 'idle',
      failure: syncFailureOf(outcome.failure, retryAt),
      ...this.#reach(answered && this.#status.reachable),
    });
    return pauseMs;
  }

  #reach(reachable: boolean): Partial<SyncStatus> {
    if (this.#status.reachable === reachable && this.#status.reachableSince) return {};
    return { reachable, reachableSince: this.#deps.clock.now() };
  }

  #schedule(delayMs: number): void {
    if (this.#closed || this.#paused || this.#running) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.syncNow(), delayMs);
  }

  #count(delta: Partial<SyncStatus['progress']>): void {
    const progress = { ...this.#status.progress };
    for (const [name, by] of Object.entries(delta) as [keyof SyncStatus['progress'], number][])
      progress[name] += by;
    this.#set({ progress });
  }

  #set(change: Partial<SyncStatus>): void {
    this.#status = { ...this.#status, ...change };
    for (const listener of this.#listeners) listener();
  }
}
