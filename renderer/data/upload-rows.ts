import { attachmentKind, type Attachment } from '../../shared/domain/inspections/inspection.ts';
import type { UploadRow } from '../../shared/schema/schema.ts';
import type { Writes } from '../../shared/sync/ports.ts';

/** An attachment added on this device waits for its bytes to be receipted. */
export function uploadRowsOf(writes: Writes): readonly UploadRow[] {
  return [...writes.values()].flatMap(({ key, record }) => {
    if (key.table !== attachmentKind.table || !record) return [];
    const attachment = record as Attachment;
    return [
      {
        attachmentId: attachment.id,
        sha256: attachment.sha256,
        sizeBytes: attachment.sizeBytes,
        state: 'waiting' as const,
        sentBytes: 0,
        receipt: null,
      },
    ];
  });
}
