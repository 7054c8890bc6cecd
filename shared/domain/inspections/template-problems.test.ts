import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { anItem, aTemplateBody } from '../../../test/support/inspection-builders.ts';
import { bodyOf, contentOf, type TemplateContent } from './template-content.ts';
import { templateFaults } from './template-problems.ts';
import type { TemplateRule } from './template-rule.ts';
import { TemplateBody } from './template.ts';

const published = (name: string): TemplateBody =>
  TemplateBody.parse(
    JSON.parse(
      readFileSync(new URL(`../../../resources/domain/templates/${name}.json`, import.meta.url), 'utf8'),
    ),
  );
const FOUR = [
  'annual-practice-inspection',
  'case-file-quality-review',
  'fee-inspection',
  'party-building-inspection',
];
const good = (): TemplateContent =>
  contentOf(
    aTemplateBody([
      anItem('DR-A01'),
      anItem('DR-A02', { kind: 'score', maxScore: 10, weight: 0 }),
      anItem('DR-B01'),
    ]),
  );
const withRules = (...rules: readonly TemplateRule[]): TemplateContent => ({
  ...good(),
  rules: rules.map((rule, at) => ({ id: `R${at}`, rank: at, rule })),
});
const kinds = (content: TemplateContent): readonly (readonly string[])[] =>
  templateFaults(content).map(({ kind, at }) => [kind, at.part, at.id, at.field]);

test.each(FOUR)('%s has no problem, and taken apart and put together it is the same', (name) => {
  const body = published(name);
  expect(templateFaults(contentOf(body))).toEqual([]);
  expect(bodyOf(contentOf(body), { templateId: body.id, version: body.version })).toEqual(body);
});

describe('what keeps a checklist from being published, each with the field to mend', () => {
  test('words that are missing in one language', () => {
    const content = good();
    const items = content.items.map((item, i) =>
      i === 0 ? { ...item, text: { zh: '有', ug: '  ' } } : item,
    );
    expect(kinds({ ...content, items, title: { zh: '', ug: 'بار' } })).toEqual([
      ['words-missing', 'head', '', 'title.zh'],
      ['words-missing', 'item', 'DR-A01', 'text.ug'],
    ]);
  });

  test('ids that stand twice, have another form, or lie in no section', () => {
    const content = good();
    const [first, second, third] = content.items;
    if (!first || !second || !third) throw new Error('three items');
    expect(
      kinds({
        ...content,
        items: [first, { ...third, id: 'DR-A01' }, { ...second, id: 'x1', sectionId: 'Q' }],
      }),
    ).toEqual([
      ['duplicate-id', 'item', 'DR-A01', 'id'],
      ['id-form', 'item', 'x1', 'id'],
      ['section-unknown', 'item', 'x1', 'section'],
    ]);
  });

  test('weights out of range, of no use, or all zero; points without a maximum; unknown kinds', () => {
    const change = (id: string, over: object): TemplateContent => {
      const content = good();
      return {
        ...content,
        items: content.items.map((item) => (item.id === id ? { ...item, ...over } : item)),
      };
    };
    expect(kinds(change('DR-A01', { weight: 101 }))).toEqual([['weight-range', 'item', 'DR-A01', 'weight']]);
    expect(kinds(change('DR-A02', { weight: 1 }))).toEqual([['weight-unused', 'item', 'DR-A02', 'weight']]);
    expect(kinds(change('DR-A02', { maxScore: null }))).toEqual([
      ['max-score', 'item', 'DR-A02', 'maxScore'],
    ]);
    expect(kinds(change('DR-B01', { kind: 'hologram' }))).toEqual([
      ['unknown-kind', 'item', 'DR-B01', 'kind'],
    ]);
    const none = good();
    expect(kinds({ ...none, items: none.items.map((item) => ({ ...item, weight: 0 })) })).toEqual([
      ['no-weights', 'item', 'DR-A01', 'weight'],
    ]);
  });

  test('a section without items, and points that do not sum up to the total', () => {
    const content = good();
    const sections = [...content.sections, { id: 'C', rank: 9, name: { zh: '丙', ug: 'ج' } }];
    expect(kinds({ ...content, sections })).toEqual([['section-empty', 'section', 'C', 'name']]);
    const extra = { scoring: { method: 'sum-of-scores', maxTotal: 100 } };
    expect(templateFaults({ ...content, extra })).toEqual([
      {
        kind: 'score-total',
        at: { part: 'item', id: 'DR-A02', field: 'maxScore' },
        details: { total: 10, maxTotal: 100 },
      },
    ]);
    expect(kinds({ ...content, items: [], sections: [] })).toEqual([['no-items', 'head', '', 'items']]);
  });

  test('rules that look at or show what is not there, or ask for an answer that cannot be given', () => {
    expect(
      kinds(
        withRules(
          { when: { item: 'DR-Z01', answer: 'no' }, demand: 'photo' },
          { when: { item: 'DR-A02', answer: 'no' }, demand: 'photo' },
          { when: { item: 'DR-A01', below: 3 }, show: ['DR-B01', 'DR-Z02'] },
          { when: { item: 'DR-A01', answer: 'no' }, show: [] },
          { when: { item: 'DR-A01', answer: 'na' }, demand: 'note', reason: { zh: '说明', ug: '' } },
          { when: { item: 'DR-A01', answer: 'na' }, demand: 'note' },
        ),
      ),
    ).toEqual([
      ['rule-item-unknown', 'rule', 'R0', 'when'],
      ['rule-answer-unfit', 'rule', 'R1', 'when'],
      ['rule-answer-unfit', 'rule', 'R2', 'when'],
      ['rule-shows-unknown', 'rule', 'R2', 'show'],
      ['rule-shows-nothing', 'rule', 'R3', 'show'],
      ['words-missing', 'rule', 'R4', 'reason.ug'],
      ['rule-twice', 'rule', 'R5', 'when'],
    ]);
  });

  test('items that show one another in a circle, which nobody would ever be asked', () => {
    expect(
      templateFaults(
        withRules(
          { when: { item: 'DR-A01', answer: 'no' }, show: ['DR-B01'] },
          { when: { item: 'DR-B01', answer: 'no' }, show: ['DR-A01'] },
        ),
      ),
    ).toEqual([
      {
        kind: 'rule-cycle',
        at: { part: 'rule', id: 'R0', field: 'show' },
        details: { items: 'DR-A01 → DR-B01' },
      },
    ]);
    expect(kinds(withRules({ when: { item: 'DR-A01', answer: 'no' }, show: ['DR-A01'] }))).toEqual([
      ['rule-cycle', 'rule', 'R0', 'show'],
    ]);
  });
});
