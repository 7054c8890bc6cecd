import type { Hex } from '../../shared/lib/bytes.ts';
import type { DeviceId, LogId } from '../../shared/lib/ids.ts';
import { genesis } from '../../shared/protocol/chain.ts';
import type { Db, Tx } from './open-database.ts';
import type { ActRow, LogRow } from './tables.ts';

/** What re-running and blocking need of a logged act, without its bytes. */
export type OpenActRow = Pick<
  ActRow,
  'seq' | 'lane' | 'name' | 'actor' | 'after_seqs' | 'outcome' | 'received_at'
>;

const ROWS_PER_STATEMENT = 500;

export async function readLog(db: Db | Tx, logId: LogId): Promise<LogRow | null> {
  return (await db.selectFrom('logs').selectAll().where('log_id', '=', logId).executeTakeFirst()) ?? null;
}

/**
 * Locks the device's logs until the transaction ends and returns the log, made empty when it is new.
 * One lock for all logs of a device, since withdrawing reaches from one into another.
 */
export async function lockLog(tx: Tx, deviceId: DeviceId, logId: LogId): Promise<LogRow> {
  await tx
    .selectFrom('devices')
    .select('id')
    .where('id', '=', deviceId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const known = await readLog(tx, logId);
  if (known) return known;
  const made: LogRow = {
    log_id: logId,
    device_id: deviceId,
    head_seq: 0,
    head_hash: genesis(logId),
    last_amendment: 0,
  };
  await tx
    .insertInto('logs')
    .values(made)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await readLog(tx, logId)) ?? made;
}

/** Chain value of the log at a number, null when the server does not have it. */
export async function chainValueAt(db: Db | Tx, logId: LogId, seq: number): Promise<Hex | null> {
  if (seq === 0) return genesis(logId);
  const query = db.selectFrom('acts').select('hash').where('log_id', '=', logId).where('seq', '=', seq);
  return ((await query.executeTakeFirst())?.hash as Hex | undefined) ?? null;
}

/** Chain values from `from` to `to`, as far as the log goes, by number. */
export async function chainValues(
  db: Db | Tx,
  logId: LogId,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, string>> {
  const query = db.selectFrom('acts').select(['seq', 'hash']).where('log_id', '=', logId);
  const rows = await query.where('seq', '>=', from).where('seq', '<=', to).execute();
  return new Map(rows.map((row) => [row.seq, row.hash]));
}

export async function isForkValue(db: Db | Tx, logId: LogId, seq: number, hash: string): Promise<boolean> {
  const query = db.selectFrom('forks').select('seq').where('log_id', '=', logId).where('seq', '=', seq);
  return (await query.where('hash', '=', hash).executeTakeFirst()) !== undefined;
}

export async function insertActs(tx: Tx, rows: readonly ActRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) {
    await tx
      .insertInto('acts')
      .values(rows.slice(at, at + ROWS_PER_STATEMENT))
      .execute();
  }
}

export async function openActRows(tx: Tx, logId: LogId): Promise<readonly OpenActRow[]> {
  const columns = ['seq', 'lane', 'name', 'actor', 'after_seqs', 'outcome', 'received_at'] as const;
  const query = tx.selectFrom('acts').select(columns).where('log_id', '=', logId);
  return query.where('state', '=', 'quarantined').orderBy('seq').execute();
}

/** Whole rows of the acts that are not run and not withdrawn, in the order of the log. */
export async function quarantinedActs(tx: Tx, logId: LogId): Promise<readonly ActRow[]> {
  const query = tx.selectFrom('acts').selectAll().where('log_id', '=', logId);
  return query.where('state', '=', 'quarantined').orderBy('seq').execute();
}

/** Gives a logged act another outcome. */
export async function setOutcome(
  tx: Tx,
  logId: LogId,
  seq: number,
  change: Pick<ActRow, 'state' | 'outcome'>,
): Promise<void> {
  await tx.updateTable('acts').set(change).where('log_id', '=', logId).where('seq', '=', seq).execute();
}

/** A signature that came later covers acts logged without one. Returns whether there were any. */
export async function markSigned(
  tx: Tx,
  logId: LogId,
  actor: string,
  from: number,
  to: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('acts')
    .set({ signed: true })
    .where('log_id', '=', logId)
    .where('actor', '=', actor)
    .where('seq', '>=', from)
    .where('seq', '<=', to)
    .where('signed', '=', false)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whether the log has an act without a valid signature up to this number. */
export async function hasUnsigned(db: Db | Tx, logId: LogId, upTo: number): Promise<boolean> {
  const query = db
    .selectFrom('acts')
    .select('seq')
    .where('log_id', '=', logId)
    .where('state', '=', 'quarantined');
  return (
    (await query.where('signed', '=', false).where('seq', '<=', upTo).limit(1).executeTakeFirst()) !==
    undefined
  );
}

/** The frame and state of one logged act; null when the log does not have it. */
export async function readAct(
  tx: Tx,
  logId: LogId,
  seq: number,
): Promise<Pick<ActRow, 'frame' | 'state' | 'outcome'> | null> {
  const query = tx.selectFrom('acts').select(['frame', 'state', 'outcome']);
  return (await query.where('log_id', '=', logId).where('seq', '=', seq).executeTakeFirst()) ?? null;
}
