import { addDays, type CivilDate } from '../../shared/lib/dates.ts';
import type { AnswerValue } from '../../shared/domain/inspections/inspection.ts';
import type { TemplateItem } from '../../shared/domain/inspections/template.ts';
import type { Institution } from '../../shared/domain/registry/institution.ts';
import words from './data/visit-words.json' with { type: 'json' };
import type { Dice } from './seeded.ts';

/** 0: the officer writes Chinese, 1: Uyghur. */
export type Tongue = 0 | 1;

export interface AnsweringWorld {
  readonly dice: Dice;
  readonly institution: Institution;
  readonly on: CivilDate;
  readonly tongue: Tongue;
}

export interface PlannedAnswer {
  readonly item: TemplateItem;
  readonly value: AnswerValue;
  readonly note: string;
  /** Text of the finding that goes with a "no". */
  readonly finding: string | null;
}

/** A believable answer to every item that is not a photo. */
export function planAnswers(items: readonly TemplateItem[], world: AnsweringWorld): readonly PlannedAnswer[] {
  const choices = items.filter((item) => item.kind === 'yes-no-na').map((item) => planChoice(item, world));
  const found = choices.some((choice) => choice.finding !== null);
  return items.flatMap((item) =>
    choices.filter((choice) => choice.item === item).concat(planOther(item, found, world)),
  );
}

function planChoice(item: TemplateItem, { dice, tongue }: AnsweringWorld): PlannedAnswer {
  const finding = words.findings[item.sectionId as keyof typeof words.findings]?.[tongue];
  const roll = dice.int(100);
  const choice =
    finding && item.severity !== 'critical' && roll < 9
      ? 'no'
      : !item.evidenceRequired && roll > 93
        ? 'na'
        : 'yes';
  // A note stands for the photo where one is asked for; beyond that few items get a word.
  const needsNote = item.evidenceRequired && choice !== 'na';
  const note = needsNote || dice.chance(8) ? (dice.pick(words.notes)[tongue] ?? '') : '';
  return {
    item,
    value: { kind: 'choice', choice },
    note,
    finding: choice === 'no' ? (finding ?? null) : null,
  };
}

function planOther(
  item: TemplateItem,
  found: boolean,
  { dice, institution, on, tongue }: AnsweringWorld,
): readonly PlannedAnswer[] {
  const answer = (value: AnswerValue): readonly PlannedAnswer[] => [{ item, value, note: '', finding: null }];
  switch (item.kind) {
    case 'date':
      return answer({
        kind: 'date',
        on: item.sectionId === 'A' ? institution.licenceValidTo : addDays(on, dice.between(40, 1400)),
      });
    case 'number':
      return answer({
        kind: 'number',
        value: String(item.sectionId === 'B' ? institution.staff.fullTime : dice.between(0, 24)),
      });
    case 'score':
      return answer({ kind: 'score', points: dice.between(0, item.maxScore ?? 10) });
    case 'text':
      return answer({ kind: 'text', text: textFor(item, found, tongue) });
    default:
      return [];
  }
}

function textFor(item: TemplateItem, found: boolean, tongue: Tongue): string {
  const text = item.id.endsWith('03') ? words.statement : found ? words.summary.some : words.summary.clean;
  return text[tongue] ?? '';
}
