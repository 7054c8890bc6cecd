import { z } from 'zod';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { Bilingual, freeText } from '../../lib/text.ts';

/** Part of an id: letters, digits and hyphens only. */
const ItemId = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);

/** What an item of the published list says (国办发〔2015〕58号: basis, body, content and method are stated and published). */
export const ItemContent = z.strictObject({
  itemId: ItemId,
  name: Bilingual,
  /** Articles of law or measures, one per line; an inspection without a basis is not made. */
  basis: z.array(freeText(300)).min(1).max(20),
  inspectedKind: z.enum(['institution', 'appraiser']),
  content: z.array(Bilingual).min(1).max(30),
  method: z.enum(['on-site', 'paper', 'online']),
  /** Share of the pool that is inspected in a year. */
  ratioPercent: z.int().min(1).max(100),
  timesPerYear: z.int().min(1).max(12),
  level: z.enum(['region', 'prefecture', 'county']),
  /** Template that is filled on the visit; null where the item has none of its own. */
  checklistId: z.string().max(60).nullable(),
});
export type ItemContent = z.infer<typeof ItemContent>;

/**
 * One version of an item. A version is published and never edited: what changes is the next version, which counts from its
 * `validFrom`. Versions are whole numbers from 1.
 */
export const InspectionItem = z.strictObject({
  ...ItemContent.shape,
  /** `<prefectureCode>:<itemId>@<version>` */
  id: RecordId,
  prefectureCode: z.string(),
  version: z.int().min(1),
  validFrom: CivilDate,
  /** Null: until the next version. */
  validTo: CivilDate.nullable(),
  publishedOn: CivilDate,
  publishedWhere: freeText(300),
  publishedBy: OfficerId,
  publishedAt: Instant,
});
export type InspectionItem = z.infer<typeof InspectionItem>;

export const inspectionItemKind = recordKind<InspectionItem>({
  table: 'inspectionItems',
  schema: InspectionItem,
  compartment: 'ordinary',
  columns: { itemId: (item) => item.itemId, validFrom: (item) => item.validFrom },
});

export function itemRecordId(prefectureCode: string, itemId: string, version: number): RecordId {
  return `${prefectureCode}:${itemId}@${version}` as RecordId;
}

/** Versions of one item, oldest first. */
export function versionsOf(items: readonly InspectionItem[], itemId: string): readonly InspectionItem[] {
  return items.filter((item) => item.itemId === itemId).toSorted((a, b) => a.version - b.version);
}

/** The version of each item that counts on a day, by item id: the newest begun and not ended. */
export function itemsOn(items: readonly InspectionItem[], day: CivilDate): readonly InspectionItem[] {
  const ids = [...new Set(items.map((item) => item.itemId))].toSorted();
  return ids.flatMap((itemId) => {
    const newest = versionsOf(items, itemId)
      .filter((item) => item.validFrom <= day)
      .at(-1);
    return newest && (newest.validTo === null || day <= newest.validTo) ? [newest] : [];
  });
}
