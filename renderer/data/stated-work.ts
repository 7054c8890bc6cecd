import type { Instant } from '../../shared/lib/dates.ts';
import type { Stated } from '../../shared/protocol/hello.ts';
import type { LocalStore } from '../../shared/sync/ports.ts';
import type { BureauDb } from './bureau-db.ts';
import { readEquation } from './counters.ts';
import { metaValue } from './meta.ts';

/** What this device tells the region of its own work: the same figures as on its screen. */
export async function statedWork(db: BureauDb, store: Pick<LocalStore, 'waiting'>): Promise<Stated> {
  const photos = await db.uploads.where('state').equals('waiting').toArray();
  return {
    counts: { ...(await readEquation(db)) },
    waitingBytes: (await store.waiting()).bytes,
    photosWaiting: photos.length,
    photoBytesWaiting: photos.reduce((sum, photo) => sum + photo.sizeBytes, 0),
    snapshotAt: await metaValue<Instant | null>(db, 'snapshotAt', null),
  };
}
