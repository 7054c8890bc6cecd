import { mutationRegistry } from '../../shared/protocol/mutation-registry.ts';
import { REISSUE } from '../../shared/protocol/reissue.ts';
import type { DeviceId, LogId } from '../../shared/lib/ids.ts';
import { rehear } from '../features/acts/log-chunk.ts';
import { problemFields, type Core } from '../features/core.ts';
import { logsReady } from '../store/judgement-store.ts';

/**
 * At start, after an update or a crash: acts that an older server did not know or failed at are judged again, and so are those
 * whose record has arrived or about which somebody has decided. A log that cannot be judged now stops no other.
 */
export async function rerunUnknown(core: Core): Promise<void> {
  const forced = new Map<LogId, { readonly deviceId: DeviceId; readonly seqs: number[] }>();
  // An empty list is no SQL.
  const ready = [...(await logsReady(core.db, null)), ''];
  const query = core.db
    .selectFrom('acts')
    .innerJoin('logs', 'logs.log_id', 'acts.log_id')
    .leftJoin('act_decisions as d', (join) =>
      join.onRef('d.log_id', '=', 'acts.log_id').onRef('d.seq', '=', 'acts.seq'),
    )
    .select(['acts.log_id', 'acts.seq', 'logs.device_id'])
    .where('acts.state', '=', 'quarantined');
  const acts = await query
    .where((eb) =>
      eb.or([
        eb.and([
          eb('acts.outcome', 'like', '%"unknown-act"%'),
          eb('acts.name', 'in', [REISSUE, ...mutationRegistry.keys()]),
        ]),
        eb('acts.outcome', 'like', '%"server-fault"%'),
        eb.and([eb('acts.outcome', 'like', '%"held"%'), eb('d.seq', 'is not', null)]),
        eb('acts.log_id', 'in', ready),
      ]),
    )
    .distinct()
    .execute();
  for (const act of acts) {
    const logId = act.log_id as LogId;
    const known = forced.get(logId) ?? { deviceId: act.device_id as DeviceId, seqs: [] };
    known.seqs.push(act.seq);
    forced.set(logId, known);
  }
  for (const [logId, { deviceId, seqs }] of forced) {
    try {
      await rehear(core, { deviceId, logId }, core.clock.now(), seqs);
      core.log.info({ logId, acts: seqs.length }, 'acts judged again');
    } catch (problem) {
      core.log.error({ ...problemFields(problem), logId }, 'acts could not be judged again');
    }
  }
}
