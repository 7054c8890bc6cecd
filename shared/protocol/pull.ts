import { z } from 'zod';
import { Sha256Hex } from '../lib/bytes.ts';
import { Instant } from '../lib/dates.ts';
import { LogId, RecordId } from '../lib/ids.ts';
import { PortableJson } from '../lib/json.ts';
import { Scope } from './scope.ts';
import { Signed } from './receipt.ts';

/** Position already confirmed per scope; a scope that is missing starts at 0. */
export const CursorVector = z.record(z.string(), z.int().min(0));
export type CursorVector = Readonly<Record<string, number>>;

export const PullRequest = z.strictObject({
  v: z.int().min(1),
  epoch: z.string().nullable(),
  cursors: CursorVector,
  logs: z.array(LogId),
  /** Highest amendment number seen per log. */
  amendmentsAfter: z.record(z.string(), z.int().min(0)),
  /** About how many bytes of JSON one page should hold. */
  pageBytes: z.int().min(1_000).max(4_000_000),
  /** Since wire 3: `at` of the newest backup mark this device has, so that it is not sent again. */
  backupSeen: Instant.optional(),
});
export type PullRequest = z.infer<typeof PullRequest>;

/** `left`: the record is no longer of this scope; only the confirmed copy goes. `removed`: deleted by an act. */
export const FeedEntry = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('put'),
    scope: Scope,
    position: z.int().min(1),
    table: z.string(),
    id: RecordId,
    version: z.int().min(1),
    record: PortableJson,
  }),
  z.strictObject({
    op: z.literal('removed'),
    scope: Scope,
    position: z.int().min(1),
    table: z.string(),
    id: RecordId,
    version: z.int().min(1),
  }),
  z.strictObject({
    op: z.literal('left'),
    scope: Scope,
    position: z.int().min(1),
    table: z.string(),
    id: RecordId,
    version: z.int().min(1),
  }),
]);
export type FeedEntry = z.infer<typeof FeedEntry>;

/** How far the server ran a log, and the numbers below that it has not run: exactly the others leave the replay set. */
export const LogProgress = z.strictObject({
  logId: LogId,
  ranUpTo: z.int().min(0),
  unrun: z.array(z.int().min(1)),
  /** Chain value at `ranUpTo`, from wire version 3 on: whether the device's own history of the log is meant. */
  hash: Sha256Hex.optional(),
});
export type LogProgress = z.infer<typeof LogProgress>;

export const PullAnswer = z.strictObject({
  v: z.int().min(1),
  epoch: z.string(),
  entries: z.array(FeedEntry),
  /** Cursors after this page. */
  cursors: CursorVector,
  more: z.boolean(),
  /** Only on the last page. */
  logs: z.array(LogProgress),
  amendments: z.array(Signed),
  /** The cursor is older than the feed keeps, unknown or of another epoch: entries start from nothing. */
  reset: z.boolean(),
  serverTime: Instant,
  /** Since wire 3, on the last page: a BackupMark (backup-mark.ts) that is new to the device. */
  backup: Signed.optional(),
});
export type PullAnswer = z.infer<typeof PullAnswer>;
