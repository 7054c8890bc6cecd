import type { Hex } from '../lib/bytes.ts';
import type { Instant } from '../lib/dates.ts';
import type { LogId } from '../lib/ids.ts';
import type { BackupMark } from '../protocol/backup-mark.ts';
import { decodeFrame } from '../protocol/frame.ts';
import type { LocalStore, OutboxEntry } from './ports.ts';

export interface TrimPoint {
  readonly logId: LogId;
  readonly upTo: number;
}

export type TrimStore = Pick<LocalStore, 'logs' | 'outboxFrom' | 'outboxEntry'>;

const BYTES_PER_READ = 256_000;

/**
 * Up to where each log may leave the journal (rule S85): every act up to there is delivered, or closed by a later act; the
 * region's verified backup holds it, in this very history; and it is older than `olderThan`. The first act that is not ends it.
 * `from` says where each log was trimmed to before.
 */
export async function trimPoints(
  store: TrimStore,
  mark: BackupMark,
  olderThan: Instant,
  from: Readonly<Record<string, number>>,
): Promise<readonly TrimPoint[]> {
  const points: TrimPoint[] = [];
  for (const { logId, receiptedUpTo } of await store.logs()) {
    const covered = mark.logs.find((log) => log.logId === logId);
    if (!covered || covered.seq === 0) continue;
    const begin = from[logId] ?? 0;
    const limit = Math.min(receiptedUpTo, covered.seq);
    // A mark of another history of this log covers nothing here.
    if (limit <= begin || !(await isOurs(store, logId, covered.seq, covered.hash))) continue;
    const upTo = await lastTrimmable(store, logId, begin, limit, olderThan);
    if (upTo > begin) points.push({ logId, upTo });
  }
  return points;
}

async function lastTrimmable(
  store: TrimStore,
  logId: LogId,
  begin: number,
  limit: number,
  olderThan: Instant,
): Promise<number> {
  let upTo = begin;
  while (upTo < limit) {
    const entries = await store.outboxFrom(logId, upTo + 1, BYTES_PER_READ);
    if (entries.length === 0) return upTo;
    for (const entry of entries) {
      if (entry.seq > limit || entry.seq !== upTo + 1 || !mayGo(entry, olderThan)) return upTo;
      upTo = entry.seq;
    }
  }
  return upTo;
}

function mayGo(entry: OutboxEntry, olderThan: Instant): boolean {
  if (entry.state !== 'delivered' && entry.state !== 'withdrawn') return false;
  const frame = decodeFrame(entry.bytes);
  return frame.ok && frame.value.claimedAt < olderThan;
}

async function isOurs(store: TrimStore, logId: LogId, seq: number, hash: Hex): Promise<boolean> {
  return (await store.outboxEntry({ logId, seq }))?.hash === hash;
}
