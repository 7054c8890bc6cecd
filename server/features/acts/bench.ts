import { Officer } from '../../../shared/domain/org/officer.ts';
import type { DeviceId, LogId } from '../../../shared/lib/ids.ts';
import type { Refusal } from '../../../shared/lib/mutation.ts';
import type { Frame } from '../../../shared/protocol/frame.ts';
import { mutationRegistry } from '../../../shared/protocol/mutation-registry.ts';
import { openActRows } from '../../store/acts-store.ts';
import type { Tx } from '../../store/open-database.ts';
import type { RecordSession } from '../../store/record-session.ts';
import type { ServerLog } from '../core.ts';
import type { Bench } from './judge.ts';
import { openActs } from './open-acts.ts';

export interface BenchSetting {
  readonly tx: Tx;
  readonly log: ServerLog;
  readonly logId: LogId;
  readonly deviceId: DeviceId;
  readonly records: RecordSession;
  readonly faulty: ReadonlySet<number>;
  withdraw(bench: Pick<Bench, 'open'>, frame: Frame): Promise<Refusal | null>;
}

/** Lays out everything for judging acts of one log in one transaction. */
export async function openBench(setting: BenchSetting): Promise<Bench> {
  const { tx, logId, deviceId, records, faulty, log } = setting;
  const device = await tx
    .selectFrom('devices')
    .select('revoked_at')
    .where('id', '=', deviceId)
    .executeTakeFirstOrThrow();
  const open = openActs(await openActRows(tx, logId));
  const officers = new Map<string, Officer | null>();
  return {
    logId,
    revoked: device.revoked_at !== null,
    registry: mutationRegistry,
    records,
    open,
    log,
    officer: async (officerId) => {
      const known = officers.get(officerId);
      if (known !== undefined) return known;
      const officer = await readOfficer(tx, officerId);
      officers.set(officerId, officer);
      return officer;
    },
    withdraw: (frame) => setting.withdraw({ open }, frame),
    isFaulty: (seq) => faulty.has(seq),
  };
}

async function readOfficer(tx: Tx, officerId: string): Promise<Officer | null> {
  const row = await tx
    .selectFrom('officers')
    .select('officer')
    .where('id', '=', officerId)
    .executeTakeFirst();
  return row ? Officer.parse(JSON.parse(row.officer)) : null;
}
