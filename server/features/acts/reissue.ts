import type { DeviceId } from '../../../shared/lib/ids.ts';
import type { Frame } from '../../../shared/protocol/frame.ts';
import type { ActQuote } from '../../../shared/protocol/reissue.ts';
import { readLog } from '../../store/acts-store.ts';
import type { Tx } from '../../store/open-database.ts';
import { placeOf } from './act-key.ts';
import type { Hearing } from './hearing.ts';

/** Whether this very act already ran under another number: as a re-issue, or for a re-issue as one of its originals. */
export async function ranElsewhere(
  hearing: Hearing,
  own: ActQuote,
  originals: readonly ActQuote[],
): Promise<boolean> {
  for (const quote of [own, ...originals])
    if ((await hearing.reissuedOf(quote.logId)).has(placeOf(quote))) return true;
  for (const quote of originals) {
    const state = await stateOf(hearing.tx, quote);
    // Withdrawn is decided by a person: a copy of it in another log does not bring it back.
    if (state === 'delivered' || state === 'withdrawn') return true;
  }
  return false;
}

/** The number of an original that is not this device's to issue again; null when all are. A log not yet here may be its own. */
export async function foreignOriginal(
  tx: Tx,
  deviceId: DeviceId,
  originals: readonly ActQuote[],
): Promise<number | null> {
  for (const { logId, seq } of originals) {
    const log = await readLog(tx, logId);
    if (log && log.device_id !== deviceId) return seq;
  }
  return null;
}

/**
 * Remembers that these originals ran as a re-issue. Forked ones are closed; one that this server has logged and not run is closed
 * by the re-issue like by a correction, so that it never will.
 */
export async function noteReissue(
  hearing: Hearing,
  frame: Pick<Frame, 'logId' | 'seq' | 'actor'>,
  originals: readonly ActQuote[],
): Promise<void> {
  const { tx } = hearing;
  for (const quote of originals) {
    const { logId, seq, hash } = quote;
    await tx
      .insertInto('reissues')
      .values({ log_id: logId, seq, hash })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    (await hearing.reissuedOf(logId)).add(placeOf(quote));
    await tx
      .updateTable('forks')
      .set({ withdrawn: true })
      .where('log_id', '=', logId)
      .where('seq', '=', seq)
      .where('hash', '=', hash)
      .execute();
    if ((await stateOf(tx, quote)) !== 'quarantined') continue;
    const other = await hearing.bench(logId);
    if (other?.open.get(seq)?.actor !== frame.actor) continue;
    const act = { logId: frame.logId, seq: frame.seq };
    hearing.close(other, { target: { logId, seq }, how: 'correct', by: frame.actor, act });
  }
}

async function stateOf(tx: Tx, { logId, seq, hash }: ActQuote): Promise<string | null> {
  const query = tx.selectFrom('acts').select('state').where('log_id', '=', logId).where('seq', '=', seq);
  return (await query.where('hash', '=', hash).executeTakeFirst())?.state ?? null;
}
