import type { DiskFailure } from '../../shared/ipc/contract.ts';
import { codeOf } from './disk.ts';

/** A failed disk operation as a value; anything else is a bug and is thrown on. */
export function diskFailureOf(error: unknown): DiskFailure {
  const code = codeOf(error);
  if (code === null) throw error;
  return code === 'ENOSPC' || code === 'EDQUOT' ? { kind: 'disk-full' } : { kind: 'disk-error', code };
}

/** Runs a disk operation; its failure comes back as a value. */
export async function orDiskFailure<T>(operation: () => Promise<T>): Promise<T | DiskFailure> {
  try {
    return await operation();
  } catch (error) {
    return diskFailureOf(error);
  }
}
