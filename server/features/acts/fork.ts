import type { Instant } from '../../../shared/lib/dates.ts';
import type { LogId } from '../../../shared/lib/ids.ts';
import type { Tx } from '../../store/open-database.ts';
import type { Trust } from '../trust/trust-folder.ts';
import type { IncomingAct } from './read-act.ts';
import { writeReceipt } from './statements.ts';

/** Keeps acts whose numbers the log has with other bytes (a copied profile) and receipts them as forked; they never run. */
export async function keepFork(
  tx: Tx,
  trust: Trust,
  fork: {
    readonly logId: LogId;
    readonly acts: readonly IncomingAct[];
    readonly epoch: string;
    readonly receivedAt: Instant;
  },
): Promise<void> {
  const { logId, acts, epoch, receivedAt } = fork;
  const [first, last] = [acts[0], acts.at(-1)];
  if (!first || !last) return;
  const issuedAgain = await tx.selectFrom('reissues').select('hash').where('log_id', '=', logId).execute();
  const closed = new Set(issuedAgain.map((row) => row.hash));
  const rows = acts.map((act) => ({
    log_id: logId,
    seq: act.seq,
    hash: act.hash,
    frame: act.bytes,
    withdrawn: closed.has(act.hash),
    received_at: receivedAt,
  }));
  await tx
    .insertInto('forks')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const outcomes = acts.map((act) => ({ seq: act.seq, outcome: { kind: 'forked' } as const }));
  await writeReceipt(tx, trust, {
    logId,
    from: first.seq,
    to: last.seq,
    chain: last.hash,
    fork: true,
    outcomes,
    epoch,
    receivedAt,
  });
}
