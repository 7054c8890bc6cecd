import { Hex } from '../../../shared/lib/bytes.ts';
import type { Instant } from '../../../shared/lib/dates.ts';
import type { LogId } from '../../../shared/lib/ids.ts';
import type { JsonValue } from '../../../shared/lib/json.ts';
import type { Outcome } from '../../../shared/protocol/outcome.ts';
import type { Amendment, Receipt, Signed } from '../../../shared/protocol/receipt.ts';
import { readMeta } from '../../store/meta-store.ts';
import type { Db, Tx } from '../../store/open-database.ts';
import type { ReceiptRow } from '../../store/tables.ts';
import type { Trust } from '../trust/trust-folder.ts';

// Receipts and amendments: signed once, stored as signed, given again for the same question.

interface ReceiptRange {
  readonly logId: LogId;
  readonly from: number;
  readonly to: number;
  readonly chain: string;
  readonly fork: boolean;
  readonly outcomes: readonly { readonly seq: number; readonly outcome: Outcome }[];
  readonly epoch: string;
  readonly receivedAt: Instant;
}

/** Signs and keeps a receipt. `outcomes` may hold every act's; the plainly applied are left out of the text. */
export async function writeReceipt(tx: Tx, trust: Trust, range: ReceiptRange): Promise<void> {
  const { logId, from, to, epoch, receivedAt } = range;
  const outcomes = range.outcomes.filter(({ outcome }) => outcome.kind !== 'applied');
  const receipt: Receipt = {
    v: 1,
    logId,
    from,
    to,
    chain: Hex.parse(range.chain),
    outcomes: [...outcomes],
    epoch,
    receivedAt,
  };
  const { body, signature, keyId } = trust.sign('jd-receipt-1', receipt as unknown as JsonValue);
  await tx
    .insertInto('receipts')
    .values({
      log_id: logId,
      from_seq: from,
      to_seq: to,
      chain: range.chain,
      fork: range.fork,
      body,
      signature,
      key_id: keyId,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['log_id', 'to_seq', 'chain'])
        .doUpdateSet({ from_seq: from, fork: range.fork, body, signature, key_id: keyId }),
    )
    .execute();
}

/** The receipts that lie in `from`..`to` of the log itself, oldest first, and whether they leave nothing out. */
export async function receiptsWithin(
  db: Db | Tx,
  logId: LogId,
  from: number,
  to: number,
): Promise<{ readonly receipts: readonly Signed[]; readonly complete: boolean }> {
  const query = db.selectFrom('receipts').selectAll().where('log_id', '=', logId).where('fork', '=', false);
  const all = await query.where('to_seq', '>=', from).where('to_seq', '<=', to).orderBy('to_seq').execute();
  const rows = await ofThisEpoch(db, all);
  let covered = from - 1;
  for (const row of rows) if (row.from_seq <= covered + 1) covered = row.to_seq;
  return { receipts: rows.map(signedOf), complete: covered >= to };
}

/** Receipts of the other history of a forked log, for the device that has exactly these chain values. */
export async function forkReceipts(
  db: Db | Tx,
  logId: LogId,
  hashes: ReadonlyMap<number, string>,
): Promise<readonly ReceiptRow[]> {
  if (hashes.size === 0) return [];
  const query = db.selectFrom('receipts').selectAll().where('log_id', '=', logId).where('fork', '=', true);
  const all = query.where('chain', 'in', [...hashes.values()]).orderBy('to_seq');
  return ofThisEpoch(db, await all.execute());
}

/** What was signed before a restore is no answer any more: devices do not believe it, since what it promised may be lost. */
async function ofThisEpoch(db: Db | Tx, rows: readonly ReceiptRow[]): Promise<readonly ReceiptRow[]> {
  const epoch = (await readMeta(db, 'epoch')) ?? '';
  return rows.filter((row) => (JSON.parse(row.body) as Receipt).epoch === epoch);
}

export async function writeAmendment(tx: Tx, trust: Trust, amendment: Amendment): Promise<void> {
  const { body, signature, keyId } = trust.sign('jd-amendment-1', amendment as unknown as JsonValue);
  const { logId, number, seq } = amendment;
  await tx
    .insertInto('amendments')
    .values({ log_id: logId, number, seq, body, signature, key_id: keyId })
    .execute();
}

export function signedOf(row: {
  readonly body: string;
  readonly signature: string;
  readonly key_id: string;
}): Signed {
  return { body: row.body, signature: row.signature, keyId: row.key_id };
}
