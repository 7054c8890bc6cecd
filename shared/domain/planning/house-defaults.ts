import { z } from 'zod';
import { ItemContent } from './inspection-item.ts';
import { WeightRule } from './plan.ts';

/** The house's item list: resources/domain/inspection-items.json. A bureau publishes from it what it wants. */
export const HouseItems = z.strictObject({
  version: z.string(),
  note: z.string(),
  items: z.array(ItemContent).min(1),
});

/** What a new plan begins with: resources/domain/plan-defaults.json. */
export const PlanDefaults = z.strictObject({
  version: z.string(),
  source: z.string(),
  yearlyCap: z.int().min(1),
  formerEmploymentYears: z.int().min(0),
  sharePercent: z.int().min(1).max(100),
  fromMonth: z.int().min(1).max(12),
  toMonth: z.int().min(1).max(12),
  /** Proposed where a plan weighs at all; the default weighs nobody. */
  weightRules: z.array(WeightRule),
});
