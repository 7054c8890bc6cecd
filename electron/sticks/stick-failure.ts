import type { StickFailure } from '../../shared/ipc/stick-calls.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const READ_ONLY = new Set(['EROFS', 'EACCES', 'EPERM']);
const GONE = new Set([
  'ENOENT',
  'EIO',
  'ENODEV',
  'ENXIO',
  'EBADF',
  'ENOTDIR',
  'ESTALE',
  'ENOTCONN',
  'UNKNOWN',
]);

/** What a failed operation on a removable medium means for people; anything without a code is a bug and is thrown on. */
export function stickFailureOf(error: unknown): StickFailure {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  const { code } = error;
  if (FULL.has(code)) return { kind: 'stick-full', code };
  if (READ_ONLY.has(code)) return { kind: 'stick-read-only', code };
  return { kind: GONE.has(code) ? 'stick-gone' : 'stick-error', code };
}
