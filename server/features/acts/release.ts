import { z } from 'zod';
import { LogId, OfficerId, type DeviceId } from '../../../shared/lib/ids.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { logsReady } from '../../store/judgement-store.ts';
import type { Core } from '../core.ts';
import { submit } from '../org/apply-command.ts';
import { rehear } from './log-chunk.ts';

/** The region's word about acts of a revoked device, given on its command line or its console. */
export const ReleaseOrder = z.strictObject({
  logId: LogId,
  from: z.int().min(1),
  to: z.int().min(1),
  decision: z.enum(['confirm', 'reject']),
  reason: z.string().min(1).max(500),
  /** The regional administrator at the console; null on the command line. */
  by: OfficerId.nullable(),
});
export type ReleaseOrder = z.infer<typeof ReleaseOrder>;

/**
 * Releases (or rejects) acts that are held because their device was revoked: on record first, then judged in lane order.
 * Returns how many of them are delivered now, and how many are not.
 */
export async function releaseActs(
  core: Core,
  order: ReleaseOrder,
): Promise<Result<{ readonly delivered: number; readonly others: number }, 'act-unknown' | 'act-not-held'>> {
  const { logId, from, to, decision, reason, by } = order;
  const log = await core.db.selectFrom('logs').selectAll().where('log_id', '=', logId).executeTakeFirst();
  if (!log) return err('act-unknown');
  const named = core.db
    .selectFrom('acts')
    .select(['seq', 'state', 'outcome'])
    .where('log_id', '=', logId)
    .where('seq', '>=', from)
    .where('seq', '<=', to);
  const held = (await named.execute()).filter(
    (act) => act.state === 'quarantined' && act.outcome.includes('"revoked-device"'),
  );
  if (held.length === 0) return err('act-not-held');
  const seqs = held.map((act) => act.seq);
  const at = core.clock.now();
  await submit(core, [{ kind: 'release-acts', logId, seqs, decision, reason, by, at }]);
  await rehear(core, { deviceId: log.device_id as DeviceId, logId }, at, seqs);
  const after = await named.where('seq', 'in', seqs).execute();
  const delivered = after.filter((act) => act.state === 'delivered').length;
  core.log.info({ logId, acts: seqs.length, decision, delivered }, 'acts released');
  return ok({ delivered, others: seqs.length - delivered });
}

/** After something came by another road than a push (a published template): acts that waited for it are judged again. */
export async function rehearReady(core: Core): Promise<void> {
  for (const logId of await logsReady(core.db, null)) {
    const log = await core.db
      .selectFrom('logs')
      .select('device_id')
      .where('log_id', '=', logId)
      .executeTakeFirstOrThrow();
    await rehear(core, { deviceId: log.device_id as DeviceId, logId }, core.clock.now(), []);
  }
}
