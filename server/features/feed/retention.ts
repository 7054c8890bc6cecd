import { epochMsOf, instantOf } from '../../../shared/lib/dates.ts';
import { dropTombstones, noteFeeds } from '../../store/feed-retention.ts';
import type { Core } from '../core.ts';

// Longer than the longest absence that is supported, else a deleted record would come back on a device (design: 400 days).
const KEPT_DAYS = 400;
const DAY_MS = 86_400_000;

/** Notes where the feeds stand today and lets go of tombstones that every device has had 400 days to see. */
export async function tendFeeds(core: Core): Promise<number> {
  const now = epochMsOf(core.clock.now());
  await noteFeeds(core.db, instantOf(now).slice(0, 10));
  const dropped = await dropTombstones(core.db, instantOf(now - KEPT_DAYS * DAY_MS).slice(0, 10));
  if (dropped > 0) core.log.info({ dropped }, 'old tombstones dropped');
  return dropped;
}
