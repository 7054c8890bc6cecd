import type { DeviceId, LogId } from '../../../shared/lib/ids.ts';
import { decodeFrame, type Frame } from '../../../shared/protocol/frame.ts';
import { Outcome } from '../../../shared/protocol/outcome.ts';
import { originalsOf, REISSUE, type ActQuote } from '../../../shared/protocol/reissue.ts';
import { readLog } from '../../store/acts-store.ts';
import type { Tx } from '../../store/open-database.ts';
import { placeOf } from './act-key.ts';
import type { Hearing } from './hearing.ts';

const RAN_ELSEWHERE: Outcome = { kind: 'merged', kept: 'theirs' };

/**
 * What became of this very act under another number, as a re-issue, or for a re-issue as one of its originals: it ran, or a person
 * closed it, which a copy of it in another log does not undo (and which is not called delivered). Null: it is still to be judged.
 */
export async function fateElsewhere(
  hearing: Hearing,
  own: ActQuote,
  originals: readonly ActQuote[],
): Promise<Outcome | null> {
  for (const quote of [own, ...originals])
    if ((await hearing.reissuedOf(quote.logId)).has(placeOf(quote))) return RAN_ELSEWHERE;
  for (const quote of originals) {
    const original = await actAt(hearing.tx, quote);
    if (original?.state === 'delivered') return RAN_ELSEWHERE;
    if (original?.state === 'withdrawn') return Outcome.parse(JSON.parse(original.outcome));
  }
  return null;
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
    await hearOtherReissues(hearing, quote);
    if ((await actAt(tx, quote))?.state !== 'quarantined') continue;
    const other = await hearing.bench(logId);
    if (other?.open.get(seq)?.actor !== frame.actor) continue;
    const act = { logId: frame.logId, seq: frame.seq };
    hearing.close(other, { target: { logId, seq }, how: 'correct', by: frame.actor, act });
  }
}

/** Re-issues of the same act by other copies of the profile, refused or held till now: it ran, and that is what they are told. */
async function hearOtherReissues(hearing: Hearing, original: ActQuote): Promise<void> {
  const query = hearing.tx.selectFrom('acts').select(['log_id', 'seq', 'frame']);
  const rows = await query.where('state', '=', 'quarantined').where('name', '=', REISSUE).execute();
  for (const row of rows) {
    const frame = decodeFrame(row.frame);
    const quotes = frame.ok ? originalsOf(frame.value) : [];
    if (quotes.some((quote) => quote.logId === original.logId && placeOf(quote) === placeOf(original)))
      hearing.force({ logId: row.log_id as LogId, seq: row.seq });
  }
}

function actAt(
  tx: Tx,
  { logId, seq, hash }: ActQuote,
): Promise<{ readonly state: string; readonly outcome: string } | undefined> {
  const query = tx.selectFrom('acts').select(['state', 'outcome']);
  return query.where('log_id', '=', logId).where('seq', '=', seq).where('hash', '=', hash).executeTakeFirst();
}
