import { attachmentKind } from '../../shared/domain/inspections/inspection.ts';
import type { Instant } from '../../shared/lib/dates.ts';
import type { Clock } from '../../shared/lib/ports.ts';
import type { UploadRow } from '../../shared/schema/schema.ts';
import type { Bureau } from '../platform/bureau.ts';
import type { BureauDb } from './bureau-db.ts';
import type { Photos, RecordReader } from './desk.ts';
import { syncFailureOf } from './sync-failure.ts';

/** Pictures: staged and read through the main process, which keeps them encrypted. */
export function photoBox(bureau: Bureau, db: BureauDb, records: RecordReader, clock: Clock): Photos {
  return {
    stage: (photo) => bureau.call('files/stage', { bytes: photo.bytes, mime: photo.mime }),
    open: async (sha256, mime) => {
      const read = await bureau.call('files/read', { sha256 });
      if (read.kind === 'bytes')
        return { kind: 'here', url: URL.createObjectURL(new Blob([read.bytes], { type: mime })) };
      const rows = await db.uploads.where('sha256').equals(sha256).toArray();
      const isLost = read.kind === 'damaged' || rows.some((row) => row.state !== 'removed');
      if (read.kind === 'locked' || !isLost) return { kind: 'remote' };
      for (const row of rows) await db.uploads.update(row.attachmentId, { problem: read.kind });
      // What the region never receipted exists nowhere else.
      const isAtRegion = rows.length === 0 || rows.some((row) => row.state !== 'waiting');
      return { kind: read.kind === 'damaged' ? 'damaged' : 'missing', isAtRegion };
    },
    fetch: async (attachmentId) => {
      const attachment = await records.get(attachmentKind, attachmentId);
      if (!attachment) return { kind: 'failed', failure: { kind: 'not-found', details: {}, retryAt: null } };
      const { sha256, sizeBytes } = attachment;
      const fetched = await bureau.call('files/fetch', { attachmentId, sha256, sizeBytes });
      if (fetched.kind !== 'fetched') return { kind: 'failed', failure: syncFailureOf(fetched, null) };
      await noteFetched(db, { attachmentId, sha256, sizeBytes }, clock.now());
      return { kind: 'fetched' };
    },
  };
}

/** The file is whole again for every record that names it. */
async function noteFetched(
  db: BureauDb,
  file: Pick<UploadRow, 'attachmentId' | 'sha256' | 'sizeBytes'>,
  fetchedAt: Instant,
): Promise<void> {
  for (const row of await db.uploads.where('sha256').equals(file.sha256).toArray())
    await db.uploads.update(row.attachmentId, {
      problem: null,
      fetchedAt,
      ...(row.state === 'removed' || row.state === 'leaving' ? { state: 'delivered' as const } : {}),
    });
  if (!(await db.uploads.get(file.attachmentId)))
    await db.uploads.put({ ...file, state: 'here', sentBytes: 0, receipt: null, fetchedAt });
}
