import type { LogId } from '../../../shared/lib/ids.ts';
import type { Instant } from '../../../shared/lib/dates.ts';
import type { Signed } from '../../../shared/protocol/receipt.ts';
import { chainValueAt } from '../../store/acts-store.ts';
import { readMeta } from '../../store/meta-store.ts';
import type { Core } from '../core.ts';
import { keepFork } from './fork.ts';
import { place, type ReadBatch } from './place-batch.ts';
import type { IncomingAct } from './read-act.ts';
import { outcomeOf } from './rerun.ts';
import { forkReceipts, receiptsWithin, signedOf, writeReceipt } from './statements.ts';

/**
 * The receipts for a batch that is logged up to `reached` (beyond its end when later acts had waited for it). Only receipts
 * that end where this device's own history still is the log's; its acts in another history have receipts of their own.
 */
export async function receiptsFor(core: Core, batch: ReadBatch, reached: number): Promise<readonly Signed[]> {
  const placement = await place(core.db, batch);
  if (placement.kind === 'pending') return [];
  const forked = placement.kind === 'forks' ? batch.acts.slice(placement.known) : [];
  const upTo = placement.kind === 'forks' ? batch.from + placement.known - 1 : reached;
  const main = upTo >= batch.from ? await logReceipts(core, batch.logId, batch.from, upTo) : [];
  return [...main, ...(await receiptsOfFork(core, batch.logId, forked))];
}

/**
 * A fork that was kept as part of a longer one has no receipt that ends where this device's history ends, and one that came in parts
 * by several roads may have none for some of them: it gets one for the whole.
 */
async function receiptsOfFork(
  core: Core,
  logId: LogId,
  acts: readonly IncomingAct[],
): Promise<readonly Signed[]> {
  const [first, last] = [acts[0], acts.at(-1)];
  if (!first || !last) return [];
  const hashes = new Map(acts.map((act) => [act.seq, act.hash]));
  const known = await forkReceipts(core.db, logId, hashes);
  const isAll = acts.every(({ seq }) => known.some((row) => row.from_seq <= seq && seq <= row.to_seq));
  if (isAll && known.some((row) => row.chain === last.hash)) return known.map(signedOf);
  const query = core.db.selectFrom('forks').select('received_at').where('log_id', '=', logId);
  const kept = await query.where('seq', '=', last.seq).where('hash', '=', last.hash).executeTakeFirst();
  if (!kept) return known.map(signedOf);
  const receivedAt = kept.received_at as Instant;
  await core.db.transaction().execute(async (tx) => {
    const epoch = (await readMeta(tx, 'epoch')) ?? '';
    await keepFork(tx, core.trust, { logId, acts, epoch, receivedAt });
  });
  return (await forkReceipts(core.db, logId, hashes)).map(signedOf);
}

/** When the stored receipts leave out a part (the device cuts its batches anew), one is signed for the whole range and kept. */
async function logReceipts(core: Core, logId: LogId, from: number, to: number): Promise<readonly Signed[]> {
  const stored = await receiptsWithin(core.db, logId, from, to);
  if (stored.complete) return stored.receipts;
  await core.db.transaction().execute(async (tx) => {
    const query = tx.selectFrom('acts').select(['seq', 'outcome', 'received_at']).where('log_id', '=', logId);
    const acts = await query.where('seq', '>=', from).where('seq', '<=', to).orderBy('seq').execute();
    const chain = await chainValueAt(tx, logId, to);
    const receivedAt = acts.at(-1)?.received_at as Instant | undefined;
    if (chain === null || receivedAt === undefined) return;
    const outcomes = acts.map((act) => ({ seq: act.seq, outcome: outcomeOf(act) }));
    const epoch = (await readMeta(tx, 'epoch')) ?? '';
    await writeReceipt(tx, core.trust, { logId, from, to, chain, fork: false, outcomes, epoch, receivedAt });
  });
  return (await receiptsWithin(core.db, logId, from, to)).receipts;
}
