import defaults from '../../../../resources/domain/plan-defaults.json';
import items from '../../../../resources/domain/inspection-items.json';
import { HouseItems, PlanDefaults } from '../../../../shared/domain/planning/house-defaults.ts';

/** What a new plan begins with. */
export const HOUSE = PlanDefaults.parse(defaults);

/** Items the house proposes to a bureau that has published none yet. */
export const HOUSE_ITEMS = HouseItems.parse(items).items;
