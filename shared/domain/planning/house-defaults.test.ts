import { expect, test } from 'vitest';
import items from '../../../resources/domain/inspection-items.json' with { type: 'json' };
import defaults from '../../../resources/domain/plan-defaults.json' with { type: 'json' };
import { HouseItems, PlanDefaults } from './house-defaults.ts';
import { WEIGHT_RULES } from './plan.ts';

test('the house’s item list and plan defaults fit, each item with its basis and each rule once', () => {
  const { items: all } = HouseItems.parse(items);
  expect(new Set(all.map(({ itemId }) => itemId)).size).toBe(all.length);
  const rules = PlanDefaults.parse(defaults).weightRules.map(({ rule }) => rule);
  expect(rules.toSorted()).toEqual([...WEIGHT_RULES].toSorted());
});
