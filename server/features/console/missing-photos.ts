import { Attachment } from '../../../shared/domain/inspections/inspection.ts';
import type { Db } from '../../store/open-database.ts';

/** A file that a record names and that has not arrived: no picture and no text of the record. */
export interface MissingPhoto {
  readonly attachmentId: string;
  readonly prefectureCode: string;
  readonly recordId: string;
  readonly itemId: string | null;
  readonly sizeBytes: number;
  readonly takenAt: string;
  readonly by: string;
}

/** Oldest first. */
export async function readMissingPhotos(
  db: Db,
  prefectureCode: string | null,
  limit: number,
): Promise<readonly MissingPhoto[]> {
  const query = db
    .selectFrom('records')
    .leftJoin('attachment_receipts', 'attachment_receipts.attachment_id', 'records.id')
    .select('records.payload')
    .where('records.table_name', '=', 'attachments')
    .where('records.compartment', '=', 'ordinary')
    .where('attachment_receipts.attachment_id', 'is', null);
  const rows = await (
    prefectureCode === null ? query : query.where('records.prefecture', '=', prefectureCode)
  )
    .orderBy('records.id')
    .limit(limit)
    .execute();
  return rows.map((row): MissingPhoto => {
    const { id, prefectureCode, recordId, itemId, sizeBytes, takenAt, by } = Attachment.parse(
      JSON.parse(row.payload),
    );
    return { attachmentId: id, prefectureCode, recordId, itemId, sizeBytes, takenAt, by };
  });
}
