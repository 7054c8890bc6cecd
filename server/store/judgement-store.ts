import { sql } from 'kysely';
import type { LogId } from '../../shared/lib/ids.ts';
import type { Db, Tx } from './open-database.ts';
import type { ActDecisionRow, AnchorRow, FieldAuthorRow, OfficerHistoryRow } from './tables.ts';

// What judging acts must remember besides acts and records.

/** Notes what an officer is from a moment on. The first note of an officer counts from the beginning when it has no moment. */
export async function noteOfficer(tx: Tx, row: OfficerHistoryRow): Promise<void> {
  await tx
    .insertInto('officer_history')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['officer_id', 'from_at']).doUpdateSet({ officer: row.officer }),
    )
    .execute();
}

/** Oldest first. */
export async function officerHistory(db: Db | Tx, officerId: string): Promise<readonly OfficerHistoryRow[]> {
  const query = db.selectFrom('officer_history').selectAll().where('officer_id', '=', officerId);
  return query.orderBy('from_at').execute();
}

export async function noteAnchor(tx: Tx, row: AnchorRow): Promise<void> {
  await tx
    .insertInto('anchors')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The latest verified times of a log before an act, newest first. */
export async function anchorsBefore(tx: Tx, logId: LogId, seq: number): Promise<readonly AnchorRow[]> {
  const query = tx.selectFrom('anchors').selectAll().where('log_id', '=', logId).where('seq', '<', seq);
  return query.orderBy('seq', 'desc').limit(50).execute();
}

/** Notes what a held act waits for; null: it waits for no record any more. */
export async function noteWaiting(
  tx: Tx,
  logId: LogId,
  seq: number,
  needs: { readonly table: string; readonly id: string } | null,
): Promise<void> {
  if (needs === null) {
    await tx.deleteFrom('waiting_acts').where('log_id', '=', logId).where('seq', '=', seq).execute();
    return;
  }
  const row = { table_name: needs.table, record_id: needs.id };
  await tx
    .insertInto('waiting_acts')
    .values({ log_id: logId, seq, ...row })
    .onConflict((conflict) => conflict.columns(['log_id', 'seq']).doUpdateSet(row))
    .execute();
}

/** Logs with acts that wait for one of these, given as `<table>|<id>`. */
export async function logsWaitingFor(tx: Tx, keys: ReadonlySet<string>): Promise<readonly LogId[]> {
  if (keys.size === 0) return [];
  const ids = [...keys].map((key) => key.slice(key.indexOf('|') + 1));
  const rows = await tx
    .selectFrom('waiting_acts')
    .select(['log_id', 'table_name', 'record_id'])
    .where('record_id', 'in', ids)
    .execute();
  const found = rows.filter((row) => keys.has(`${row.table_name}|${row.record_id}`));
  return [...new Set(found.map((row) => row.log_id as LogId))].sort();
}

/** Logs with acts whose record is here although nobody judged them again since: after a crash, or a record from elsewhere. */
export async function logsReady(db: Db | Tx, logId: LogId | null): Promise<readonly LogId[]> {
  const query = db
    .selectFrom('waiting_acts as w')
    .select('w.log_id')
    .distinct()
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('records as r')
          .select(sql`1`.as('one'))
          .whereRef('r.table_name', '=', 'w.table_name')
          .whereRef('r.id', '=', 'w.record_id'),
      ),
    );
  const rows = await (logId === null ? query : query.where('w.log_id', '=', logId)).execute();
  return rows.map((row) => row.log_id as LogId).sort();
}

/** Whether a record was removed by an act: then nothing waits for it. */
export async function wasRemoved(tx: Tx, table: string, id: string): Promise<boolean> {
  const query = tx.selectFrom('feed').select('op').where('id', '=', id).where('table_name', '=', table);
  return (await query.where('op', '=', 'removed').executeTakeFirst()) !== undefined;
}

/** Returns false when somebody has decided before. */
export async function noteDecision(tx: Tx, row: ActDecisionRow): Promise<boolean> {
  const insert = tx
    .insertInto('act_decisions')
    .values(row)
    .onConflict((conflict) => conflict.doNothing());
  return ((await insert.executeTakeFirst()).numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function decisionsOn(tx: Tx, logId: LogId): Promise<readonly ActDecisionRow[]> {
  return tx.selectFrom('act_decisions').selectAll().where('log_id', '=', logId).execute();
}

export async function noteAuthor(tx: Tx, row: FieldAuthorRow): Promise<void> {
  const { table_name: _table, record_id: _record, field: _field, ...author } = row;
  await tx
    .insertInto('field_authors')
    .values(row)
    .onConflict((conflict) => conflict.columns(['table_name', 'record_id', 'field']).doUpdateSet(author))
    .execute();
}

export async function authorsOf(
  tx: Tx,
  table: string,
  recordId: string,
): Promise<ReadonlyMap<string, FieldAuthorRow>> {
  const query = tx.selectFrom('field_authors').selectAll().where('table_name', '=', table);
  const rows = await query.where('record_id', '=', recordId).execute();
  return new Map(rows.map((row) => [row.field, row]));
}
