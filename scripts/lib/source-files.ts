import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from './paths.ts';

/** TypeScript files of the given rooms, relative to the repository, with forward slashes, sorted. */
export function sourceFiles(rooms: string[], base: string = rootDir): string[] {
  return rooms
    .filter((room) => existsSync(join(base, room)))
    .flatMap((room) => globSync(`${room}/**/*.{ts,tsx}`, { cwd: base }))
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted();
}
