import type { DraftWords, TemplateContent } from './template-content.ts';
import { isDemand, type RuleWhen } from './template-rule.ts';
import { showCycles } from './show-cycles.ts';
import { isKnownKind } from './template.ts';

/** Where to go to mend it: a part of the draft, and a field of it. */
export interface ProblemPlace {
  readonly part: 'head' | 'section' | 'item' | 'rule';
  readonly id: string;
  readonly field: string;
}

/** Words are `templates:problem.<kind>` with the details. */
export interface TemplateFault {
  readonly kind:
    | 'no-items'
    | 'words-missing'
    | 'id-form'
    | 'duplicate-id'
    | 'duplicate-section'
    | 'section-unknown'
    | 'section-empty'
    | 'unknown-kind'
    | 'weight-range'
    | 'weight-unused'
    | 'no-weights'
    | 'max-score'
    | 'score-total'
    | 'rule-item-unknown'
    | 'rule-answer-unfit'
    | 'rule-shows-unknown'
    | 'rule-shows-nothing'
    | 'rule-twice'
    | 'rule-cycle';
  readonly at: ProblemPlace;
  readonly details: Readonly<Record<string, string | number>>;
}

const ITEM_ID = /^[A-Z]{2,4}-[A-Z]\d{2}$/;
const MAX_WEIGHT = 100;
const MAX_POINTS = 1000;

/** Everything that keeps a checklist from being published, in its own order. Publishing on a device and on the server ask the same. */
export function templateFaults(content: TemplateContent): readonly TemplateFault[] {
  return [
    ...wordsFaults(content.title, { part: 'head', id: '', field: 'title' }),
    ...wordsFaults(content.purpose, { part: 'head', id: '', field: 'purpose' }),
    ...(content.items.length === 0 ? [fault('no-items', { part: 'head', id: '', field: 'items' })] : []),
    ...sectionFaults(content),
    ...itemFaults(content),
    ...scoringFaults(content),
    ...ruleFaults(content),
  ];
}

function sectionFaults({ sections, items }: TemplateContent): readonly TemplateFault[] {
  return sections.flatMap((section, i) => {
    const at = { part: 'section', id: section.id, field: 'name' } as const;
    return [
      ...wordsFaults(section.name, at),
      ...(sections.findIndex((one) => one.id === section.id) < i
        ? [fault('duplicate-section', at, { id: section.id })]
        : []),
      ...(items.some((item) => item.sectionId === section.id)
        ? []
        : [fault('section-empty', at, { id: section.id })]),
    ];
  });
}

function itemFaults({ items, sections }: TemplateContent): readonly TemplateFault[] {
  const known = new Set(sections.map((section) => section.id));
  return items.flatMap((item, i) => {
    const at = (field: string): ProblemPlace => ({ part: 'item', id: item.id, field });
    const { id, kind, weight, maxScore } = item;
    const faults = wordsFaults(item.text, at('text'));
    if (!ITEM_ID.test(id)) faults.push(fault('id-form', at('id'), { id }));
    if (items.findIndex((one) => one.id === id) < i) faults.push(fault('duplicate-id', at('id'), { id }));
    if (!known.has(item.sectionId)) faults.push(fault('section-unknown', at('section'), { id }));
    if (!isKnownKind(kind)) faults.push(fault('unknown-kind', at('kind'), { id, kind }));
    if (weight < 0 || weight > MAX_WEIGHT)
      faults.push(fault('weight-range', at('weight'), { id, max: MAX_WEIGHT }));
    else if (weight > 0 && isKnownKind(kind) && kind !== 'yes-no-na')
      faults.push(fault('weight-unused', at('weight'), { id }));
    if (kind === 'score' && (maxScore === null || maxScore < 1 || maxScore > MAX_POINTS))
      faults.push(fault('max-score', at('maxScore'), { id, max: MAX_POINTS }));
    return faults;
  });
}

function scoringFaults({ items, extra }: TemplateContent): readonly TemplateFault[] {
  const scoring = extra['scoring'];
  const [method, maxTotal] =
    typeof scoring === 'object' && scoring !== null && !Array.isArray(scoring)
      ? [(scoring as { method?: unknown }).method, (scoring as { maxTotal?: unknown }).maxTotal]
      : [null, null];
  const choices = items.filter((item) => item.kind === 'yes-no-na');
  const [first] = choices;
  if (first && method !== 'sum-of-scores' && choices.every((item) => item.weight === 0))
    return [fault('no-weights', { part: 'item', id: first.id, field: 'weight' })];
  if (method !== 'sum-of-scores' || typeof maxTotal !== 'number') return [];
  const scored = items.filter((item) => item.kind === 'score');
  const total = scored.reduce((sum, item) => sum + (item.maxScore ?? 0), 0);
  return total === maxTotal
    ? []
    : [
        fault(
          'score-total',
          { part: 'item', id: scored[0]?.id ?? '', field: 'maxScore' },
          { total, maxTotal },
        ),
      ];
}

function ruleFaults(content: TemplateContent): readonly TemplateFault[] {
  const kinds = new Map(content.items.map((item) => [item.id, item.kind]));
  const seen = new Set<string>();
  const faults = content.rules.flatMap(({ id, rule }) => {
    const at = (field: string): ProblemPlace => ({ part: 'rule', id, field });
    const found: TemplateFault[] = [];
    const kind = kinds.get(rule.when.item);
    if (kind === undefined) found.push(fault('rule-item-unknown', at('when'), { item: rule.when.item }));
    else if (!canAnswer(kind, rule.when))
      found.push(fault('rule-answer-unfit', at('when'), { item: rule.when.item }));
    if (isDemand(rule)) {
      const { zh, ug } = rule.reason ?? { zh: '', ug: '' };
      if (zh !== '' || ug !== '') found.push(...wordsFaults({ zh, ug }, at('reason')));
    } else {
      if (rule.show.length === 0) found.push(fault('rule-shows-nothing', at('show')));
      for (const item of rule.show)
        if (!kinds.has(item)) found.push(fault('rule-shows-unknown', at('show'), { item }));
    }
    const key = JSON.stringify([rule.when, isDemand(rule) ? rule.demand : rule.show.toSorted()]);
    if (seen.has(key)) found.push(fault('rule-twice', at('when'), { item: rule.when.item }));
    seen.add(key);
    return found;
  });
  const cycles = showCycles(content.rules.map(({ rule }) => rule)).map((items) => {
    const inCycle = content.rules.find(
      ({ rule }) =>
        !isDemand(rule) && items.includes(rule.when.item) && rule.show.some((id) => items.includes(id)),
    );
    return fault(
      'rule-cycle',
      { part: 'rule', id: inCycle?.id ?? '', field: 'show' },
      { items: items.join(' → ') },
    );
  });
  return [...faults, ...cycles];
}

/** Whether an item of this kind can be answered so. */
export function canAnswer(kind: string, when: RuleWhen): boolean {
  return 'answer' in when ? kind === 'yes-no-na' : kind === 'score' || kind === 'number';
}

function wordsFaults(words: DraftWords, at: ProblemPlace): TemplateFault[] {
  return (['zh', 'ug'] as const)
    .filter((language) => words[language].trim() === '')
    .map((language) => fault('words-missing', { ...at, field: `${at.field}.${language}` }, { language }));
}

function fault(
  kind: TemplateFault['kind'],
  at: ProblemPlace,
  details: TemplateFault['details'] = {},
): TemplateFault {
  return { kind, at, details };
}
