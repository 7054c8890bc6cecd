import { z } from 'zod';
import { Instant } from '../lib/dates.ts';
import { LogHead } from './hello.ts';

/**
 * What the region's last verified backup holds of this device's logs, signed `jd-backup-1`. It is one of three things that must
 * come together before a device drops a journal segment or a photo: receipted, covered by this, and older than some days.
 */
export const BackupMark = z.strictObject({
  v: z.literal(1),
  epoch: z.string(),
  /** When the copy was taken. */
  at: Instant,
  /** Attachments whose receipt is older are covered; null when the backup holds none. */
  attachmentsBefore: Instant.nullable(),
  /** The last covered act of each log, with its chain value. */
  logs: z.array(LogHead),
});
export type BackupMark = z.infer<typeof BackupMark>;
