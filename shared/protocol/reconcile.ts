import { z } from 'zod';
import { Sha256Hex } from '../lib/bytes.ts';
import { Instant } from '../lib/dates.ts';
import { DeviceId, LogId, RecordId } from '../lib/ids.ts';
import { IsoWeek } from '../lib/iso-week.ts';
import { LogHead } from './hello.ts';
import { FATES, type SheetAct, type WeekRecord } from './reconciliation.ts';
import { Signed } from './receipt.ts';

/**
 * POST /v1/reconcile: what the region has of one week of this device's logs. `receipted` says per log how far the device holds
 * receipts, so that a copied profile is answered from its own history.
 */
export const ReconcileRequest = z.strictObject({
  v: z.int().min(1),
  week: IsoWeek,
  receipted: z.array(LogHead).max(500),
});
export type ReconcileRequest = z.infer<typeof ReconcileRequest>;

const Run = z.strictObject({
  from: z.int().min(1),
  to: z.int().min(1),
  name: z.string(),
  state: z.enum(['delivered', 'waiting', 'quarantined', 'withdrawn']),
  fate: z.enum(FATES),
});

/** Neighbours of one kind and fate travel as one run: a week of sixty answers is one line. */
export const ReconcileStatement = z.strictObject({
  v: z.literal(1),
  deviceId: DeviceId,
  week: IsoWeek,
  epoch: z.string(),
  at: Instant,
  logs: z.array(
    z.strictObject({
      logId: LogId,
      mark: z.strictObject({ seq: z.int().min(1), chain: Sha256Hex }).nullable(),
      runs: z.array(Run),
    }),
  ),
  photos: z.array(
    z.strictObject({
      attachmentId: RecordId,
      sizeBytes: z.int().min(0),
      state: z.enum(['waiting', 'received', 'stopped']),
    }),
  ),
});
export type ReconcileStatement = z.infer<typeof ReconcileStatement>;

/** `statement` is a ReconcileStatement, signed `jd-reconcile-1`. */
export const ReconcileAnswer = z.strictObject({ v: z.int().min(1), statement: Signed });
export type ReconcileAnswer = z.infer<typeof ReconcileAnswer>;

type StatedLog = ReconcileStatement['logs'][number];

/** Acts in the order of their logs and numbers as runs. */
export function statedLogs({ acts, marks }: Pick<WeekRecord, 'acts' | 'marks'>): StatedLog[] {
  const logs = new Map<LogId, StatedLog>();
  for (const act of acts) {
    const log = logs.get(act.logId) ?? { logId: act.logId, mark: markOf(marks, act.logId), runs: [] };
    logs.set(act.logId, log);
    const last = log.runs.at(-1);
    if (last && last.to + 1 === act.seq && isLike(last, act)) last.to = act.seq;
    else log.runs.push({ from: act.seq, to: act.seq, name: act.name, state: act.state, fate: act.fate });
  }
  return [...logs.values()];
}

/** The statement as the region's end of the comparison. */
export function weekOfStatement({ week, logs, photos }: ReconcileStatement): WeekRecord {
  const acts = logs.flatMap(({ logId, runs }) =>
    runs.flatMap(({ from, to, name, state, fate }) =>
      Array.from({ length: to - from + 1 }, (_, i): SheetAct => ({
        logId,
        seq: from + i,
        name,
        state,
        fate,
      })),
    ),
  );
  const marks = logs.flatMap(({ logId, mark }) => (mark ? [{ logId, ...mark }] : []));
  return { week, acts, photos, marks };
}

function markOf(marks: WeekRecord['marks'], logId: LogId): StatedLog['mark'] {
  const mark = marks.find((one) => one.logId === logId);
  return mark ? { seq: mark.seq, chain: mark.chain } : null;
}

function isLike(run: StatedLog['runs'][number], act: SheetAct): boolean {
  return run.name === act.name && run.state === act.state && run.fate === act.fate;
}
