import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newUlid } from '../../shared/lib/ids.ts';
import type { S3Place } from '../features/attachments/s3-files.ts';
import type { Core } from '../features/core.ts';
import { readMeta, writeMeta } from '../store/meta-store.ts';

// Several processes may serve one PostgreSQL. What they must share is compared with what the database remembers, and a process
// that is set up otherwise does not start (docs/server.md).

/** The keys here are not those this database was made with. */
export class TrustDiffers extends Error {
  constructor(folder: string) {
    super(
      `the keys in ${folder} are not those of this database: every process on it needs the same trust folder (--trust, JD_TRUST)`,
    );
  }
}

/** The attachments of this database lie in another folder. */
export class FilesElsewhere extends Error {
  constructor(folder: string) {
    super(
      `the attachments of this database are not in ${folder}: every process on it needs the same folder (--files, JD_FILES)`,
    );
  }
}

/** Throws `TrustDiffers`. A database that never said whose it is learns it now. */
export async function checkTrust(core: Core, trustFolder: string): Promise<void> {
  const known = await readMeta(core.db, 'trust');
  if (known === null) await writeMeta(core.db, 'trust', core.trust.identity);
  else if (known !== core.trust.identity) throw new TrustDiffers(trustFolder);
}

/**
 * Throws `FilesElsewhere` when another process keeps them in another bucket. Names and bytes are the same in a folder and in
 * S3: an installation moves by copying `attachments/` into the bucket before the first process starts with it.
 */
export async function checkS3(core: Core, { bucket, prefix }: S3Place): Promise<void> {
  const here = `s3://${bucket}/${prefix}`;
  const known = await readMeta(core.db, 'files-folder');
  if (known?.startsWith('s3://') && known !== here) throw new FilesElsewhere(here);
  if (known !== null && known !== here) core.log.warn({ place: here }, 'attachments move to S3');
  if (known !== here) await writeMeta(core.db, 'files-folder', here);
}

/** Throws `FilesElsewhere`. The folder is marked when the first process starts. */
export async function checkFilesFolder(core: Core): Promise<void> {
  const folder = join(core.filesFolder, 'attachments');
  const marker = join(folder, 'folder.id');
  const known = await readMeta(core.db, 'files-folder');
  const here = await readFile(marker, 'utf8').catch(() => null);
  if (known !== null && known !== here) throw new FilesElsewhere(core.filesFolder);
  if (known !== null) return;
  const id = here ?? newUlid(core.clock, core.random);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (here === null) await writeFile(marker, id, { mode: 0o600, flush: true });
  await writeMeta(core.db, 'files-folder', id);
}
