import type { Exclusive } from '../../shared/sync/ports.ts';

const LOCK_NAME = 'bureau-write';

/** One queue for commands, pulls and rebases over all windows of the profile (Web Locks). */
export function webLockExclusive(): Exclusive {
  return (work) => navigator.locks.request(LOCK_NAME, work);
}
