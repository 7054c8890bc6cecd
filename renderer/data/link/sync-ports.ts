import type { Instant } from '../../../shared/lib/dates.ts';
import type { Clock, Random } from '../../../shared/lib/ports.ts';
import type { RoundOutcome, RoundPhase } from '../../../shared/sync/round.ts';
import type { LinkPlan } from '../../platform/facts.ts';
import type { LinkUsage } from './link-usage.ts';

/** Time that no clock setting moves, and a way to be called later. */
export interface Timers {
  nowMs(): number;
  /** Returns its stop. */
  after(delayMs: number, run: () => void): () => void;
}

/** What of the line outlives a restart. */
export interface LinkMemory {
  readonly lastContactAt: Instant | null;
  readonly clockSkewMs: number | null;
  readonly usage: LinkUsage;
  readonly waitingSince: Instant | null;
  readonly movedAt: Instant | null;
}

export interface SyncTotals {
  readonly acts: number;
  readonly actBytes: number;
  readonly photos: number;
  readonly photoBytes: number;
}

export interface SyncControlDeps {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  /** One whole round; reports phases and bytes through the given functions. */
  readonly round: (report: RoundReport) => Promise<RoundOutcome>;
  /** Ends exchanges with the server that are under way; a photo goes on later where it was. */
  readonly abort: (what: 'all' | 'photos') => void;
  readonly totals: () => Promise<SyncTotals>;
  readonly savePlan: (change: Partial<LinkPlan>) => Promise<LinkPlan>;
  readonly remember: (memory: Omit<LinkMemory, 'lastContactAt' | 'clockSkewMs'>) => Promise<void>;
  /** Whether nobody asked before on this office day; asking counts. */
  readonly firstToday: (now: Instant) => Promise<boolean>;
  readonly onFault: (error: unknown) => void;
  /** Reasons to try at once: a network came up, the machine woke. */
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
  /** Whether the budget lets a photo of this size go now. */
  readonly mayUpload: (sizeBytes: number) => boolean;
  readonly isCancelled: () => boolean;
  /** The watchdog gave this round up, or the desk closes: no answer may reach the engine any more. */
  readonly isAbandoned: () => boolean;
}
