import { cutWhereBackedUp } from '../features/backup/cut.ts';
import { problemFields, type Core } from '../features/core.ts';
import { tendFeeds } from '../features/feed/retention.ts';

const HOUR_MS = 3_600_000;

/** What a running server does by itself once an hour. Returns its stop. */
export function keepHouse(core: Core): () => void {
  const round = async (): Promise<void> => {
    // A backup taken through another process covers the ingest files of this one too.
    await cutWhereBackedUp(core);
    await tendFeeds(core);
  };
  const tick = (): void =>
    void round().catch((problem: unknown) => core.log.error(problemFields(problem), 'housekeeping failed'));
  const timer = setInterval(tick, HOUR_MS);
  const first = setTimeout(tick, 30_000);
  return () => {
    clearInterval(timer);
    clearTimeout(first);
  };
}
