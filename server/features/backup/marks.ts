import { Hex } from '../../../shared/lib/bytes.ts';
import type { DeviceId, LogId } from '../../../shared/lib/ids.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import type { BackupMark } from '../../../shared/protocol/backup-mark.ts';
import type { Signed } from '../../../shared/protocol/receipt.ts';
import type { Tx } from '../../store/open-database.ts';
import type { Core } from '../core.ts';
import { lastBackup } from './cut.ts';

/** The mark of a device's own logs; null when there is no verified backup, or the device has seen what it says. */
export async function backupMarkFor(
  core: Core,
  tx: Tx,
  device: { readonly id: DeviceId; readonly epoch: string; readonly seen: string | undefined },
): Promise<Signed | null> {
  const backup = await lastBackup(tx);
  if (backup === null || backup.at === device.seen) return null;
  const rows = await tx
    .selectFrom('backup_marks')
    .innerJoin('logs', 'logs.log_id', 'backup_marks.log_id')
    .select(['backup_marks.log_id', 'backup_marks.seq', 'backup_marks.hash'])
    .where('logs.device_id', '=', device.id)
    .orderBy('backup_marks.log_id')
    .execute();
  const mark: BackupMark = {
    v: 1,
    epoch: device.epoch,
    at: backup.at,
    attachmentsBefore: backup.attachmentsBefore,
    logs: rows.map((row) => ({ logId: row.log_id as LogId, seq: row.seq, hash: Hex.parse(row.hash) })),
  };
  return core.trust.sign('jd-backup-1', mark as unknown as JsonValue);
}
