import { z } from 'zod';
import { fromUtf8, Sha256Hex, utf8 } from '../../shared/lib/bytes.ts';
import { LogId } from '../../shared/lib/ids.ts';
import type { SmallFiles } from './small-files.ts';

const PATH = 'journal/logs.json';

/** One log of this profile. `machine` is the machine that began it; `closedAt` is set once a newer log has replaced it. */
const LogLine = z.strictObject({
  logId: LogId,
  machine: z.string(),
  closedAt: z.strictObject({ seq: z.int().min(0), hash: Sha256Hex }).nullable(),
});
export type LogLine = z.infer<typeof LogLine>;

const LogList = z.strictObject({ v: z.literal(1), logs: z.array(LogLine) });

/** The logs of this profile, oldest first; the last one is current. Null when the list is missing or damaged. */
export async function readLogList(files: SmallFiles): Promise<readonly LogLine[] | null> {
  const bytes = await files.read(PATH);
  if (bytes === null) return null;
  try {
    return LogList.parse(JSON.parse(fromUtf8(bytes))).logs;
  } catch {
    return null;
  }
}

export function writeLogList(files: SmallFiles, logs: readonly LogLine[]): Promise<void> {
  return files.write(PATH, utf8(JSON.stringify({ v: 1, logs })));
}
