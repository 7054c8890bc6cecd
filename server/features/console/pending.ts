import { epochMsOf, type Instant } from '../../../shared/lib/dates.ts';
import type { Db } from '../../store/open-database.ts';

/** A segment that came before its predecessor and waits for it. */
export interface PendingSegment {
  readonly logId: string;
  readonly deviceId: string;
  readonly from: number;
  readonly to: number;
  /** The last number that is logged: what lies between is missing. */
  readonly headSeq: number;
  readonly receivedAt: Instant;
  readonly hours: number;
  readonly isOverdue: boolean;
}

/** Longest waiting first. */
export async function readPending(
  db: Db,
  now: Instant,
  alarmHours: number,
): Promise<readonly PendingSegment[]> {
  const rows = await db
    .selectFrom('pending_batches')
    .innerJoin('logs', 'logs.log_id', 'pending_batches.log_id')
    .select(['pending_batches.log_id', 'device_id', 'from_seq', 'to_seq', 'head_seq', 'received_at'])
    .orderBy('received_at')
    .execute();
  return rows.map((row): PendingSegment => {
    const hours = Math.floor((epochMsOf(now) - Date.parse(row.received_at)) / 3_600_000);
    return {
      logId: row.log_id,
      deviceId: row.device_id,
      from: row.from_seq,
      to: row.to_seq,
      headSeq: row.head_seq,
      receivedAt: row.received_at as Instant,
      hours,
      isOverdue: hours >= alarmHours,
    };
  });
}
