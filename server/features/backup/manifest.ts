import { z } from 'zod';
import { Sha256Hex } from '../../../shared/lib/bytes.ts';
import { Instant } from '../../../shared/lib/dates.ts';

// A backup folder (docs/server.md):
//   attachments/xx/<name>.jda            as the server holds them, sealed; added to, never rewritten
//   <time>-<id>/manifest.json            written last: its presence says that the backup is whole
//   <time>-<id>/database/<table>.ndjson.gz
//   <time>-<id>/trust/…                  the region's keys, unless they were left out

export const MANIFEST_FILE = 'manifest.json';
export const ATTACHMENTS = 'attachments';

/** `path` is relative to the backup folder, with `/`. */
export const BackupFile = z.strictObject({
  path: z.string().regex(/^[A-Za-z0-9_./-]+$/),
  sizeBytes: z.int().min(0),
  sha256: Sha256Hex,
});
export type BackupFile = z.infer<typeof BackupFile>;

export const BackupManifest = z.strictObject({
  v: z.literal(1),
  kind: z.literal('jd-backup'),
  id: z.string(),
  /** When the copy of the database was taken. */
  at: Instant,
  epoch: z.string(),
  /** Whose keys: the same as `meta.trust`. */
  trust: z.string(),
  hasKeys: z.boolean(),
  /** `folder`: copied here. `elsewhere`: they lie in an object store, which keeps its own copies. */
  attachments: z.enum(['folder', 'elsewhere']),
  migrations: z.array(z.string()),
  tables: z.array(z.strictObject({ name: z.string(), path: z.string(), rows: z.int().min(0) })),
  files: z.array(BackupFile),
});
export type BackupManifest = z.infer<typeof BackupManifest>;
