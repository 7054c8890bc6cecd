import type { DeviceId } from '../../../shared/lib/ids.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { PROTOCOL_FLOOR } from '../../../shared/protocol/protocol-version.ts';
import type { Core } from '../core.ts';
import { writeReturn } from './write-return.ts';

export interface WrittenSnapshot {
  readonly kind: 'snapshot-written';
  readonly deviceId: DeviceId;
  readonly file: string;
}

/** Everything an enrolled device may read, as a file: how a new or long absent computer starts without a line. */
export async function writeSnapshot(
  core: Core,
  deviceId: DeviceId,
  folder: string,
): Promise<Result<WrittenSnapshot, 'device-unknown' | 'device-revoked'>> {
  const device = await core.db
    .selectFrom('devices')
    .selectAll()
    .where('id', '=', deviceId)
    .executeTakeFirst();
  if (!device) return err('device-unknown');
  if (device.revoked_at !== null) return err('device-revoked');
  // The oldest form that is still spoken: nobody knows which app the device runs.
  const asked = {
    kind: 'snapshot',
    v: PROTOCOL_FLOOR,
    answers: null,
    epoch: null,
    cursors: {},
    amendmentsAfter: {},
    manifestVersion: 0,
  } as const;
  const file = await writeReturn(core, device, asked, { receipts: [], attachmentReceipts: [] }, folder);
  return ok({ kind: 'snapshot-written', deviceId, file });
}
