import type { Right } from '../../../shared/domain/org/authority.ts';
import { rightOverTime, type RightOverTime } from '../../../shared/domain/org/right-over-time.ts';
import { trueTimeOf } from '../../../shared/domain/org/true-time.ts';
import { instantOf, type Instant } from '../../../shared/lib/dates.ts';
import type { Frame } from '../../../shared/protocol/frame.ts';
import { anchorsBefore } from '../../store/judgement-store.ts';
import type { Bench } from './bench.ts';
import type { Hearing } from './hearing.ts';

/** A readable, logged act before its judges. */
export interface Case {
  readonly frame: Frame;
  /** Whether its own actor's signature covers it. */
  readonly signed: boolean;
  readonly receivedAt: Instant;
}

/** Whether the actor held the right in the whole time in which the act may have been made. */
export async function rightWhenMade(
  hearing: Hearing,
  bench: Bench,
  { frame, receivedAt }: Pick<Case, 'frame' | 'receivedAt'>,
  right: Right,
): Promise<RightOverTime> {
  const periods = await hearing.periodsOf(frame.actor);
  const floor = bench.enrolledSince.get(frame.actor) ?? instantOf(0);
  const widest = { from: floor < receivedAt ? floor : receivedAt, to: receivedAt };
  const atMost = rightOverTime(periods, widest, right);
  if (atMost.kind !== 'partly' && (atMost.kind === 'never' || atMost.prefectures.length === 1)) return atMost;
  // Only now the anchors matter: a shorter time never contradicts a certain answer.
  const anchors = (await anchorsBefore(hearing.tx, bench.logId, frame.seq)).map((row) => ({
    at: row.at as Instant,
    bootId: row.boot_id,
    elapsedMs: row.elapsed_ms,
  }));
  return rightOverTime(periods, trueTimeOf(frame, floor, receivedAt, anchors), right);
}
