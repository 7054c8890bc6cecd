import type { Hex } from '../../../shared/lib/bytes.ts';
import type { LogId } from '../../../shared/lib/ids.ts';
import { nextHash } from '../../../shared/protocol/chain.ts';
import type { LogHead } from '../../../shared/protocol/hello.ts';
import { chainValueAt } from '../../store/acts-store.ts';
import type { Db, Tx } from '../../store/open-database.ts';
import type { ForkRow } from '../../store/tables.ts';

/** Which of a log's histories a device has: the log itself up to `mainUpTo`, then these acts of a copied profile. */
export interface History {
  readonly logId: LogId;
  readonly mainUpTo: number;
  readonly forks: readonly ForkRow[];
  /** The forks are this device's own history; else they are only looked at. */
  readonly isOwn: boolean;
}

/**
 * The history in which `receipted` lies. A place that the server does not know (it was restored, or the log is new here) is
 * answered from the log itself: the chain values in the answer tell the device.
 */
export async function historyOf(db: Db | Tx, receipted: LogHead): Promise<History> {
  const { logId, seq, hash } = receipted;
  const main: History = { logId, mainUpTo: Number.MAX_SAFE_INTEGER, forks: [], isOwn: true };
  if (seq === 0 || (await chainValueAt(db, logId, seq)) === hash) return main;
  const rows = await forkRows(db, logId);
  const last = rows.find((row) => row.seq === seq && row.hash === hash);
  if (!last) return main;
  const path = [last];
  for (let first = last; ;) {
    const before = rows.find((row) => row.seq === first.seq - 1 && follows(first, row.hash as Hex));
    if (!before) break;
    path.unshift(before);
    first = before;
  }
  for (let end = last; ;) {
    const after = rows.find((row) => row.seq === end.seq + 1 && follows(row, end.hash as Hex));
    if (!after) break;
    path.push(after);
    end = after;
  }
  return { logId, mainUpTo: (path[0]?.seq ?? seq) - 1, forks: path, isOwn: true };
}

/** The log itself with everything that was ever kept beside it: what the region looks at. */
export async function wholeHistory(db: Db | Tx, logId: LogId): Promise<History> {
  return { logId, mainUpTo: Number.MAX_SAFE_INTEGER, forks: await forkRows(db, logId), isOwn: false };
}

function forkRows(db: Db | Tx, logId: LogId): Promise<ForkRow[]> {
  return db.selectFrom('forks').selectAll().where('log_id', '=', logId).orderBy('seq').execute();
}

function follows(row: ForkRow, before: Hex): boolean {
  return nextHash(before, row.frame) === row.hash;
}
