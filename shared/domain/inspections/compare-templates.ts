import { canonicalJson } from '../../lib/json.ts';
import type { TemplateBody, TemplateItem } from './template.ts';
import type { TemplateRule } from './template-rule.ts';

const FIELDS = [
  'text',
  'section',
  'kind',
  'weight',
  'maxScore',
  'evidenceRequired',
  'severity',
  'basis',
] as const;
export type ItemField = (typeof FIELDS)[number];

export interface ItemDifference {
  readonly id: string;
  readonly before: TemplateItem | null;
  readonly after: TemplateItem | null;
  /** Empty where the item is new or gone. */
  readonly fields: readonly ItemField[];
}

export interface TemplateDifference {
  readonly heads: readonly ('title' | 'purpose')[];
  readonly items: readonly ItemDifference[];
  readonly rulesAdded: readonly TemplateRule[];
  readonly rulesGone: readonly TemplateRule[];
}

/** What changed between two versions, item by item in the order of the newer one; what is gone comes last. */
export function compareTemplates(before: TemplateBody, after: TemplateBody): TemplateDifference {
  const old = new Map(before.items.map((item) => [item.id, item]));
  const now = new Set(after.items.map((item) => item.id));
  const changed = after.items.flatMap((item): readonly ItemDifference[] => {
    const was = old.get(item.id) ?? null;
    const fields = was === null ? [] : FIELDS.filter((field) => !same(was[field], item[field]));
    return was !== null && fields.length === 0 ? [] : [{ id: item.id, before: was, after: item, fields }];
  });
  const gone = before.items
    .filter((item) => !now.has(item.id))
    .map((item): ItemDifference => ({ id: item.id, before: item, after: null, fields: [] }));
  const [oldRules, newRules] = [before, after].map(
    (body) => new Map((body.rules ?? []).map((rule) => [canonicalJson(rule), rule])),
  );
  return {
    heads: (['title', 'purpose'] as const).filter((field) => !same(before[field], after[field])),
    items: [...changed, ...gone],
    rulesAdded: [...(newRules ?? [])].flatMap(([key, rule]) => (oldRules?.has(key) ? [] : [rule])),
    rulesGone: [...(oldRules ?? [])].flatMap(([key, rule]) => (newRules?.has(key) ? [] : [rule])),
  };
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}
