import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anAnswer,
  anAttachment,
  aFinding,
  anItem,
  aTemplate,
  aTemplateBody,
} from '../../../test/support/inspection-builders.ts';
import type { Answer, Attachment, Finding } from './inspection.ts';
import { assess, countAnswered, missingForSigning, sectionProgress } from './progress.ts';
import { bodyOf, contentOf } from './template-content.ts';
import { visibleItems } from './template-rules.ts';
import type { TemplateRule } from './template-rule.ts';
import { isMarked, readTemplate, type TemplateBody } from './template.ts';

const ids = ['DR-A01', 'DR-A02', 'DR-A03', 'DR-B01', 'DR-B02'];
const chain: readonly TemplateRule[] = [
  { when: { item: 'DR-A01', answer: 'no' }, show: ['DR-A02'] },
  { when: { item: 'DR-A02', answer: 'yes' }, show: ['DR-A03', 'DR-B01'] },
];
function withRules(rules: readonly TemplateRule[], items = ids.map((id) => anItem(id))): TemplateBody {
  return { ...aTemplateBody(items), format: 2, rules: [...rules] };
}
function state(
  answers: readonly Answer[],
  photos: readonly Attachment[] = [],
  findings: readonly Finding[] = [],
) {
  return { answers: new Map(answers.map((one) => [one.itemId, one])), attachments: photos, findings };
}
const shownIds = (body: TemplateBody, answers: readonly Answer[]): readonly string[] =>
  visibleItems(body, state(answers).answers).map((item) => item.id);

describe('an answer shows further items', () => {
  test('an item named by a rule is asked only while the answer stands', () => {
    expect(shownIds(withRules(chain), [])).toEqual(['DR-A01', 'DR-B02']);
    expect(shownIds(withRules(chain), [anAnswer('DR-A01', 'no')])).toEqual(['DR-A01', 'DR-A02', 'DR-B02']);
  });

  test('hiding an item hides what hangs on it, though that was answered', () => {
    const answers = [anAnswer('DR-A01', 'yes'), anAnswer('DR-A02', 'yes'), anAnswer('DR-A03', 'no')];
    expect(shownIds(withRules(chain), answers)).toEqual(['DR-A01', 'DR-B02']);
  });

  test('a hidden item needs no answer, and its answer neither counts nor fails the visit', () => {
    const items = ids.map((id) => anItem(id, { severity: 'critical' }));
    const body = withRules(chain, items);
    const visit = state([anAnswer('DR-A01', 'yes'), anAnswer('DR-B02', 'yes'), anAnswer('DR-A02', 'no')]);
    expect(missingForSigning(body, visit)).toEqual([]);
    expect(assess(body, visit.answers)).toEqual({ ratePermille: 1000, criticalNo: [] });
    expect(countAnswered(body, visit)).toEqual({ answered: 2, total: 2 });
    expect(
      sectionProgress(body, visit).map(({ sectionId, items: asked }) => [sectionId, asked.length]),
    ).toEqual([
      ['A', 1],
      ['B', 1],
    ]);
  });

  test('points under and numbers over a bound show items as choices do', () => {
    const items = [
      anItem('DR-A01', { kind: 'score', maxScore: 10 }),
      anItem('DR-A02', { kind: 'number' }),
      anItem('DR-A03'),
      anItem('DR-B01'),
    ];
    const body = withRules(
      [
        { when: { item: 'DR-A01', below: 6 }, show: ['DR-A03'] },
        { when: { item: 'DR-A02', above: 100 }, show: ['DR-B01'] },
      ],
      items,
    );
    const scored = (points: number, value: string): readonly Answer[] => [
      {
        ...anAnswer('DR-A01', null),
        current: { ...anAnswer('DR-A01', null).current, value: { kind: 'score', points } },
      },
      {
        ...anAnswer('DR-A02', null),
        current: { ...anAnswer('DR-A02', null).current, value: { kind: 'number', value } },
      },
    ];
    expect(shownIds(body, scored(5, '100.5'))).toEqual(['DR-A01', 'DR-A02', 'DR-A03', 'DR-B01']);
    expect(shownIds(body, scored(6, '100'))).toEqual(['DR-A01', 'DR-A02']);
  });
});

describe('an answer demands a photo, a note or a finding', () => {
  const missing = (demand: 'photo' | 'note' | 'finding', visit: ReturnType<typeof state>) =>
    missingForSigning(
      withRules([{ when: { item: 'DR-A01', answer: 'yes' }, demand }], [anItem('DR-A01')]),
      visit,
    );
  const yes = anAnswer('DR-A01', 'yes');

  test('it is missing until it is there, and nothing else stands in for it', () => {
    const noted = anAnswer('DR-A01', 'yes', {}, '说明');
    expect(missing('photo', state([noted]))).toEqual([{ kind: 'demanded-photo', itemId: 'DR-A01' }]);
    expect(missing('photo', state([yes], [anAttachment('DR-A01')]))).toEqual([]);
    expect(missing('note', state([yes], [anAttachment('DR-A01')]))).toEqual([
      { kind: 'demanded-note', itemId: 'DR-A01' },
    ]);
    expect(missing('note', state([noted]))).toEqual([]);
    expect(missing('finding', state([noted]))).toEqual([{ kind: 'demanded-finding', itemId: 'DR-A01' }]);
    expect(missing('finding', state([yes], [], [aFinding('DR-A01')]))).toEqual([]);
  });

  test('another answer demands nothing', () => {
    expect(missing('photo', state([anAnswer('DR-A01', 'na')]))).toEqual([]);
  });

  test('what a rule demands is not named a second time by the house rule', () => {
    const body = withRules(
      [
        { when: { item: 'DR-A01', answer: 'no' }, demand: 'photo' },
        { when: { item: 'DR-A01', answer: 'no' }, demand: 'finding' },
      ],
      [anItem('DR-A01', { evidenceRequired: true })],
    );
    expect(missingForSigning(body, state([anAnswer('DR-A01', 'no')]))).toEqual([
      { kind: 'demanded-photo', itemId: 'DR-A01' },
      { kind: 'demanded-finding', itemId: 'DR-A01' },
    ]);
  });
});

const choices = fc.dictionary(
  fc.constantFrom(...ids),
  fc.constantFrom('yes' as const, 'no' as const, 'na' as const),
);
const rules = fc.array(
  fc.record({
    when: fc.record({
      item: fc.constantFrom(...ids),
      answer: fc.constantFrom('yes' as const, 'no' as const),
    }),
    show: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 }),
  }),
  { maxLength: 6 },
);

test('in whatever order rules and answers stand, the same items are asked', () =>
  fc.assert(
    fc.property(rules, choices, fc.infiniteStream(fc.nat()), (some, given, dice) => {
      const answers = Object.entries(given).map(([id, choice]) => anAnswer(id, choice));
      const shuffled = <T>(list: readonly T[]): readonly T[] =>
        list
          .map((one) => ({ one, at: dice.next().value as number }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
      expect(shownIds(withRules(shuffled(some)), shuffled(answers))).toEqual(
        shownIds(withRules(some), answers),
      );
    }),
  ));

test('hiding loses no answer: what was shown before is shown again with the answer it had', () =>
  fc.assert(
    fc.property(rules, choices, fc.constantFrom(...ids), (some, given, changed) => {
      const before = Object.entries(given).map(([id, choice]) => anAnswer(id, choice));
      const meanwhile = [...before.filter((one) => one.itemId !== changed), anAnswer(changed, 'na')];
      visibleItems(withRules(some), state(meanwhile).answers);
      expect(meanwhile.filter((one) => one.itemId !== changed)).toEqual(
        before.filter((one) => one.itemId !== changed),
      );
      expect(shownIds(withRules(some), before)).toEqual(shownIds(withRules(some), [...before]));
    }),
  ));

describe('formats', () => {
  const text = JSON.stringify(
    bodyOf(contentOf(withRules(chain)), { templateId: 'annual-practice-inspection', version: '1.0.0' }),
  );
  const published = { ...aTemplate(aTemplateBody([anItem('DR-A01')])), body: text };

  test('an app that knows the rules reads them and does not show the mark', () => {
    const read = readTemplate(published);
    expect(read.ok && [read.value.items.length, read.value.rules]).toEqual([5, chain]);
  });

  test('an app before the rules finds an item of a kind it does not know, and lets nobody sign', () => {
    const older = { ...(JSON.parse(text) as TemplateBody), rules: undefined };
    expect(missingForSigning(older, state([]))[0]).toEqual({ kind: 'unknown-kind', itemId: 'FMT-A00' });
    expect(isMarked({ ...older, rules: [...chain] })).toBe(true);
    expect(isMarked(withRules(chain))).toBe(false);
  });

  test('a template of a later format is read without its rules and keeps its mark', () => {
    const later = text
      .replace('"format":2', '"format":3')
      .replace('"format-2"', '"format-3"')
      .replace('"when"', '"if"');
    const read = readTemplate({ ...published, body: later });
    expect(read.ok && [read.value.rules, read.value.items[0]?.kind]).toEqual([[], 'format-3']);
  });
});
