import { attachmentKind } from '../../shared/domain/inspections/inspection.ts';
import type { Bureau } from '../platform/bureau.ts';
import type { BureauDb } from './bureau-db.ts';
import type { Photos, RecordReader } from './desk.ts';
import { syncFailureOf } from './sync-failure.ts';

/** Pictures: staged and read through the main process, which keeps them encrypted. */
export function photoBox(bureau: Bureau, db: BureauDb, records: RecordReader): Photos {
  return {
    stage: (photo) => bureau.call('files/stage', { bytes: photo.bytes, mime: photo.mime }),
    open: async (sha256, mime) => {
      const read = await bureau.call('files/read', { sha256 });
      if (read.kind === 'bytes')
        return { kind: 'here', url: URL.createObjectURL(new Blob([read.bytes], { type: mime })) };
      return read.kind === 'damaged' ? { kind: 'damaged' } : { kind: 'remote' };
    },
    fetch: async (attachmentId) => {
      const attachment = await records.get(attachmentKind, attachmentId);
      if (!attachment) return { kind: 'failed', failure: { kind: 'not-found', details: {}, retryAt: null } };
      const { sha256, sizeBytes } = attachment;
      const fetched = await bureau.call('files/fetch', { attachmentId, sha256, sizeBytes });
      if (fetched.kind !== 'fetched') return { kind: 'failed', failure: syncFailureOf(fetched, null) };
      if (!(await db.uploads.get(attachmentId)))
        await db.uploads.put({ attachmentId, sha256, sizeBytes, state: 'here', sentBytes: 0, receipt: null });
      return { kind: 'fetched' };
    },
  };
}
