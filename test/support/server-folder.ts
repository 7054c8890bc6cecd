import { createHash } from 'node:crypto';
import { cp, mkdtemp, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCore } from '../../server/app/open-core.ts';
import { silentLog } from './silent-log.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache/jd-test-server');
// What a fresh data folder is made from; a change in any of it makes a new one.
const SOURCES = ['server', 'shared/protocol', 'shared/lib', 'shared/domain', 'resources/domain'];

/**
 * A fresh data folder with embedded database, keys, prefectures and template. Making one takes seconds (PGlite's first start),
 * so one is kept per state of the sources and copied.
 */
export async function freshServerFolder(): Promise<string> {
  const made = join(CACHE, await sourceHash());
  if (!(await exists(made))) await makeFolder(made);
  const copy = await mkdtemp(join(tmpdir(), 'jd-server-'));
  await cp(made, copy, { recursive: true });
  return copy;
}

async function makeFolder(target: string): Promise<void> {
  const draft = await mkdtemp(join(tmpdir(), 'jd-server-new-'));
  const { close } = await openCore({
    dataFolder: draft,
    host: '127.0.0.1',
    databaseUrl: null,
    log: silentLog,
  });
  await close();
  await mkdir(CACHE, { recursive: true });
  await removeOld();
  const staged = `${target}.${process.pid}`;
  await cp(draft, staged, { recursive: true });
  await rm(draft, { recursive: true });
  // Another worker may have been quicker; then its folder is as good.
  await rename(staged, target).catch(() => rm(staged, { recursive: true }));
}

/** Folders of earlier states of the sources; a young one may be in use by another run. */
async function removeOld(): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const path = join(CACHE, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > 3_600_000) await rm(path, { recursive: true, force: true });
  }
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const names = (await readdir(join(ROOT, source), { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile() && !entry.name.includes('.test.'),
    );
    const paths = names.map((entry) => join(entry.parentPath, entry.name)).sort();
    for (const path of paths) hash.update(path).update(await readFile(path));
  }
  return hash.digest('hex').slice(0, 24);
}

async function exists(path: string): Promise<boolean> {
  return readdir(path).then(
    () => true,
    () => false,
  );
}
