import { z } from 'zod';
import { fromUtf8, utf8 } from '../../shared/lib/bytes.ts';
import type { OfficerId } from '../../shared/lib/ids.ts';
import type { KeyFiles } from './key-files.ts';

const PATH = 'keys/attempts.json';
/** Seconds to wait after the n-th wrong password in a row; the last one repeats. */
const WAITS = [0, 0, 0, 5, 15, 60, 300] as const;
const FREE_TRIES = WAITS.filter((wait) => wait === 0).length;

const Tries = z.record(
  z.string(),
  z.strictObject({ failures: z.int().min(1), bootId: z.string(), elapsedMs: z.int().min(0) }),
);
type Tries = z.infer<typeof Tries>;

/** Time since the machine started and that start's name; not moved by setting the clock. */
export interface BootTime {
  elapsedMs(): number;
  readonly bootId: string;
}

/**
 * Counts wrong passwords per officer. A try is counted on disk before it is judged, so ending the app does not make it
 * free. Waiting is measured in time since the machine started: after a restart the whole wait begins at that start,
 * and setting the clock changes nothing.
 */
export class Attempts {
  private readonly files: KeyFiles;
  private readonly boot: BootTime;
  private tries: Tries | null = null;

  constructor(files: KeyFiles, boot: BootTime) {
    this.files = files;
    this.boot = boot;
  }

  /** Whole seconds still to wait before the next try; 0 when it may be made now. */
  async secondsToWait(officerId: OfficerId): Promise<number> {
    const made = (await this.load())[officerId];
    if (made === undefined) return 0;
    const passedMs = this.boot.elapsedMs() - (made.bootId === this.boot.bootId ? made.elapsedMs : 0);
    const wait = WAITS[Math.min(made.failures, WAITS.length) - 1] ?? 0;
    return Math.max(0, Math.ceil(wait - passedMs / 1000));
  }

  /** Counts a try that is about to be made; returns how many free ones are left if it fails. */
  async count(officerId: OfficerId): Promise<number> {
    const tries = await this.load();
    const failures = (tries[officerId]?.failures ?? 0) + 1;
    await this.save({
      ...tries,
      [officerId]: { failures, bootId: this.boot.bootId, elapsedMs: this.boot.elapsedMs() },
    });
    return Math.max(0, FREE_TRIES + 1 - failures);
  }

  /** The password was right. */
  async clear(officerId: OfficerId): Promise<void> {
    const { [officerId]: made, ...others } = await this.load();
    if (made !== undefined) await this.save(others);
  }

  private async load(): Promise<Tries> {
    if (this.tries !== null) return this.tries;
    const bytes = await this.files.read(PATH).catch(() => null);
    try {
      this.tries = bytes === null ? {} : Tries.parse(JSON.parse(fromUtf8(bytes)));
    } catch {
      this.tries = {};
    }
    return this.tries;
  }

  private async save(tries: Tries): Promise<void> {
    this.tries = tries;
    // A full disk must not keep officers from their work: the count then lives in memory until the app ends.
    await this.files.write(PATH, utf8(JSON.stringify(tries))).catch(() => undefined);
  }
}
