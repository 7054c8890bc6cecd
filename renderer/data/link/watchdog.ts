import { epochMsOf, type Instant } from '../../../shared/lib/dates.ts';

/** Why the status is red. `since`: when the silence began. */
export type Alarm =
  /** No answer of the server for the set number of days, with work waiting. */
  | { readonly kind: 'no-contact'; readonly since: Instant; readonly days: number }
  /** The server answers, and what waits does not move. */
  | { readonly kind: 'silent-queue'; readonly since: Instant }
  /** The loop itself stood still and was started again, more than once in a row. */
  | { readonly kind: 'stuck'; readonly since: Instant };

export interface WatchFacts {
  readonly now: Instant;
  /** Acts, and photos that no budget holds. */
  readonly waiting: number;
  /** Since when something waits, without a pause. */
  readonly waitingSince: Instant | null;
  /** The last receipt or delivered photo. */
  readonly movedAt: Instant | null;
  readonly lastContactAt: Instant | null;
  readonly alarmDays: number;
  readonly stalls: number;
  readonly stalledSince: Instant | null;
}

const DAY_MS = 86_400_000;
/** Rounds follow each other by minutes: half an hour of answers without a single receipt is no slow line any more. */
const SILENT_MS = 30 * 60_000;
/** One stall may be a suspended machine; the third in a row is a fault. */
const STALLS = 3;

/** The alarm of this moment, the gravest first; null when all is as it should be. */
export function alarmOf(facts: WatchFacts): Alarm | null {
  const { waitingSince, movedAt, lastContactAt, stalledSince } = facts;
  if (facts.stalls >= STALLS && stalledSince !== null) return { kind: 'stuck', since: stalledSince };
  if (facts.waiting === 0 || waitingSince === null) return null;
  const unmet = lastContactAt ?? waitingSince;
  const days = Math.floor((epochMsOf(facts.now) - epochMsOf(unmet)) / DAY_MS);
  if (days >= facts.alarmDays) return { kind: 'no-contact', since: unmet, days };
  const still = later(waitingSince, movedAt);
  return lastContactAt !== null && epochMsOf(lastContactAt) - epochMsOf(still) >= SILENT_MS
    ? { kind: 'silent-queue', since: still }
    : null;
}

function later(a: Instant, b: Instant | null): Instant {
  return b !== null && epochMsOf(b) > epochMsOf(a) ? b : a;
}
