import { z } from 'zod';
import { Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';

/**
 * A checklist that a bureau published for its prefecture. Its authority is the signed act of a section head in the log, not the
 * region's publishing key, which never leaves the region (decision 0018). Once here it never changes; a change is a later version.
 */
export const BureauTemplate = z.strictObject({
  /** `<templateId>@<version>` */
  id: RecordId,
  prefectureCode: z.string(),
  /** Begins with the prefecture's code, so that it never meets one of the region's. */
  templateId: z.string(),
  version: z.string(),
  /** The exact text: canonical JSON of the body. */
  body: z.string(),
  /** The template this line of versions was made from, by its id without version; null for one written anew. */
  origin: z.string().nullable(),
  draftId: RecordId,
  publishedBy: OfficerId,
  publishedAt: Instant,
});
export type BureauTemplate = z.infer<typeof BureauTemplate>;

export const bureauTemplateKind = recordKind<BureauTemplate>({
  table: 'bureauTemplates',
  schema: BureauTemplate,
  compartment: 'ordinary',
  columns: { templateId: (template) => template.templateId },
});

const OF_BUREAU = /^\d{6}-/;

/** Whether a template is a bureau's: `653100-annual-practice-inspection`. The region's ids never begin so. */
export function isBureauTemplateId(templateId: string): boolean {
  return OF_BUREAU.test(templateId);
}

/** The bureau's own line of a template, of the region's or of its own. */
export function bureauTemplateId(prefectureCode: string, name: string): string {
  return isBureauTemplateId(name) ? name : `${prefectureCode}-${name}`;
}
