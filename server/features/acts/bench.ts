import type { Instant } from '../../../shared/lib/dates.ts';
import type { DeviceId, LogId } from '../../../shared/lib/ids.ts';
import { openActRows } from '../../store/acts-store.ts';
import { decisionsOn } from '../../store/judgement-store.ts';
import type { Tx } from '../../store/open-database.ts';
import type { ActDecisionRow, LogRow } from '../../store/tables.ts';
import { openActs, type OpenActs } from './open-acts.ts';

/** What judging the acts of one log needs to know of it, inside one transaction. */
export interface Bench {
  readonly logId: LogId;
  readonly deviceId: DeviceId;
  /** What the officer called the computer. */
  readonly deviceLabel: string;
  readonly isRevoked: boolean;
  readonly open: OpenActs;
  /** Since when each officer has had a key on the device: no act of theirs here is older. */
  readonly enrolledSince: ReadonlyMap<string, Instant>;
  decisionOn(seq: number, subject: ActDecisionRow['subject']): ActDecisionRow | null;
  addDecision(row: ActDecisionRow): void;
  /** Acts whose writing failed before: they are recorded as refused and not run again. */
  isFaulty(seq: number): boolean;
  /** The number of the next amendment of this log. */
  nextAmendment(): number;
  lastAmendment(): number;
}

export async function openBench(tx: Tx, log: LogRow, faulty: ReadonlySet<number>): Promise<Bench> {
  const logId = log.log_id as LogId;
  const device = await tx
    .selectFrom('devices')
    .select(['revoked_at', 'label'])
    .where('id', '=', log.device_id)
    .executeTakeFirstOrThrow();
  const enrolments = await tx
    .selectFrom('device_officers')
    .select(['officer_id', 'enrolled_at'])
    .where('device_id', '=', log.device_id)
    .orderBy('enrolled_at', 'desc')
    .execute();
  const rows = await openActRows(tx, logId);
  const open = openActs(
    rows.map(({ after_seqs: after, received_at: receivedAt, ...row }) => ({
      ...row,
      after: JSON.parse(after) as number[],
      receivedAt: receivedAt as Instant,
    })),
  );
  const key = (seq: number, subject: string): string => `${seq}|${subject}`;
  const decisions = new Map((await decisionsOn(tx, logId)).map((row) => [key(row.seq, row.subject), row]));
  let amendments = log.last_amendment;
  return {
    logId,
    deviceId: log.device_id as DeviceId,
    deviceLabel: device.label,
    isRevoked: device.revoked_at !== null,
    open,
    enrolledSince: new Map(enrolments.map((row) => [row.officer_id, row.enrolled_at as Instant])),
    decisionOn: (seq, subject) => decisions.get(key(seq, subject)) ?? null,
    addDecision: (row) => void decisions.set(key(row.seq, row.subject), row),
    isFaulty: (seq) => faulty.has(seq),
    nextAmendment: () => (amendments += 1),
    lastAmendment: () => amendments,
  };
}
