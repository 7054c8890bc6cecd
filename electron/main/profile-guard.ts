import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

// 2  local database schema 2, trimmed journals, shared attachment bytes
// 1  first release
/** Version of everything in the profile: keys, journal, attachments, snapshots, database; an older app does not open a newer one. */
export const FILES_VERSION = 2;

const ProfileNote = z.object({ appVersion: z.string(), electronMajor: z.int(), filesVersion: z.int() });
export type ProfileNote = z.infer<typeof ProfileNote>;

export type ProfileVerdict = 'fits' | 'newer-runtime' | 'newer-files';

/**
 * Whether this app may open a profile last used with `previous`. An older Chromium silently deletes IndexedDB written by
 * a newer one (electron/electron#24882), so it must not even begin to.
 */
export function judgeProfile(previous: ProfileNote | null, current: ProfileNote): ProfileVerdict {
  if (previous === null) return 'fits';
  if (previous.electronMajor > current.electronMajor) return 'newer-runtime';
  return previous.filesVersion > current.filesVersion ? 'newer-files' : 'fits';
}

/** Null on the first start, and when the note cannot be read. */
export function readProfileNote(folder: string): ProfileNote | null {
  try {
    return ProfileNote.parse(JSON.parse(readFileSync(join(folder, 'profile.json'), 'utf8')));
  } catch {
    return null;
  }
}

/** Synchronous: it runs before the app is ready, and Chromium may not start before it. A full disk must not stop the start. */
export function writeProfileNote(folder: string, note: ProfileNote): void {
  const path = join(folder, 'profile.json');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.tmp`, JSON.stringify(note), { flush: true, mode: 0o600 });
    renameSync(`${path}.tmp`, path);
  } catch {
    return;
  }
}
