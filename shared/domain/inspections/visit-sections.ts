import { z } from 'zod';
import { Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';

/** Who of the two takes which section: an agreement, no lock. Either may answer everywhere. */
export const VisitSection = z.strictObject({
  /** `<inspectionId>:<sectionId>` */
  id: RecordId,
  prefectureCode: z.string(),
  inspectionId: RecordId,
  sectionId: z.string().max(20),
  /** Null: given back. */
  officerId: OfficerId.nullable(),
  by: OfficerId,
  at: Instant,
});
export type VisitSection = z.infer<typeof VisitSection>;

export const visitSectionKind = recordKind<VisitSection>({
  table: 'visitSections',
  schema: VisitSection,
  compartment: 'ordinary',
  columns: { inspectionId: (section) => section.inspectionId },
});

export function visitSectionId(inspectionId: RecordId, sectionId: string): RecordId {
  return `${inspectionId}:${sectionId}` as RecordId;
}
