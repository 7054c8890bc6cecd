import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anAnswer,
  anAttachment,
  aFinding,
  anItem,
  aTemplateBody,
} from '../../../test/support/inspection-builders.ts';
import type { Answer, Attachment, Finding } from './inspection.ts';
import { assess, missingForSigning, sectionProgress, type VisitState } from './progress.ts';
import type { TemplateItem } from './template.ts';

function visit(
  answers: readonly Answer[],
  attachments: readonly Attachment[] = [],
  findings: readonly Finding[] = [],
): VisitState {
  return { answers: new Map(answers.map((answer) => [answer.itemId, answer])), attachments, findings };
}

describe('what keeps a visit from being signed', () => {
  const missing = (item: TemplateItem, state: VisitState) => missingForSigning(aTemplateBody([item]), state);

  test('an item nobody answered is missing', () => {
    expect(missing(anItem('DR-A01'), visit([]))).toEqual([{ kind: 'unanswered', itemId: 'DR-A01' }]);
  });

  test('an answer that was cleared is missing again, whatever its note', () => {
    const state = visit([anAnswer('DR-A01', null, {}, '稍后补看')]);
    expect(missing(anItem('DR-A01'), state)).toEqual([{ kind: 'unanswered', itemId: 'DR-A01' }]);
  });

  test('a "no" needs a finding or a note', () => {
    const no = [anAnswer('DR-A01', 'no')];
    expect(missing(anItem('DR-A01'), visit(no))).toEqual([{ kind: 'finding', itemId: 'DR-A01' }]);
    expect(missing(anItem('DR-A01'), visit(no, [], [aFinding('DR-A01')]))).toEqual([]);
    expect(missing(anItem('DR-A01'), visit([anAnswer('DR-A01', 'no', {}, '已当场改正')]))).toEqual([]);
  });

  test('a finding of another item does not explain this "no"', () => {
    const state = visit([anAnswer('DR-A01', 'no')], [], [aFinding('DR-A02')]);
    expect(missing(anItem('DR-A01'), state)).toEqual([{ kind: 'finding', itemId: 'DR-A01' }]);
  });

  test('where evidence is required, a photo or a note that says why there is none', () => {
    const item = anItem('DR-A01', { evidenceRequired: true });
    const yes = [anAnswer('DR-A01', 'yes')];
    expect(missing(item, visit(yes))).toEqual([{ kind: 'evidence', itemId: 'DR-A01' }]);
    expect(missing(item, visit(yes, [anAttachment('DR-A01')]))).toEqual([]);
    expect(missing(item, visit([anAnswer('DR-A01', 'yes', {}, '原件已核对')]))).toEqual([]);
    expect(missing(item, visit([anAnswer('DR-A01', 'na')]))).toEqual([]);
  });

  test('a photo item is answered by a photo, never by a signature image', () => {
    const item = anItem('DR-A08', { kind: 'photo', evidenceRequired: true });
    expect(missing(item, visit([], [anAttachment('DR-A08', { purpose: 'signature' })]))).toEqual([
      { kind: 'unanswered', itemId: 'DR-A08' },
    ]);
    expect(missing(item, visit([], [anAttachment('DR-A08')]))).toEqual([]);
  });

  test('two answers that were not decided between keep the visit open', () => {
    const other = anAnswer('DR-A01', 'no').current;
    const state = visit([anAnswer('DR-A01', 'yes', { contested: [other] })]);
    expect(missing(anItem('DR-A01'), state)).toEqual([{ kind: 'contested', itemId: 'DR-A01' }]);
  });

  test('an item of a kind this app does not know is never counted as done', () => {
    const state = visit([anAnswer('DR-A01', 'yes', {}, 'note')], [anAttachment('DR-A01')]);
    expect(missing(anItem('DR-A01', { kind: 'hologram' }), state)).toEqual([
      { kind: 'unknown-kind', itemId: 'DR-A01' },
    ]);
  });

  test('the list is in template order', () => {
    const items = ['DR-B02', 'DR-A01', 'DR-C03'].map((id) => anItem(id));
    expect(missingForSigning(aTemplateBody(items), visit([])).map((one) => one.itemId)).toEqual([
      'DR-B02',
      'DR-A01',
      'DR-C03',
    ]);
  });
});

test('sections keep template order and count what is answered in each', () => {
  const body = aTemplateBody([
    anItem('DR-A01'),
    anItem('DR-A02', { kind: 'photo' }),
    anItem('DR-B01'),
    anItem('DR-A03'),
  ]);
  const progress = sectionProgress(
    body,
    visit([anAnswer('DR-A01', 'na'), anAnswer('DR-A03', null)], [anAttachment('DR-A02')]),
  );
  expect(
    progress.map(({ sectionId, items, answered }) => [sectionId, items.map((item) => item.id), answered]),
  ).toEqual([
    ['A', ['DR-A01', 'DR-A02', 'DR-A03'], 2],
    ['B', ['DR-B01'], 0],
  ]);
});

describe('weighted pass rate', () => {
  const body = aTemplateBody([
    anItem('DR-A01', { weight: 3, severity: 'critical' }),
    anItem('DR-A02', { weight: 1 }),
    anItem('DR-A03', { weight: 0 }),
  ]);
  const rate = (...answers: readonly Answer[]) => assess(body, visit(answers).answers);

  test('is the weight answered yes over the weight answered yes or no', () => {
    expect(rate(anAnswer('DR-A01', 'yes'), anAnswer('DR-A02', 'no'))).toEqual({
      ratePermille: 750,
      criticalNo: [],
    });
  });

  test('leaves out what does not apply and what has no answer', () => {
    expect(rate(anAnswer('DR-A01', 'na'), anAnswer('DR-A02', 'yes'))).toEqual({
      ratePermille: 1000,
      criticalNo: [],
    });
  });

  test('is unknown, not zero, when nothing counts', () => {
    expect(rate(anAnswer('DR-A01', 'na'), anAnswer('DR-A03', 'yes'))).toEqual({
      ratePermille: null,
      criticalNo: [],
    });
  });

  test('names critical items answered no, whatever the rate', () => {
    expect(rate(anAnswer('DR-A01', 'no'), anAnswer('DR-A02', 'yes'))).toEqual({
      ratePermille: 250,
      criticalNo: ['DR-A01'],
    });
  });

  const choices = fc.array(fc.constantFrom('yes' as const, 'no' as const, 'na' as const, null), {
    minLength: 3,
    maxLength: 3,
  });
  const answersOf = (picked: readonly ('yes' | 'no' | 'na' | null)[]) =>
    body.items.flatMap((item, at) => (picked[at] ? [anAnswer(item.id, picked[at])] : []));

  test('stays between 0 and 1000, and is 1000 exactly when no counted item is a no', () =>
    fc.assert(
      fc.property(choices, (picked) => {
        const { ratePermille } = rate(...answersOf(picked));
        const countedNo = body.items.some((item, at) => item.weight > 0 && picked[at] === 'no');
        if (ratePermille === null) return !countedNo;
        return ratePermille >= 0 && ratePermille <= 1000 && (ratePermille === 1000) === !countedNo;
      }),
    ));

  test('never falls when a no becomes a yes', () =>
    fc.assert(
      fc.property(choices, fc.nat(2), (picked, at) => {
        fc.pre(picked[at] === 'no');
        const before = rate(...answersOf(picked)).ratePermille ?? 0;
        const after = rate(...answersOf(picked.with(at, 'yes'))).ratePermille ?? 0;
        return after >= before;
      }),
    ));
});
