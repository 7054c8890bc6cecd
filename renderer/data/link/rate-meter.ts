/** Long enough to even out bursts, short enough to follow a line that gets worse. */
const WINDOW_MS = 30_000;
/** Less than this says nothing about a line. */
const LEAST_MS = 3_000;

/** Measures what crosses the line while something is under way; times are monotonic. */
export class RateMeter {
  private samples: { readonly atMs: number; readonly bytes: number }[] = [];
  private lastRate: number | null = null;

  /** A new exchange begins: the pause before it is no slowness of the line. */
  begin(nowMs: number): void {
    this.samples = [{ atMs: nowMs, bytes: 0 }];
  }

  add(bytes: number, nowMs: number): void {
    this.samples.push({ atMs: nowMs, bytes });
    while (this.samples.length > 2 && nowMs - (this.samples[1]?.atMs ?? nowMs) > WINDOW_MS)
      this.samples.shift();
    const [first] = this.samples;
    if (first === undefined || nowMs - first.atMs < LEAST_MS) return;
    const moved = this.samples.slice(1).reduce((sum, sample) => sum + sample.bytes, 0);
    this.lastRate = (moved * 1000) / (nowMs - first.atMs);
  }

  /** Bytes per second as last measured; null before there was enough to measure. */
  bytesPerSecond(): number | null {
    return this.lastRate === null ? null : Math.round(this.lastRate);
  }
}
