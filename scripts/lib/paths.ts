import { join } from 'node:path';

/** The repository, wherever it is checked out. */
export const rootDir = join(import.meta.dirname, '..', '..');

/** What may be deleted at any time: fetched runtimes, reports, build stamps. */
export const cacheDir = join(rootDir, 'node_modules', '.cache', 'jianding');
