import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anItem, aTemplateBody, LEAD } from '../../../test/support/inspection-builders.ts';
import { instantOf } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import { compareTemplates } from './compare-templates.ts';
import {
  inverseOf,
  moveItem,
  moveSection,
  newItem,
  newRule,
  newSection,
  placeItem,
  removeItem,
  removeSection,
  showable,
} from './draft-edits.ts';
import { mergeDraft, type DraftChange } from './merge-draft.ts';
import { contentOf, itemsInOrder, ranked, type TemplateContent } from './template-content.ts';
import type { TemplateDraft } from './template-draft.ts';
import { templateFaults } from './template-problems.ts';

const IDS = ['DR-A01', 'DR-A02', 'DR-A03', 'DR-B01', 'DR-B02'];
const start = (): TemplateContent => contentOf(aTemplateBody(IDS.map((id) => anItem(id))));
const order = (content: TemplateContent): readonly string[] => itemsInOrder(content).map((item) => item.id);

function apply(content: TemplateContent, changes: readonly DraftChange[]): TemplateContent {
  const draft: TemplateDraft = {
    id: 'D' as RecordId,
    prefectureCode: '653100',
    templateId: '653100-x',
    basedOn: null,
    state: 'open',
    content,
    authors: {},
    clashes: [],
    events: [],
  };
  const merged = mergeDraft(draft, changes, { by: LEAD, at: instantOf(0), act: 'a:1' });
  if (!merged || merged.clashed) throw new Error('an edit of what stands there never clashes');
  return merged.draft.content;
}

describe('moving', () => {
  test('an item goes one place up or down, and over the edge into the next section', () => {
    const once = apply(start(), moveItem(start(), 'DR-A03', -1));
    expect(order(once)).toEqual(['DR-A01', 'DR-A03', 'DR-A02', 'DR-B01', 'DR-B02']);
    const over = apply(start(), moveItem(start(), 'DR-A03', 1));
    expect(order(over)).toEqual(IDS);
    expect(over.items.find((item) => item.id === 'DR-A03')?.sectionId).toBe('B');
    expect(moveItem(start(), 'DR-A01', -1)).toEqual([]);
    expect(moveItem(start(), 'DR-B02', 1)).toEqual([]);
  });

  test('sections change places with their items', () => {
    expect(order(apply(start(), moveSection(start(), 'B', -1)))).toEqual([
      'DR-B01',
      'DR-B02',
      'DR-A01',
      'DR-A02',
      'DR-A03',
    ]);
    expect(moveSection(start(), 'A', -1)).toEqual([]);
  });

  test('however often things are moved, each lands where it was put and nothing is lost', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.constantFrom(...IDS), fc.constantFrom('A', 'B'), fc.constantFrom(...IDS, null)),
          {
            maxLength: 40,
          },
        ),
        (moves) => {
          let content = start();
          for (const [id, sectionId, wanted] of moves) {
            const before =
              content.items.find((item) => item.id === wanted)?.sectionId === sectionId ? wanted : null;
            content = apply(content, placeItem(content, id, sectionId, before));
            const own = itemsInOrder(content).filter((item) => item.sectionId === sectionId);
            const at = own.findIndex((item) => item.id === id);
            if (before !== id) expect(own[at + 1]?.id ?? null).toBe(before);
          }
          expect(order(content).toSorted()).toEqual(IDS);
        },
      ),
    ));
});

describe('adding and taking out', () => {
  test('a new item never takes a number that this template ever had', () => {
    expect(newItem(start(), 'A', ['DR-A04', 'DR-A05'])?.id).toBe('DR-A06');
    expect(newSection(start())?.id).toBe('C');
  });

  test('an item goes with its rules, and one undo brings all of it back', () => {
    const plain = start();
    const rules = [
      newRule(plain, { when: { item: 'DR-A01', answer: 'no' }, show: ['DR-A02', 'DR-B01'] }),
      { ...newRule(plain, { when: { item: 'DR-A02', answer: 'no' }, demand: 'photo' }), id: 'R02' },
    ];
    const content = { ...plain, rules };
    const changes = removeItem(content, 'DR-A02');
    const after = apply(content, changes);
    expect(after.rules.map(({ rule }) => rule)).toEqual([
      { when: { item: 'DR-A01', answer: 'no' }, show: ['DR-B01'] },
    ]);
    expect(templateFaults(after)).toEqual([]);
    const back = apply(after, inverseOf(changes));
    expect([order(back), ranked(back.rules)]).toEqual([order(content), rules]);
    expect(order(apply(content, removeSection(content, 'A')))).toEqual(['DR-B01', 'DR-B02']);
  });

  test('a rule is offered only items that do not lead back to its own', () => {
    const plain = start();
    const content = {
      ...plain,
      rules: [newRule(plain, { when: { item: 'DR-A01', answer: 'no' }, show: ['DR-A02'] })],
    };
    expect(showable(content, 'DR-A02').map((item) => item.id)).toEqual(['DR-A03', 'DR-B01', 'DR-B02']);
  });
});

test('two versions are compared item by item, rules too', () => {
  const before = aTemplateBody([anItem('DR-A01'), anItem('DR-A02')]);
  const rule = { when: { item: 'DR-A01', answer: 'no' }, demand: 'photo' } as const;
  const after = {
    ...aTemplateBody([anItem('DR-A01', { weight: 3, text: { zh: '新', ug: 'يېڭى' } }), anItem('DR-A03')]),
    rules: [rule],
  };
  const { heads, items, rulesAdded, rulesGone } = compareTemplates(before, after);
  expect(
    items.map(({ id, fields, before: was, after: is }) => [id, fields, was !== null, is !== null]),
  ).toEqual([
    ['DR-A01', ['text', 'weight'], true, true],
    ['DR-A03', [], false, true],
    ['DR-A02', [], true, false],
  ]);
  expect([heads, rulesAdded, rulesGone]).toEqual([[], [rule], []]);
});
