import { epochMsOf, instantOf, type Instant } from '../../shared/lib/dates.ts';
import type { Clock } from '../../shared/lib/ports.ts';
import { readBackupMark } from '../../shared/sync/backup-mark.ts';
import { trimPoints } from '../../shared/sync/trim-points.ts';
import type { Bureau } from '../platform/bureau.ts';
import type { BureauDb } from './bureau-db.ts';
import type { DexieStore } from './dexie-store.ts';
import { metaValue, setMeta } from './meta.ts';

/** Days an act stays in the journal at least, however well it is kept elsewhere. */
export const JOURNAL_KEEP_DAYS = 90;
const DAY_MS = 86_400_000;

interface Trimmed {
  readonly at: Instant;
  readonly upTo: Readonly<Record<string, number>>;
}

export interface TrimDeps {
  readonly db: BureauDb;
  readonly store: DexieStore;
  readonly bureau: Bureau;
  readonly clock: Clock;
}

/**
 * After a pull, once a day: asks the main process to give up journal segments by rule S85. Beside the rule itself every local
 * snapshot that is kept must be younger than what goes, so that a lost database never meets a gap. The outbox keeps the bytes.
 */
export async function trimJournal({ db, store, bureau, clock }: TrimDeps): Promise<void> {
  const now = epochMsOf(clock.now());
  const last = await metaValue<Trimmed>(db, 'trimmed', { at: instantOf(0), upTo: {} });
  if (Math.abs(now - epochMsOf(last.at)) < DAY_MS) return;
  const signed = await store.backupMark();
  const mark = signed && readBackupMark(signed);
  const oldest = await oldestSnapshotMs(bureau);
  if (!signed || !mark || oldest === null) return;
  const olderThan = instantOf(Math.min(now - JOURNAL_KEEP_DAYS * DAY_MS, oldest - DAY_MS));
  const points = await trimPoints(store, mark, olderThan, last.upTo);
  const upTo = { ...last.upTo };
  if (points.length > 0) {
    const outcome = await bureau.call('journal/trim', { mark: signed, points: [...points], olderThan });
    if (outcome.kind !== 'trimmed') return;
    for (const log of outcome.logs) upTo[log.logId] = log.upTo;
  }
  await setMeta(db, 'trimmed', { at: instantOf(now), upTo } satisfies Trimmed);
}

/** A snapshot's id begins with the time it was begun at. Null when there is none. */
async function oldestSnapshotMs(bureau: Bureau): Promise<number | null> {
  const times = (await bureau.call('snapshot/list', null)).map(({ snapshotId }) => timeOf(snapshotId));
  return times.length === 0 ? null : Math.min(...times);
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function timeOf(ulid: string): number {
  return [...ulid.slice(0, 10)].reduce((sum, char) => sum * 32 + CROCKFORD.indexOf(char), 0);
}
