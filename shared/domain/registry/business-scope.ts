import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { Bilingual } from '../../lib/text.ts';
import { Category } from './institution.ts';

const Item = z.strictObject({ code: z.string().regex(/^[A-Z]{2}\d{4}$/), name: Bilingual });
const Group = z.strictObject({
  code: z.string().regex(/^[A-Z]{2}\d{2}$/),
  name: Bilingual,
  /** Practice in it needs an accredited laboratory (measure 16). */
  needsAccreditation: z.boolean(),
  items: z.array(Item),
});

/** The registered business categories with their groups and items (执业类别), one version of the published list. */
export const BusinessScope = z.strictObject({
  version: z.string(),
  validFrom: CivilDate,
  note: z.string(),
  categories: z.array(
    z.strictObject({
      code: z.string().regex(/^[A-Z]{2}$/),
      category: Category,
      name: Bilingual,
      source: z.string(),
      groups: z.array(Group),
    }),
  ),
});
export type BusinessScope = z.infer<typeof BusinessScope>;

/** A code of a category (`FM`), a group (`FM01`) or an item (`FM0102`): each contains those that begin with it. */
export const ScopeCode = z.string().regex(/^[A-Z]{2}(\d{2}){0,2}$/);

export interface ScopeEntry {
  readonly code: string;
  readonly name: Bilingual;
  readonly category: Category;
  readonly needsAccreditation: boolean;
}

/** Every code of the list, in its order. */
export function scopeEntries(scope: BusinessScope): readonly ScopeEntry[] {
  return scope.categories.flatMap(({ code, category, name, groups }) => [
    { code, name, category, needsAccreditation: groups.every((group) => group.needsAccreditation) },
    ...groups.flatMap((group) => [
      { code: group.code, name: group.name, category, needsAccreditation: group.needsAccreditation },
      ...group.items.map((item) => ({
        code: item.code,
        name: item.name,
        category,
        needsAccreditation: group.needsAccreditation,
      })),
    ]),
  ]);
}

/** Whether somebody entitled to `held` may work on `wanted`: the same code, or one that contains it. */
export function covers(held: string, wanted: string): boolean {
  return wanted.startsWith(held);
}
