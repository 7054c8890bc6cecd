import { epochMsOf, instantOf, type Instant } from '../../shared/lib/dates.ts';
import { backOffMs } from '../../shared/sync/back-off.ts';
import type { RoundOutcome } from '../../shared/sync/round.ts';
import type { LinkPlan } from '../platform/facts.ts';
import type { SyncControl, SyncStatus } from './desk.ts';
import { bytesLeft, codedShare, FIRST_CODED_SHARE } from './link/bytes-left.ts';
import { gateAt } from './link/link-plan.ts';
import { addUsage, photoAllowance, usageAt, type Allowance } from './link/link-usage.ts';
import { RateMeter } from './link/rate-meter.ts';
import type { LinkMemory, RoundReport, SyncControlDeps, SyncTotals } from './link/sync-ports.ts';
import { alarmOf } from './link/watchdog.ts';
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
/** No timer runs longer: a machine that slept, or a clock that jumped, is noticed within this. */
const TICK_MS = 15_000;
const LOOK_MS = 60_000;
/** Above the longest silence the network itself allows (three minutes): whoever waits longer hangs. */
const STALL_MS = 5 * 60_000;
/** A round that was told to end has this long; then the desk closes without it. */
const CLOSE_GRACE_MS = 5_000;

type Ended = RoundOutcome | { readonly kind: 'failed'; readonly failure: { readonly kind: 'sync-stalled' } };

// idle ─ schedule, new work, button ─► round (connecting → sending → receiving → uploading) ─► idle. A failed round is tried
// again by itself after a growing pause; a retry never waits for new input. A round in which nothing moves for STALL_MS is
// ended and tried again. Paused: nothing starts, a round under way ends early. Outside the plan's hours only a button starts.
export class ScheduledSync implements SyncControl {
  readonly #deps: SyncControlDeps;
  readonly #listeners = new Set<() => void>();
  readonly #stopOnline: () => void;
  readonly #meter = new RateMeter();
  #status: SyncStatus;
  #memory: LinkMemory;
  #totals: SyncTotals = { acts: 0, actBytes: 0, photos: 0, photoBytes: 0 };
  #running: Promise<void> | null = null;
  #stall: (() => void) | null = null;
  #beatMs = 0;
  #lookedMs = 0;
  #stopTimer: (() => void) | null = null;
  #dueMs: number | null = null;
  #failures = 0;
  #stalls = 0;
  #stalledSince: Instant | null = null;
  #codedShare = FIRST_CODED_SHARE;
  #closed = false;

  constructor(deps: SyncControlDeps, known: { readonly memory: LinkMemory; readonly plan: LinkPlan }) {
    this.#deps = deps;
    this.#memory = known.memory;
    this.#status = {
      phase: 'idle',
      reachable: false,
      reachableSince: null,
      lastContactAt: known.memory.lastContactAt,
      failure: null,
      progress: NOTHING_SENT,
      clockSkewMs: known.memory.clockSkewMs,
      plan: known.plan,
      gate: { kind: 'open' },
      nextTryAt: null,
      bytesPerSecond: null,
      bytesLeft: null,
      photosHeld: null,
      usage: usageAt(known.memory.usage, deps.clock.now()),
      alarm: null,
    };
    this.#stopOnline = deps.online(() => this.#due(500));
    this.#due(1_500);
    void this.#look();
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
      this.#due(nextInMs);
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
      this.#due(GATHER_MS);
    }
  }

  /** New work was saved: a round starts soon, unless one is already due sooner. */
  workWaits(): void {
    if (this.#memory.waitingSince === null) this.#keep({ waitingSince: this.#deps.clock.now() });
    if (this.#status.reachable && this.#status.phase === 'idle') this.#due(GATHER_MS);
  }

  /** Bytes crossed the line, in either direction. */
  moved(bytes: number): void {
    if (bytes <= 0) return;
    this.#beat();
    this.#meter.add(bytes, this.#deps.timers.nowMs());
    this.#memory = { ...this.#memory, usage: addUsage(this.#memory.usage, bytes, this.#deps.clock.now()) };
    this.#set({
      usage: this.#memory.usage,
      bytesPerSecond: this.#meter.bytesPerSecond(),
      bytesLeft: this.#bytesLeft(),
    });
  }

  async setPlan(change: Partial<LinkPlan>): Promise<void> {
    this.#set({ plan: { ...this.#status.plan, ...change } });
    if (change.paused === true) this.#deps.abort('photos');
    this.#set({ plan: await this.#deps.savePlan(change) });
    if (!this.#status.plan.paused) this.#due(0);
    await this.#look();
  }

  setPaused = (paused: boolean): void => void this.setPlan({ paused });

  isPaused = (): boolean => this.#status.plan.paused;

  /** Photos pass the budget for the rest of this day. */
  sendPhotosToday(): void {
    const usage = usageAt(this.#memory.usage, this.#deps.clock.now());
    this.#keep({ usage: { ...usage, overriddenOn: usage.day } });
    this.#set({ usage: this.#memory.usage, photosHeld: null });
    void this.syncNow();
  }

  /** True once a day while an alarm stands: then the desktop is told. */
  async takeAlarmNotice(): Promise<boolean> {
    if (this.#status.alarm === null) return false;
    return this.#deps.firstToday(this.#deps.clock.now());
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopOnline();
    this.#stopTimer?.();
    if (this.#running) {
      this.#deps.abort('all');
      let stop = (): void => undefined;
      const grace = new Promise<void>((resolve) => (stop = this.#deps.timers.after(CLOSE_GRACE_MS, resolve)));
      await Promise.race([this.#running, grace]);
      stop();
    }
    this.#listeners.clear();
  }

  async #run(): Promise<number> {
    this.#dueMs = null;
    this.#set({ nextTryAt: null });
    await this.#count();
    this.#set({
      progress: {
        ...NOTHING_SENT,
        actsTotal: this.#totals.acts,
        photosTotal: this.#totals.photos,
        photoBytesTotal: this.#totals.photoBytes,
      },
      photosHeld: null,
    });
    this.#meter.begin(this.#deps.timers.nowMs());
    this.#beat();
    this.#arm();
    const delay = this.#end(await this.#watchedRound());
    await this.#look();
    return delay;
  }

  /** A round, or its end by the watchdog. An abandoned round hears that it is cancelled and can reach the server no more. */
  async #watchedRound(): Promise<Ended> {
    const startedWith = this.#totals;
    let isAbandoned = false;
    const stalled = new Promise<Ended>((resolve) => {
      this.#stall = () => {
        isAbandoned = true;
        this.#deps.abort('all');
        resolve({ kind: 'failed', failure: { kind: 'sync-stalled' } });
      };
    });
    const report: RoundReport = {
      onPhase: (phase) => {
        this.#beat();
        this.#set({ phase, bytesLeft: this.#bytesLeft() });
      },
      onSent: (sent) => this.#onSent(sent, startedWith),
      onPhoto: (sizeBytes) => {
        this.#beat();
        this.#keep({ movedAt: this.#deps.clock.now() });
        this.#add({ photosSent: 1, photoBytesSent: sizeBytes });
      },
      onGreeted: (clockSkewMs) => {
        this.#beat();
        this.#contact({ clockSkewMs });
      },
      mayUpload: (sizeBytes) => this.#mayUpload(sizeBytes),
      isAbandoned: () => isAbandoned || this.#closed,
      isCancelled: () => isAbandoned || this.#status.plan.paused || this.#closed,
    };
    const outcome = await Promise.race([this.#guardedRound(report), stalled]);
    this.#stall = null;
    return outcome;
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

  /** The server answered as itself. */
  #contact(learned: Partial<SyncStatus>): void {
    const now = this.#deps.clock.now();
    this.#memory = { ...this.#memory, lastContactAt: now };
    this.#set({ ...learned, lastContactAt: now, ...this.#reach(true) });
  }

  #onSent(sent: Parameters<RoundReport['onSent']>[0], startedWith: SyncTotals): void {
    this.#beat();
    if (sent.actsSent > 0) this.#keep({ movedAt: this.#deps.clock.now() });
    this.#add({ actsSent: sent.actsSent, bytesSent: sent.sentBytes, bytesReceived: sent.receivedBytes });
    this.#codedShare = codedShare(this.#status.progress, startedWith, this.#codedShare);
    this.#set({ bytesLeft: this.#bytesLeft() });
  }

  #bytesLeft(): number {
    return bytesLeft(this.#status.progress, this.#totals, this.#codedShare);
  }

  #mayUpload(sizeBytes: number): boolean {
    const { bytes } = this.#allowance();
    return bytes === null || sizeBytes <= bytes;
  }

  #allowance(): Allowance {
    return photoAllowance(this.#status.plan, this.#memory.usage, this.#deps.clock.now());
  }

  /** Milliseconds until the next round. */
  #end(outcome: Ended): number {
    const isStalled = outcome.kind === 'failed' && outcome.failure.kind === 'sync-stalled';
    this.#stalls = isStalled ? this.#stalls + 1 : 0;
    this.#stalledSince = isStalled ? (this.#stalledSince ?? this.#deps.clock.now()) : null;
    // A round on a line that was greeted lately greets nobody.
    if (outcome.kind === 'done') this.#contact({});
    if (outcome.kind !== 'failed') {
      this.#failures = 0;
      this.#set({ phase: 'idle', failure: null });
      return QUIET_ROUND_MS;
    }
    this.#failures += 1;
    const { failure } = outcome;
    const retryAfter = failure.kind === 'http' ? failure.retryAfterSeconds : null;
    const pauseMs = backOffMs(this.#failures, retryAfter, this.#deps.random);
    const answered =
      failure.kind === 'http' ||
      failure.kind === 'receipt-unverified' ||
      failure.kind === 'receipt-other-history';
    this.#set({
      phase: 'idle',
      failure: syncFailureOf(failure, instantOf(epochMsOf(this.#deps.clock.now()) + pauseMs)),
      ...this.#reach(answered && this.#status.reachable),
    });
    return pauseMs;
  }

  #reach(reachable: boolean): Partial<SyncStatus> {
    if (this.#status.reachable === reachable && this.#status.reachableSince) return {};
    return { reachable, reachableSince: this.#deps.clock.now() };
  }

  /** A round is wanted after this delay; an earlier wish stands. */
  #due(delayMs: number): void {
    if (this.#closed || this.#running) return;
    const atMs = this.#deps.timers.nowMs() + delayMs;
    this.#dueMs = this.#dueMs === null ? atMs : Math.min(this.#dueMs, atMs);
    this.#arm();
    this.#showNext();
  }

  #arm(): void {
    if (this.#closed) return;
    this.#stopTimer?.();
    const untilDue = this.#dueMs === null ? TICK_MS : this.#dueMs - this.#deps.timers.nowMs();
    this.#stopTimer = this.#deps.timers.after(Math.max(0, Math.min(TICK_MS, untilDue)), () => this.#tick());
  }

  #tick(): void {
    const nowMs = this.#deps.timers.nowMs();
    if (this.#running) {
      if (nowMs - this.#beatMs > STALL_MS) this.#stall?.();
      return this.#arm();
    }
    const mayStart = !this.#status.plan.paused && this.#gate().kind === 'open';
    if (this.#dueMs !== null && nowMs >= this.#dueMs && mayStart) {
      void this.syncNow();
      return;
    }
    // Due and not allowed: looked at again at the next tick, so that an opening hour needs nobody.
    this.#showNext();
    // Without rounds (by hand only, paused) what waits is counted here, or nobody would be told of it.
    if (nowMs - this.#lookedMs >= LOOK_MS) void this.#look();
    else this.#judge();
    this.#stopTimer?.();
    this.#stopTimer = this.#deps.timers.after(TICK_MS, () => this.#tick());
  }

  /** The plan follows the office's time: what is known of this clock's error is taken off. */
  #gate(): SyncStatus['gate'] {
    const officeNow = epochMsOf(this.#deps.clock.now()) - (this.#status.clockSkewMs ?? 0);
    return gateAt(this.#status.plan, instantOf(officeNow));
  }

  #showNext(): void {
    const gate = this.#gate();
    const isWaiting = this.#dueMs !== null && !this.#status.plan.paused;
    const inMs = Math.max(0, (this.#dueMs ?? 0) - this.#deps.timers.nowMs());
    const byTimer = isWaiting ? instantOf(epochMsOf(this.#deps.clock.now()) + inMs) : null;
    const nextTryAt = gate.kind === 'open' || byTimer === null ? byTimer : gate.opensAt;
    const { gate: before, nextTryAt: said } = this.#status;
    if (nextTryAt !== said || JSON.stringify(gate) !== JSON.stringify(before)) this.#set({ gate, nextTryAt });
  }

  /** Counts what waits, then judges the silence. */
  async #look(): Promise<void> {
    this.#lookedMs = this.#deps.timers.nowMs();
    await this.#count();
    const { bytes, limitedBy } = this.#allowance();
    const isHeld = limitedBy !== null && this.#totals.photos > 0 && this.#totals.photoBytes > (bytes ?? 0);
    this.#set({
      photosHeld:
        isHeld && this.#status.phase === 'idle'
          ? { count: this.#totals.photos, bytes: this.#totals.photoBytes, until: limitedBy }
          : null,
    });
    this.#judge();
  }

  async #count(): Promise<void> {
    this.#totals = await this.#deps.totals();
    const waits = this.#totals.acts + this.#totals.photos > 0;
    if (!waits && this.#memory.waitingSince !== null) this.#keep({ waitingSince: null });
    if (waits && this.#memory.waitingSince === null) this.#keep({ waitingSince: this.#deps.clock.now() });
  }

  #judge(): void {
    const photos = this.#status.photosHeld === null ? this.#totals.photos : 0;
    const alarm = alarmOf({
      ...this.#memory,
      now: this.#deps.clock.now(),
      waiting: this.#totals.acts + photos,
      alarmDays: this.#status.plan.alarmDays,
      stalls: this.#stalls,
      stalledSince: this.#stalledSince,
    });
    if (JSON.stringify(alarm) !== JSON.stringify(this.#status.alarm)) this.#set({ alarm });
  }

  #beat(): void {
    this.#beatMs = this.#deps.timers.nowMs();
  }

  #keep(change: Partial<LinkMemory>): void {
    this.#memory = { ...this.#memory, ...change };
    const { usage, waitingSince, movedAt } = this.#memory;
    // Lost on a full disk it is only counted anew.
    void this.#deps.remember({ usage, waitingSince, movedAt }).catch(() => undefined);
  }

  #add(delta: Partial<SyncStatus['progress']>): void {
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
