import { join } from 'node:path';
import type { Clock, Random } from '../../shared/lib/ports.ts';
import { openFiles } from '../features/attachments/open-files.ts';
import type { S3Place } from '../features/attachments/s3-files.ts';
import { takeOverOldFiles } from '../features/attachments/take-over.ts';
import { cutWhereBackedUp } from '../features/backup/cut.ts';
import type { Core, ServerLog } from '../features/core.ts';
import { INGEST_FOLDER, recover } from '../features/ingest/recover.ts';
import { hasTrust, openTrust, trustPlaces } from '../features/trust/trust-folder.ts';
import { systemClock, systemRandom } from '../features/trust/world.ts';
import { openIngest } from '../store/ingest-file.ts';
import { readMeta, settledKey, writeMeta } from '../store/meta-store.ts';
import { openDatabase, type Db } from '../store/open-database.ts';
import { oneStartAtATime } from '../store/start-lock.ts';
import { certificateHosts } from './config.ts';
import { bootId, lockFolder } from './data-folder.ts';
import { rerunUnknown } from './rerun-unknown.ts';
import { checkFilesFolder, checkS3, checkTrust } from './same-installation.ts';
import { firstStart, newEpoch } from './first-start.ts';

export interface OpenOptions {
  readonly dataFolder: string;
  readonly host: string;
  readonly databaseUrl: string | null;
  /** Keys and attachments shared with other processes on the same PostgreSQL; otherwise in the data folder. */
  readonly trustFolder?: string | null;
  readonly filesFolder?: string | null;
  /** Where attachments lie; absent or null is the data folder. */
  readonly s3?: S3Place | null;
  readonly log: ServerLog;
  readonly clock?: Clock;
  readonly random?: Random;
}

export interface OpenCore {
  readonly core: Core;
  close(): Promise<void>;
}

/** The database remembers an installation whose keys are not in this folder. */
export class TrustMissing extends Error {
  constructor(folder: string) {
    super(
      `the database belongs to an installation whose keys are not in ${folder}: put its trust folder back, nothing is made anew beside old data`,
    );
  }
}

/**
 * Takes the data folder, opens keys and database, makes them at the first start, and gives the database back what it lost.
 * Throws `FolderInUse`, `TrustMissing`, `TrustDiffers`, `FilesElsewhere`, `UnsafeDatabase`.
 */
export async function openCore(options: OpenOptions): Promise<OpenCore> {
  const { dataFolder: folder, log } = options;
  const [clock, random] = [options.clock ?? systemClock, options.random ?? systemRandom];
  const lock = lockFolder(folder, { pid: process.pid, bootId: bootId(), port: 0 });
  let db: Db | null = null;
  try {
    db = await openDatabase({ folder, databaseUrl: options.databaseUrl });
    const opened = db;
    const isShared = options.databaseUrl !== null;
    const core = await oneStartAtATime(db, isShared, async () => {
      const places = trustPlaces(folder, options.trustFolder ?? null);
      if ((await readMeta(opened, 'epoch')) !== null && !hasTrust(places))
        throw new TrustMissing(places.keys);
      const trust = await openTrust(places, certificateHosts(options.host), clock.now());
      const ingest = await openIngest(join(folder, INGEST_FOLDER));
      const filesFolder = options.filesFolder ?? folder;
      const files = openFiles(filesFolder, trust.storageKey, options.s3 ?? null);
      const where = {
        folder,
        filesFolder,
        trustFolder: places.keys,
        storage: isShared ? 'postgresql' : 'pglite',
        attachmentsIn: options.s3 ? 'object-store' : 'folder',
      } as const;
      const made: Core = { db: opened, trust, ingest, files, ...where, clock, random, log };
      try {
        await checkTrust(made, places.keys);
        if (options.s3) await checkS3(made, options.s3);
        else if (isShared) await checkFilesFolder(made);
        // PostgreSQL keeps what it committed: only what the file itself calls committed can be lost there.
        await cutWhereBackedUp(made);
        const recovery = await recover(made, isShared || lock.processCrashed);
        await firstStart(made);
        if (recovery.lostCommitted) await newEpoch(made);
        await rerunUnknown(made);
        await takeOverOldFiles(made);
        return made;
      } catch (problem) {
        files.close();
        await ingest.close();
        throw problem;
      }
    });
    return { core, close: () => closeCore(core, lock.release) };
  } catch (problem) {
    await db?.destroy();
    lock.release();
    throw problem;
  }
}

async function closeCore(core: Core, release: () => void): Promise<void> {
  await writeMeta(core.db, settledKey(core.ingest.id), core.ingest.settledUpTo());
  core.files.close();
  await core.ingest.close();
  await core.db.destroy();
  release();
}
