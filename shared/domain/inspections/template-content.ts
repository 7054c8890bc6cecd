import { z } from 'zod';
import { canonicalJson, PortableJson } from '../../lib/json.ts';
import { freeText } from '../../lib/text.ts';
import { formatMark } from './format-mark.ts';
import { isFormatMark, TEMPLATE_FORMAT } from './template-format.ts';
import { isDemand, TemplateRule } from './template-rule.ts';
import { Severity, type TemplateBody } from './template.ts';

/** Words that may still be missing in a language: a draft is saved while it is written. */
export const DraftWords = z.strictObject({ zh: freeText(1000), ug: freeText(1000) });
export type DraftWords = z.infer<typeof DraftWords>;

/** `rank` orders: moving one thing changes only that thing, so that two officers may move different ones. */
export const DraftSection = z.strictObject({ id: z.string().max(8), rank: z.int(), name: DraftWords });
export type DraftSection = z.infer<typeof DraftSection>;

export const DraftItem = z.strictObject({
  id: z.string().max(20),
  sectionId: z.string().max(8),
  rank: z.int(),
  text: DraftWords,
  basis: freeText(300),
  kind: z.string().max(20),
  weight: z.int(),
  evidenceRequired: z.boolean(),
  severity: Severity,
  maxScore: z.int().nullable(),
});
export type DraftItem = z.infer<typeof DraftItem>;

export const DraftRule = z.strictObject({ id: z.string().max(26), rank: z.int(), rule: TemplateRule });
export type DraftRule = z.infer<typeof DraftRule>;

/** A checklist as it is written: sections, items and rules on their own, each with an id that stays. */
export const TemplateContent = z.strictObject({
  title: DraftWords,
  purpose: DraftWords,
  sections: z.array(DraftSection),
  items: z.array(DraftItem),
  rules: z.array(DraftRule),
  /** `appliesTo` and `scoring` as they came with the template it was made from; the editor does not change them. */
  extra: z.record(z.string().max(20), PortableJson),
});
export type TemplateContent = z.infer<typeof TemplateContent>;

export const RANK_STEP = 1_000_000;

/** In the order of the screen: by rank, and by id where two officers chose the same place. */
export function ranked<T extends { readonly rank: number; readonly id: string }>(
  things: readonly T[],
): readonly T[] {
  return things.toSorted((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** The items of a section in their order. */
export function itemsOf(content: TemplateContent, sectionId: string): readonly DraftItem[] {
  return ranked(content.items.filter((item) => item.sectionId === sectionId));
}

/** Items in the order in which they will be asked; those of a section that is gone come last. */
export function itemsInOrder(content: TemplateContent): readonly DraftItem[] {
  const sections = ranked(content.sections);
  const known = new Set(sections.map((section) => section.id));
  return [
    ...sections.flatMap((section) => itemsOf(content, section.id)),
    ...ranked(content.items.filter((item) => !known.has(item.sectionId))),
  ];
}

/** A published template taken apart, to go on from it. */
export function contentOf(body: TemplateBody): TemplateContent {
  const items = body.items.filter((item) => !isFormatMark(item.kind));
  const sections = new Map<string, DraftSection>();
  for (const item of items)
    if (!sections.has(item.sectionId))
      sections.set(item.sectionId, {
        id: item.sectionId,
        rank: (sections.size + 1) * RANK_STEP,
        name: item.section,
      });
  return {
    title: body.title,
    purpose: body.purpose,
    sections: [...sections.values()],
    items: items.map(({ section: _section, maxScore, ...item }, at) => ({
      ...item,
      rank: (at + 1) * RANK_STEP,
      maxScore: maxScore ?? null,
    })),
    rules: (body.rules ?? []).map((rule, at) => ({
      id: `R${String(at + 1).padStart(2, '0')}`,
      rank: (at + 1) * RANK_STEP,
      rule,
    })),
    extra: {
      ...(body.appliesTo ? { appliesTo: body.appliesTo } : {}),
      ...(body.scoring ? { scoring: body.scoring as z.infer<typeof PortableJson> } : {}),
    },
  };
}

/** Put together for publishing; the text of a bureau's template is this as canonical JSON. Says nothing about its problems. */
export function bodyOf(
  content: TemplateContent,
  of: { readonly templateId: string; readonly version: string },
): TemplateBody {
  const names = new Map(content.sections.map((section) => [section.id, section.name]));
  const rules = ranked(content.rules).map(({ rule }) => withoutEmptyReason(rule));
  const items = itemsInOrder(content).map(({ rank: _rank, maxScore, ...item }) => ({
    ...item,
    section: names.get(item.sectionId) ?? { zh: '', ug: '' },
    ...(maxScore === null ? {} : { maxScore }),
  }));
  return {
    id: of.templateId,
    version: of.version,
    title: content.title,
    purpose: content.purpose,
    ...content.extra,
    items: rules.length > 0 ? [formatMark(), ...items] : items,
    ...(rules.length > 0 ? { format: TEMPLATE_FORMAT, rules } : {}),
  };
}

/** The text that is published. */
export function bodyText(body: TemplateBody): string {
  return canonicalJson(body);
}

function withoutEmptyReason(rule: TemplateRule): TemplateRule {
  if (!isDemand(rule) || !rule.reason || rule.reason.zh + rule.reason.ug !== '') return rule;
  const { reason: _reason, ...rest } = rule;
  return rest;
}
