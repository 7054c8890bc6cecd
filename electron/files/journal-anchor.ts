import { z } from 'zod';
import { fromUtf8, Sha256Hex, utf8 } from '../../shared/lib/bytes.ts';
import type { LogHead } from '../../shared/ipc/contract.ts';
import type { LogId } from '../../shared/lib/ids.ts';
import type { Cipher } from './cipher.ts';
import { smallFiles } from './small-files.ts';
import type { Disk } from './disk.ts';

const Anchor = z.strictObject({ v: z.literal(1), seq: z.int().min(1), hash: Sha256Hex });

/**
 * Where a trimmed log begins: the last act that was given up, with its chain value. Null when nothing was, or the file cannot
 * be read: then the log is read as one with a gap at its beginning, and nothing else is lost by it.
 */
export async function readAnchor(disk: Disk, logId: LogId, cipher: Cipher): Promise<LogHead | null> {
  const sealed = await disk.read(pathOf(logId));
  const plain = sealed && cipher.open(sealed, contextOf(logId));
  if (!plain) return null;
  try {
    const { seq, hash } = Anchor.parse(JSON.parse(fromUtf8(plain)));
    return { logId, seq, hash };
  } catch {
    return null;
  }
}

/** Whole and flushed before any segment goes. */
export async function writeAnchor(disk: Disk, anchor: LogHead, cipher: Cipher): Promise<void> {
  const { logId, seq, hash } = anchor;
  const plain = utf8(JSON.stringify({ v: 1, seq, hash }));
  await smallFiles(disk).write(pathOf(logId), cipher.seal(plain, contextOf(logId)));
}

function pathOf(logId: LogId): string {
  return `journal/${logId}/anchor`;
}

function contextOf(logId: LogId): string {
  return `jd-journal-anchor|${logId}`;
}
