import { z } from 'zod';

const ItemId = z.string().min(1).max(20);
const RuleWords = z.strictObject({ zh: z.string().max(300), ug: z.string().max(300) });

/** The answer that sets a rule off: a choice, or points or a number under or over a bound. */
export const RuleWhen = z.union([
  z.strictObject({ item: ItemId, answer: z.enum(['yes', 'no', 'na']) }),
  z.strictObject({ item: ItemId, below: z.int() }),
  z.strictObject({ item: ItemId, above: z.int() }),
]);
export type RuleWhen = z.infer<typeof RuleWhen>;

export const DEMANDS = ['photo', 'note', 'finding'] as const;
export type Demand = (typeof DEMANDS)[number];

/**
 * `demand`: the item that was answered so must carry this. `show`: these items are asked only then; an item that several rules
 * show is asked when one of them holds. `reason` is the bureau's own sentence beside the demand.
 */
export const TemplateRule = z.union([
  z.strictObject({ when: RuleWhen, demand: z.enum(DEMANDS), reason: RuleWords.optional() }),
  z.strictObject({ when: RuleWhen, show: z.array(ItemId).max(200) }),
]);
export type TemplateRule = z.infer<typeof TemplateRule>;
export type DemandRule = Extract<TemplateRule, { demand: Demand }>;

export function isDemand(rule: TemplateRule): rule is DemandRule {
  return 'demand' in rule;
}
