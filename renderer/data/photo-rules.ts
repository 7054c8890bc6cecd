import { civilDateOf, epochMsOf, type Instant } from '../../shared/lib/dates.ts';
import type { UploadRow } from '../../shared/schema/schema.ts';
import { readReceipt } from './uploads.ts';

/** What this computer does by itself with pictures. */
export interface PhotoRules {
  /** Days after delivery at which a picture leaves this disk; 0: never. */
  readonly keepDays: number;
  /** Leave only what the region's own backup covers. */
  readonly waitForBackup: boolean;
  /** Colleagues' pictures of open visits that may come by themselves in a day; 0: none. */
  readonly fetchBytesPerDay: number;
}

// Some twenty photos of a colleague; eight minutes of a 128 kbit/s line.
const FETCH_BYTES_PER_DAY = 8_000_000;

export const FIRST_RULES: PhotoRules = {
  keepDays: 30,
  waitForBackup: true,
  fetchBytesPerDay: FETCH_BYTES_PER_DAY,
};

const DAY_MS = 86_400_000;

export interface LeaveFacts {
  readonly rules: PhotoRules;
  readonly now: Instant;
  /** Attachments of visits in progress: what is being worked on stays. */
  readonly openWork: ReadonlySet<string>;
  /** The region's verified backup holds what it receipted before this; null: it never said so. */
  readonly backedUpBefore: Instant | null;
}

/**
 * Files that leave this disk now. Never what waits, never what open work shows, never before its receipt (whose signature the
 * caller verifies again), and a file that several records share only when it may leave for all of them.
 */
export function dueToLeave(rows: readonly UploadRow[], facts: LeaveFacts): readonly UploadRow[] {
  const due = new Set(rows.filter((row) => mayLeave(row, facts)));
  return rows.filter(
    (row) =>
      due.has(row) &&
      rows.every((other) => other.sha256 !== row.sha256 || other.state === 'removed' || due.has(other)),
  );
}

function mayLeave(row: UploadRow, { rules, now, openWork, backedUpBefore }: LeaveFacts): boolean {
  if (row.state === 'leaving') return true;
  if (rules.keepDays === 0 || openWork.has(row.attachmentId)) return false;
  const isOld = (since: Instant): boolean => epochMsOf(now) - epochMsOf(since) >= rules.keepDays * DAY_MS;
  if (row.fetchedAt !== undefined && !isOld(row.fetchedAt)) return false;
  if (row.state === 'here') return true;
  if (row.state !== 'delivered' || row.receipt === null) return false;
  const receipt = readReceipt(row.receipt);
  if (receipt === null || !isOld(receipt.at)) return false;
  return !rules.waitForBackup || (backedUpBefore !== null && receipt.at < backedUpBefore);
}

/** Bytes that may still come by themselves today. */
export function fetchAllowance(
  rules: PhotoRules,
  fetched: { readonly on: string; readonly bytes: number } | null,
  now: Instant,
): number {
  const today = civilDateOf(now);
  return Math.max(0, rules.fetchBytesPerDay - (fetched?.on === today ? fetched.bytes : 0));
}
