import type { AnswerValue } from './inspection.ts';
import { isDemand, type DemandRule, type RuleWhen } from './template-rule.ts';
import type { TemplateBody, TemplateItem } from './template.ts';

type Answers = ReadonlyMap<string, { readonly current: { readonly value: AnswerValue | null } }>;

/**
 * The items that are asked, in template order. An item named by a `show` rule is asked while one such rule holds; a rule holds only
 * while the item it looks at is asked itself, so that hiding one item hides what hangs on it. Answers are never touched here.
 */
export function visibleItems(template: TemplateBody, answers: Answers): readonly TemplateItem[] {
  const shows = (template.rules ?? []).flatMap((rule) => (isDemand(rule) ? [] : [rule]));
  if (shows.length === 0) return template.items;
  const conditional = new Set(shows.flatMap((rule) => rule.show));
  const shown = new Set(template.items.flatMap((item) => (conditional.has(item.id) ? [] : [item.id])));
  // Grows only, and stops when a pass adds nothing: the result is the same in whatever order the rules stand.
  for (let before = -1; before !== shown.size;) {
    before = shown.size;
    for (const rule of shows)
      if (shown.has(rule.when.item) && holds(rule.when, answers))
        for (const itemId of rule.show) shown.add(itemId);
  }
  return template.items.filter((item) => shown.has(item.id));
}

/** What the rules ask of an item for the answer it has now. */
export function demandsOn(template: TemplateBody, itemId: string, answers: Answers): readonly DemandRule[] {
  return (template.rules ?? []).filter(
    (rule): rule is DemandRule => isDemand(rule) && rule.when.item === itemId && holds(rule.when, answers),
  );
}

function holds(when: RuleWhen, answers: Answers): boolean {
  const value = answers.get(when.item)?.current.value ?? null;
  if ('answer' in when) return value?.kind === 'choice' && value.choice === when.answer;
  const number = numberOf(value);
  if (number === null) return false;
  return 'below' in when ? number < when.below : number > when.above;
}

function numberOf(value: AnswerValue | null): number | null {
  if (value?.kind === 'score') return value.points;
  return value?.kind === 'number' ? Number(value.value) : null;
}
