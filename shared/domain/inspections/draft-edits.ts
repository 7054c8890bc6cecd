import type { JsonValue } from '../../lib/json.ts';
import type { DraftChange } from './merge-draft.ts';
import {
  itemsInOrder,
  itemsOf,
  RANK_STEP,
  ranked,
  type DraftItem,
  type DraftRule,
  type DraftSection,
  type TemplateContent,
} from './template-content.ts';
import { partOf } from './template-draft.ts';
import { isDemand, type TemplateRule } from './template-rule.ts';

/** A part from what stands in this draft to what should. */
export function changeOf(content: TemplateContent, part: string, after: JsonValue): DraftChange {
  return { part, before: partOf(content, part), after };
}

/** A section after the others, with the next free letter; null when all letters are used. */
export function newSection(content: TemplateContent): DraftSection | null {
  const used = new Set(content.sections.map((section) => section.id));
  const id = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((letter) => !used.has(letter));
  const last = ranked(content.sections).at(-1);
  return id === undefined ? null : { id, rank: (last?.rank ?? 0) + RANK_STEP, name: { zh: '', ug: '' } };
}

/**
 * An item at the end of its section. Its number was never used in this line of templates (`usedIds`): an id means one question for
 * ever, so that answers of a visit can be moved by it.
 */
export function newItem(
  content: TemplateContent,
  sectionId: string,
  usedIds: readonly string[],
): DraftItem | null {
  const used = new Set([...usedIds, ...content.items.map((item) => item.id)]);
  const prefix = content.items[0]?.id.split('-')[0] ?? 'BX';
  const letter = /^[A-Z]$/.test(sectionId) ? sectionId : 'A';
  const numbers = Array.from(
    { length: 99 },
    (_, at) => `${prefix}-${letter}${String(at + 1).padStart(2, '0')}`,
  );
  const id = numbers.find((one) => !used.has(one));
  if (id === undefined) return null;
  return {
    id,
    sectionId,
    rank: (itemsOf(content, sectionId).at(-1)?.rank ?? 0) + RANK_STEP,
    text: { zh: '', ug: '' },
    basis: '',
    kind: 'yes-no-na',
    weight: 1,
    evidenceRequired: false,
    severity: 'minor',
    maxScore: null,
  };
}

/** A rule with the next free number, after the others. */
export function newRule(content: TemplateContent, rule: TemplateRule): DraftRule {
  const used = new Set(content.rules.map((one) => one.id));
  let number = content.rules.length + 1;
  while (used.has(ruleId(number))) number += 1;
  const last = ranked(content.rules).at(-1);
  return { id: ruleId(number), rank: (last?.rank ?? 0) + RANK_STEP, rule };
}

function ruleId(number: number): string {
  return `R${String(number).padStart(2, '0')}`;
}

/** Puts an item before another one (`null`: at the end of the section). Only where no room is left do others change too. */
export function placeItem(
  content: TemplateContent,
  itemId: string,
  sectionId: string,
  beforeId: string | null,
): readonly DraftChange[] {
  const item = content.items.find((one) => one.id === itemId);
  if (!item || itemId === beforeId) return [];
  const others = itemsOf(content, sectionId).filter((one) => one.id !== itemId);
  const at = beforeId === null ? others.length : others.findIndex((one) => one.id === beforeId);
  const place = at < 0 ? others.length : at;
  const low = others[place - 1]?.rank ?? (others[place]?.rank ?? 0) - 2 * RANK_STEP;
  const high = others[place]?.rank ?? low + 2 * RANK_STEP;
  if (high - low > 1) {
    const rank = Math.floor((low + high) / 2);
    return item.sectionId === sectionId && itemsOf(content, sectionId)[place]?.id === itemId
      ? []
      : [changeOf(content, `item:${itemId}`, { ...item, sectionId, rank })];
  }
  return others
    .toSpliced(place, 0, item)
    .map((one, i) => changeOf(content, `item:${one.id}`, { ...one, sectionId, rank: (i + 1) * RANK_STEP }));
}

/** One place up or down on screen; over the end of a section into the next one. */
export function moveItem(content: TemplateContent, itemId: string, by: -1 | 1): readonly DraftChange[] {
  const item = content.items.find((one) => one.id === itemId);
  if (!item) return [];
  const own = itemsOf(content, item.sectionId);
  const at = own.findIndex((one) => one.id === itemId);
  const neighbour = own[at + by];
  if (neighbour)
    return placeItem(content, itemId, item.sectionId, by < 0 ? neighbour.id : (own[at + 2]?.id ?? null));
  const sections = ranked(content.sections);
  const section = sections[sections.findIndex((one) => one.id === item.sectionId) + by];
  if (!section) return [];
  return placeItem(
    content,
    itemId,
    section.id,
    by < 0 ? null : (itemsOf(content, section.id)[0]?.id ?? null),
  );
}

/** Two neighbouring sections change places. */
export function moveSection(content: TemplateContent, sectionId: string, by: -1 | 1): readonly DraftChange[] {
  const sections = ranked(content.sections);
  const at = sections.findIndex((one) => one.id === sectionId);
  const [own, other] = [sections[at], sections[at + by]];
  if (!own || !other) return [];
  const ranks = own.rank === other.rank ? [own.rank + by, other.rank] : [other.rank, own.rank];
  return [
    changeOf(content, `section:${own.id}`, { ...own, rank: ranks[0] ?? 0 }),
    changeOf(content, `section:${other.id}`, { ...other, rank: ranks[1] ?? 0 }),
  ];
}

/** Takes an item out, with the rules that look at it; rules that show it no longer name it. */
export function removeItem(content: TemplateContent, itemId: string): readonly DraftChange[] {
  return removeItems(content, [itemId]);
}

/** Takes a section out with its items. */
export function removeSection(content: TemplateContent, sectionId: string): readonly DraftChange[] {
  const items = itemsOf(content, sectionId).map((item) => item.id);
  return [...removeItems(content, items), changeOf(content, `section:${sectionId}`, null)];
}

function removeItems(content: TemplateContent, ids: readonly string[]): readonly DraftChange[] {
  const gone = new Set(ids);
  const rules = content.rules.flatMap((one): readonly DraftChange[] => {
    const part = `rule:${one.id}`;
    if (gone.has(one.rule.when.item)) return [changeOf(content, part, null)];
    if (isDemand(one.rule) || !one.rule.show.some((id) => gone.has(id))) return [];
    const show = one.rule.show.filter((id) => !gone.has(id));
    if (show.length === 0) return [changeOf(content, part, null)];
    return [changeOf(content, part, { ...one, rule: { ...one.rule, show } })];
  });
  return [...ids.map((id) => changeOf(content, `item:${id}`, null)), ...rules];
}

/** What brings back what these changes took. */
export function inverseOf(changes: readonly DraftChange[]): readonly DraftChange[] {
  return changes.map(({ part, before, after }) => ({ part, before: after, after: before }));
}

/** The rules that look at an item, and those that show it. */
export function rulesOf(
  content: TemplateContent,
  itemId: string,
): { readonly own: readonly DraftRule[]; readonly showing: readonly DraftRule[] } {
  const all = ranked(content.rules);
  return {
    own: all.filter(({ rule }) => rule.when.item === itemId),
    showing: all.filter(({ rule }) => !isDemand(rule) && rule.show.includes(itemId)),
  };
}

/** Items that a rule of this one may show: those that do not lead back to it. */
export function showable(content: TemplateContent, itemId: string): readonly DraftItem[] {
  const leads = new Set([itemId]);
  for (let before = 0; before !== leads.size;) {
    before = leads.size;
    for (const { rule } of content.rules)
      if (!isDemand(rule) && rule.show.some((id) => leads.has(id))) leads.add(rule.when.item);
  }
  return itemsInOrder(content).filter((item) => !leads.has(item.id));
}
