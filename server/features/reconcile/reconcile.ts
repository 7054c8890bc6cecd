import type { DeviceId, LogId } from '../../../shared/lib/ids.ts';
import { isWeek, type IsoWeek } from '../../../shared/lib/iso-week.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import type { LogHead } from '../../../shared/protocol/hello.ts';
import {
  statedLogs,
  type ReconcileRequest,
  type ReconcileStatement,
} from '../../../shared/protocol/reconcile.ts';
import type { WeekRecord } from '../../../shared/protocol/reconciliation.ts';
import type { Signed } from '../../../shared/protocol/receipt.ts';
import { readMeta } from '../../store/meta-store.ts';
import type { Db } from '../../store/open-database.ts';
import type { Core } from '../core.ts';
import { historyOf, wholeHistory } from './history.ts';
import { readWeek } from './week-record.ts';

/** A signed statement of one week of a device's logs, each in the history that this device has. */
export async function reconcile(
  core: Core,
  deviceId: DeviceId,
  { week, receipted }: Pick<ReconcileRequest, 'week' | 'receipted'>,
): Promise<Signed> {
  const snapshot = core.db.transaction().setIsolationLevel('repeatable read');
  const statement = await snapshot.execute(async (tx): Promise<ReconcileStatement> => {
    const logs = await tx.selectFrom('logs').select('log_id').where('device_id', '=', deviceId).execute();
    const stated = new Map<string, LogHead>(receipted.map((head) => [head.logId, head]));
    const histories = [];
    for (const logId of logs.map((log) => log.log_id as LogId).sort()) {
      const head = stated.get(logId) ?? { logId, seq: 0, hash: '' };
      histories.push(await historyOf(tx, head as LogHead));
    }
    const record = await readWeek(tx, histories, week);
    return {
      v: 1,
      deviceId,
      week,
      epoch: (await readMeta(tx, 'epoch')) ?? '',
      at: core.clock.now(),
      logs: statedLogs(record),
      photos: [...record.photos],
    };
  });
  return core.trust.sign('jd-reconcile-1', statement as unknown as JsonValue);
}

/** The region's own view of a device's week, copied profiles included. */
export async function weekOfDevice(db: Db, deviceId: string, week: IsoWeek): Promise<WeekRecord> {
  const logs = await db
    .selectFrom('logs')
    .select('log_id')
    .where('device_id', '=', deviceId)
    .orderBy('log_id')
    .execute();
  const histories = [];
  for (const log of logs) histories.push(await wholeHistory(db, log.log_id as LogId));
  return readWeek(db, histories, week);
}

/** Weeks in which a device has acts here, newest first. */
export async function weeksOfDevice(db: Db, deviceId: string): Promise<readonly IsoWeek[]> {
  const rows = await db
    .selectFrom('acts')
    .innerJoin('logs', 'logs.log_id', 'acts.log_id')
    .select('acts.week')
    .distinct()
    .where('logs.device_id', '=', deviceId)
    .orderBy('acts.week', 'desc')
    .execute();
  return rows.map((row) => row.week).filter(isWeek);
}
