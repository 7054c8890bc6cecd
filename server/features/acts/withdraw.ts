import { withdrawActs } from '../../../shared/domain/log/mutations.ts';
import type { DeviceId, LogId } from '../../../shared/lib/ids.ts';
import type { Refusal } from '../../../shared/lib/mutation.ts';
import type { Frame } from '../../../shared/protocol/frame.ts';
import { readLog } from '../../store/acts-store.ts';
import type { Tx } from '../../store/open-database.ts';
import type { OpenActs } from './open-acts.ts';

/** What withdrawals in one transaction closed: numbers of the log being pushed, and of the device's other logs. */
export interface Closed {
  readonly own: Set<number>;
  readonly others: Map<LogId, Set<number>>;
}

/**
 * Closes the quarantined acts that an `act/withdraw` names: of a log of the same device, by the officer who made them (an act
 * nobody can read has no officer). All of them or none; one that is withdrawn already is passed over.
 */
export async function withdraw(
  tx: Tx,
  deviceId: DeviceId,
  open: OpenActs,
  closed: Closed,
  frame: Frame,
): Promise<Refusal | null> {
  const { logId, seqs } = withdrawActs.args.parse(frame.args);
  if (logId === frame.logId) return closeOwn(tx, logId, open, closed, frame, seqs);
  const log = await readLog(tx, logId);
  if (log?.device_id !== deviceId) return { kind: 'act-not-found', logId };
  return closeOther(tx, logId, closed, frame, seqs);
}

async function closeOwn(
  tx: Tx,
  logId: LogId,
  open: OpenActs,
  closed: Closed,
  frame: Frame,
  seqs: readonly number[],
): Promise<Refusal | null> {
  const here = seqs.filter((seq) => open.get(seq) !== null);
  for (const seq of here) {
    const actor = open.get(seq)?.actor ?? null;
    if (actor !== null && actor !== frame.actor) return { kind: 'act-of-other-officer', seq };
  }
  const elsewhere = seqs.filter((seq) => open.get(seq) === null && !closed.own.has(seq));
  if (elsewhere.some((seq) => seq >= frame.seq)) return { kind: 'act-not-found', logId };
  const refusal = await closeForks(tx, logId, elsewhere);
  if (refusal) return refusal;
  for (const seq of here) {
    open.close(seq);
    closed.own.add(seq);
  }
  return null;
}

async function closeOther(
  tx: Tx,
  logId: LogId,
  closed: Closed,
  frame: Frame,
  seqs: readonly number[],
): Promise<Refusal | null> {
  const query = tx.selectFrom('acts').select(['seq', 'state', 'actor']).where('log_id', '=', logId);
  const acts = await query.where('seq', 'in', seqs).execute();
  const quarantined = acts.filter(
    (act) => act.state === 'quarantined' && !closed.others.get(logId)?.has(act.seq),
  );
  const foreign = quarantined.find((act) => act.actor !== null && act.actor !== frame.actor);
  if (foreign) return { kind: 'act-of-other-officer', seq: foreign.seq };
  const named = new Set(quarantined.map((act) => act.seq));
  const refusal = await closeForks(
    tx,
    logId,
    seqs.filter((seq) => !named.has(seq) && !closed.others.get(logId)?.has(seq)),
  );
  if (refusal) return refusal;
  closed.others.set(logId, new Set([...(closed.others.get(logId) ?? []), ...named]));
  return null;
}

/** Numbers whose act is not quarantined: withdrawn before, or forked, where the other copy is what is withdrawn. */
async function closeForks(tx: Tx, logId: LogId, seqs: readonly number[]): Promise<Refusal | null> {
  if (seqs.length === 0) return null;
  const before = await tx
    .selectFrom('acts')
    .select('seq')
    .where('log_id', '=', logId)
    .where('seq', 'in', seqs)
    .where('state', '=', 'withdrawn')
    .execute();
  const forks = await tx
    .selectFrom('forks')
    .select('seq')
    .where('log_id', '=', logId)
    .where('seq', 'in', seqs)
    .execute();
  const known = new Set([...before, ...forks].map((row) => row.seq));
  const missing = seqs.find((seq) => !known.has(seq));
  if (missing !== undefined) return { kind: 'act-not-quarantined', seq: missing };
  await tx
    .updateTable('forks')
    .set({ withdrawn: true })
    .where('log_id', '=', logId)
    .where('seq', 'in', seqs)
    .execute();
  return null;
}
