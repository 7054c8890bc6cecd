import type { SyncStatus } from '../desk.ts';
import type { SyncTotals } from './sync-ports.ts';

/** Bytes of an act on the line, of its bytes here, until this session has measured better. */
export const FIRST_CODED_SHARE = 0.15;

/** What acts took on the line so far, of their bytes here; the share before when nothing was sent yet. */
export function codedShare(progress: SyncStatus['progress'], started: SyncTotals, before: number): number {
  const plainSent = started.acts > 0 ? (started.actBytes * progress.actsSent) / started.acts : 0;
  return plainSent > 0 ? Math.min(1, progress.bytesSent / plainSent) : before;
}

/** What is left of a round, as far as it is known: what the server has for us is not. */
export function bytesLeft(progress: SyncStatus['progress'], totals: SyncTotals, share: number): number {
  const unsent = progress.actsTotal > 0 ? Math.max(0, 1 - progress.actsSent / progress.actsTotal) : 0;
  const photos = Math.max(0, progress.photoBytesTotal - progress.photoBytesSent);
  return Math.round(totals.actBytes * unsent * share) + photos;
}
