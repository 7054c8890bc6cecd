import { z } from 'zod';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';
import { Category } from '../registry/institution.ts';

// drafted ─ draft again ─► drafted ─ approve ─► approved ─ publish ─► published ─ close ─► closed
// Nothing of an approved plan changes: it is closed with a reason and another one is drafted.

/** What raises or lowers an institution's weight in the draw (inspections.md section 3 rule 3). */
export const WEIGHT_RULES = [
  'low-grade',
  'grade-a',
  'complaints',
  'failed-proficiency',
  'overdue-rectification',
  'failed-quality-review',
] as const;
export const WeightRule = z.strictObject({
  rule: z.enum(WEIGHT_RULES),
  /** Added to the base weight of 10 where the rule applies. */
  add: z.int().min(-9).max(90),
});
export type WeightRule = z.infer<typeof WeightRule>;

/** By what the pool is divided before drawing, so that each part gets its share. */
export const LAYERS = ['none', 'county', 'category', 'risk'] as const;
export type Layer = (typeof LAYERS)[number];

export const PlanContent = z.strictObject({
  year: z.int().min(2020).max(2100),
  title: freeText(200),
  /** Records of the item list, with their version. */
  itemIds: z.array(RecordId).max(20),
  /** How many are drawn: a share of the pool, rounded up, or a number. */
  amount: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('share'), percent: z.int().min(1).max(100) }),
    z.strictObject({ kind: z.literal('number'), count: z.int().min(1).max(1000) }),
  ]),
  layerBy: z.enum(LAYERS),
  /** Empty: the whole prefecture, every category. */
  counties: z.array(z.string().regex(/^\d{6}$/)).max(30),
  categories: z.array(Category),
  /** None: all equal. Printed with the plan. */
  weightRules: z.array(WeightRule).max(WEIGHT_RULES.length),
  /** Inspections of one institution in the year, all items together; the draw does not go over it. */
  yearlyCap: z.int().min(1).max(12),
  /** How long former employment at an institution keeps an inspector away from it. */
  formerEmploymentYears: z.int().min(0).max(20),
  /** Two officers (行政处罚法 art. 42): the draw picks pairs. */
  inspectorsPerVisit: z.literal(2),
  fromMonth: z.int().min(1).max(12),
  toMonth: z.int().min(1).max(12),
  /** Authorities that take part in a joint inspection. */
  partners: z.array(freeText(100)).max(10),
});
export type PlanContent = z.infer<typeof PlanContent>;

const event = { on: CivilDate, at: Instant, by: OfficerId };
const PlanEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('drafted'), ...event }),
  /** `alone`: the drafter approved, since nobody else of the bureau may. */
  z.strictObject({ kind: z.literal('approved'), ...event, alone: z.boolean(), note: freeText(500) }),
  z.strictObject({ kind: z.literal('published'), ...event, where: freeText(300), link: freeText(300) }),
  z.strictObject({ kind: z.literal('closed'), ...event, reason: freeText(500) }),
]);
export type PlanEvent = z.infer<typeof PlanEvent>;

export const PLAN_STATES = ['drafted', 'approved', 'published', 'closed'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** A yearly plan of random inspections (年度抽查计划). */
export const Plan = z.strictObject({
  ...PlanContent.shape,
  id: RecordId,
  prefectureCode: z.string(),
  state: z.enum(PLAN_STATES),
  events: z.array(PlanEvent).min(1),
});
export type Plan = z.infer<typeof Plan>;

export const planKind = recordKind<Plan>({
  table: 'plans',
  schema: Plan,
  compartment: 'ordinary',
  columns: { state: (one) => one.state, year: (one) => one.year },
});

/** A plan may be drawn from once it is approved, until it is closed. */
export function canDrawFrom(plan: Plan): boolean {
  return plan.state === 'approved' || plan.state === 'published';
}

/** What a plan still lacks before it can be approved. */
export function missingInPlan(plan: PlanContent): readonly ('title' | 'items' | 'months')[] {
  return [
    ...(plan.title.trim() === '' ? (['title'] as const) : []),
    ...(plan.itemIds.length === 0 ? (['items'] as const) : []),
    ...(plan.toMonth < plan.fromMonth ? (['months'] as const) : []),
  ];
}
