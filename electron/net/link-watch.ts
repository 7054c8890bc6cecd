/** When an exchange counts as dead. */
export interface WatchLimits {
  /** Silence after which it ends: far above the round trips of a satellite link. */
  readonly idleMs: number;
  /** Over this long at least `leastBytes` must have moved, in either direction. */
  readonly windowMs: number;
  readonly leastBytes: number;
}

/**
 * A minute of silence, or three minutes with less than 6 kB: that is 270 bit/s, a fiftieth of the slowest line an office
 * has (GPRS). A new connection then does better; what arrived is kept by the layers above (receipts, tus).
 */
export const WATCH_LIMITS: WatchLimits = { idleMs: 60_000, windowMs: 180_000, leastBytes: 6_000 };

/** Tells a slow line from a dead one. A few bytes now and then keep an exchange alive, but not for ever. */
export class LinkWatch {
  private readonly limits: WatchLimits;
  private movedAt: number;
  private windowFrom: number;
  private inWindow = 0;

  constructor(limits: WatchLimits, nowMs: number) {
    this.limits = limits;
    this.movedAt = nowMs;
    this.windowFrom = nowMs;
  }

  moved(bytes: number, nowMs: number): void {
    if (bytes <= 0) return;
    this.movedAt = nowMs;
    this.inWindow += bytes;
  }

  verdict(nowMs: number): 'silent' | 'too-slow' | null {
    if (nowMs - this.movedAt > this.limits.idleMs) return 'silent';
    if (nowMs - this.windowFrom < this.limits.windowMs) return null;
    if (this.inWindow < this.limits.leastBytes) return 'too-slow';
    this.windowFrom = nowMs;
    this.inWindow = 0;
    return null;
  }
}
