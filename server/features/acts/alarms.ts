import { z } from 'zod';
import { epochMsOf, instantOf, Instant } from '../../../shared/lib/dates.ts';
import { readMeta, writeMeta } from '../../store/meta-store.ts';
import type { Db, Tx } from '../../store/open-database.ts';
import type { Core } from '../core.ts';

/** What waits longer than it should: both sides show it red, nothing expires. */
export const Alarms = z.strictObject({
  heldDays: z.int().min(1),
  pendingHours: z.int().min(1),
  held: z.array(z.strictObject({ logId: z.string(), seq: z.int(), since: Instant })),
  /** Segments whose predecessor has not arrived. */
  pending: z.array(z.strictObject({ logId: z.string(), fromSeq: z.int(), since: Instant })),
});
export type Alarms = z.infer<typeof Alarms>;

const HELD_DAYS = 14;
const PENDING_HOURS = 72;
const HOUR_MS = 3_600_000;

/** How long a held act may wait before both sides show it red. */
export async function heldAlarmMs(db: Db | Tx): Promise<number> {
  return (await setting(db, 'held-alarm-days', HELD_DAYS)) * 24 * HOUR_MS;
}

/** Oldest first, at most 500 of each. */
export async function readAlarms(core: Pick<Core, 'db' | 'clock'>): Promise<Alarms> {
  const heldDays = await setting(core.db, 'held-alarm-days', HELD_DAYS);
  const pendingHours = await setting(core.db, 'pending-alarm-hours', PENDING_HOURS);
  const before = (hours: number): Instant => instantOf(epochMsOf(core.clock.now()) - hours * HOUR_MS);
  const acts = await core.db
    .selectFrom('acts')
    .select(['log_id', 'seq', 'received_at'])
    .where('state', '=', 'quarantined')
    .where('outcome', 'like', '%"held"%')
    .where('received_at', '<', before(heldDays * 24))
    .orderBy('received_at')
    .limit(500)
    .execute();
  const segments = await core.db
    .selectFrom('pending_batches')
    .select(['log_id', 'from_seq', 'received_at'])
    .where('received_at', '<', before(pendingHours))
    .orderBy('received_at')
    .limit(500)
    .execute();
  return {
    heldDays,
    pendingHours,
    held: acts.map((row) => ({ logId: row.log_id, seq: row.seq, since: row.received_at as Instant })),
    pending: segments.map((row) => ({
      logId: row.log_id,
      fromSeq: row.from_seq,
      since: row.received_at as Instant,
    })),
  };
}

/** Sets after how long a waiting act or segment is shown red; an act already waiting keeps the moment its desks were told. */
export async function setAlarms(
  core: Pick<Core, 'db'>,
  times: { readonly heldDays: number | null; readonly pendingHours: number | null },
): Promise<void> {
  if (times.heldDays !== null) await writeMeta(core.db, 'held-alarm-days', String(times.heldDays));
  if (times.pendingHours !== null)
    await writeMeta(core.db, 'pending-alarm-hours', String(times.pendingHours));
}

async function setting(
  db: Db | Tx,
  key: 'held-alarm-days' | 'pending-alarm-hours',
  preset: number,
): Promise<number> {
  return Number((await readMeta(db, key)) ?? preset);
}
