import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { sha256Hex } from '../../lib/sha256.ts';
import { freeText } from '../../lib/text.ts';
import { Category } from '../registry/institution.ts';

/** A file as the review knows it: number, category, day, appraiser. No case content and no name (inspections.md section 7, 2). */
export const OpinionFile = z.strictObject({
  opinionNo: freeText(60).refine((text) => text.trim() !== '', 'empty'),
  category: Category,
  issuedOn: CivilDate,
  appraiserId: RecordId.nullable(),
});
export type OpinionFile = z.infer<typeof OpinionFile>;

/**
 * The file's id in a draw: ASCII, the same whoever made the list and in whatever order, so that the pool and its hash depend on
 * nothing else.
 */
export function fileIdOf(institutionId: RecordId, opinionNo: string): string {
  return `F${sha256Hex(`${institutionId}|${opinionNo.trim()}`).slice(0, 24)}`;
}
