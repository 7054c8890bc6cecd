import { mutationRegistry } from '../../shared/protocol/mutation-registry.ts';
import type { DeviceId, LogId } from '../../shared/lib/ids.ts';
import { rerunLog } from '../features/acts/log-chunk.ts';
import type { Core } from '../features/core.ts';

/** After an update: acts that were held because an older server did not know them are judged again. */
export async function rerunUnknown(core: Core): Promise<void> {
  const query = core.db
    .selectFrom('acts')
    .innerJoin('logs', 'logs.log_id', 'acts.log_id')
    .select(['acts.log_id', 'logs.device_id'])
    .distinct();
  const logs = await query
    .where('acts.state', '=', 'quarantined')
    .where('acts.outcome', 'like', '%"unknown-act"%')
    .where('acts.name', 'in', [...mutationRegistry.keys()])
    .execute();
  for (const log of logs) {
    const [deviceId, logId] = [log.device_id as DeviceId, log.log_id as LogId];
    const changed = await core.db
      .transaction()
      .execute((tx) => rerunLog(core, tx, deviceId, logId, core.clock.now()));
    core.log.info({ logId, changed }, 'held acts run again');
  }
}
