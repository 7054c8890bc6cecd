import { join } from 'node:path';
import type { Clock, Random } from '../../shared/lib/ports.ts';
import type { Core, ServerLog } from '../features/core.ts';
import { INGEST_FOLDER, recover } from '../features/ingest/recover.ts';
import { hasTrust, openTrust } from '../features/trust/trust-folder.ts';
import { systemClock, systemRandom } from '../features/trust/world.ts';
import { openIngest } from '../store/ingest-file.ts';
import { readMeta } from '../store/meta-store.ts';
import { openDatabase, type Db } from '../store/open-database.ts';
import { certificateHosts } from './config.ts';
import { bootId, lockFolder } from './data-folder.ts';
import { rerunUnknown } from './rerun-unknown.ts';
import { firstStart, newEpoch } from './first-start.ts';

export interface OpenOptions {
  readonly dataFolder: string;
  readonly host: string;
  readonly databaseUrl: string | null;
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
 * Throws `FolderInUse`, `TrustMissing`, `UnsafeDatabase`.
 */
export async function openCore(options: OpenOptions): Promise<OpenCore> {
  const { dataFolder: folder, log } = options;
  const [clock, random] = [options.clock ?? systemClock, options.random ?? systemRandom];
  const lock = lockFolder(folder, { pid: process.pid, bootId: bootId(), port: 0 });
  let db: Db | null = null;
  try {
    db = await openDatabase({ folder, databaseUrl: options.databaseUrl });
    if ((await readMeta(db, 'epoch')) !== null && !hasTrust(folder)) throw new TrustMissing(folder);
    const trust = await openTrust(folder, certificateHosts(options.host), clock.now());
    const ingest = await openIngest(join(folder, INGEST_FOLDER));
    const core: Core = { db, trust, ingest, folder, clock, random, log };
    const recovery = await recover(core, lock.processCrashed);
    await firstStart(core);
    if (recovery.lostCommitted) await newEpoch(core);
    await rerunUnknown(core);
    return { core, close: () => closeCore(core, lock.release) };
  } catch (problem) {
    await db?.destroy();
    lock.release();
    throw problem;
  }
}

async function closeCore(core: Core, release: () => void): Promise<void> {
  await core.ingest.close();
  await core.db.destroy();
  release();
}
