import { z } from 'zod';
import { Sha256Hex } from '../../lib/bytes.ts';
import { Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';

/** A later remark on a sealed visit. It changes nothing of what was sealed, and is itself never changed. */
export const VisitAddendum = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  inspectionId: RecordId,
  /** Of the sealed content it speaks about. */
  contentHash: Sha256Hex,
  text: freeText(4000).refine((text) => text.trim() !== '', 'empty'),
  by: OfficerId,
  at: Instant,
});
export type VisitAddendum = z.infer<typeof VisitAddendum>;

export const visitAddendumKind = recordKind<VisitAddendum>({
  table: 'visitAddenda',
  schema: VisitAddendum,
  compartment: 'ordinary',
  columns: { inspectionId: (addendum) => addendum.inspectionId },
});
