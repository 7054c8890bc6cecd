import { BackupMark } from '../protocol/backup-mark.ts';
import type { Signed } from '../protocol/receipt.ts';
import type { LocalStore, VerifySigned } from './ports.ts';

/** Keeps what the region says a verified backup holds, if the region said it. Anything else changes nothing (rule S5). */
export async function takeBackupMark(
  signed: Signed | undefined,
  store: LocalStore,
  verify: VerifySigned,
): Promise<void> {
  if (!signed || readBackupMark(signed) === null || !(await verify('jd-backup-1', signed))) return;
  await store.keepBackupMark(signed);
}

export function readBackupMark(signed: Signed): BackupMark | null {
  try {
    return BackupMark.safeParse(JSON.parse(signed.body)).data ?? null;
  } catch {
    return null;
  }
}
