import { expect, test } from 'vitest';
import {
  anAnswer,
  anInspection,
  anItem,
  aTemplateBody,
} from '../../../../test/support/inspection-builders.ts';
import { mapOf, planOf, type MoveFacts } from './move-query.ts';

const facts: MoveFacts = {
  inspection: anInspection(),
  institution: null,
  from: aTemplateBody(['DR-A01', 'DR-A02', 'DR-A03', 'DR-A04', 'DR-A05'].map((id) => anItem(id))),
  targets: [],
  answers: new Map(['DR-A02', 'DR-A03'].map((id) => [id, anAnswer(id, 'yes')])),
  counts: new Map([['DR-A04', { photos: 1, findings: 0 }]]),
};
const to = {
  ...aTemplateBody([
    anItem('DR-A01'),
    anItem('DR-A02', { kind: 'score', maxScore: 5 }),
    anItem('DR-B01', { text: { zh: '新', ug: 'يېڭى' } }),
  ]),
  version: '2.0.0',
};

test('same questions go by themselves; changed ones, homeless ones and new ones are told apart', () => {
  const plan = planOf(facts, to);
  expect([plan.same, plan.goneEmpty]).toEqual([1, 1]);
  expect(plan.changed.map(({ before, hasContent, isUnfit }) => [before.id, hasContent, isUnfit])).toEqual([
    ['DR-A02', true, true],
  ]);
  // A photo alone is content too.
  expect(plan.homeless.map((item) => item.id)).toEqual(['DR-A03', 'DR-A04']);
  expect(plan.fresh.map((item) => item.id)).toEqual(['DR-B01']);
});

test('every homeless item needs a home or a reason before the visit moves', () => {
  const plan = planOf(facts, to);
  expect(mapOf(plan, new Map()).open).toEqual(['DR-A03', 'DR-A04']);
  const choices = new Map([
    ['DR-A03', { to: 'DR-B01', reason: '' }],
    ['DR-A04', { to: null, reason: '' }],
    ['DR-A02', { to: null, reason: '问题已改' }],
  ]);
  expect(mapOf(plan, choices)).toEqual({
    map: [
      { from: 'DR-A02', to: null, reason: '问题已改' },
      { from: 'DR-A03', to: 'DR-B01', reason: '' },
      { from: 'DR-A04', to: null, reason: '' },
    ],
    open: ['DR-A04'],
  });
});
