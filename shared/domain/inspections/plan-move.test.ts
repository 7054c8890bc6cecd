import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aFinding,
  anAnswer,
  anAttachment,
  anInspection,
  anItem,
  aTemplate,
  aTemplateBody,
  LEAD,
  PARTNER,
  VISIT_ID,
} from '../../../test/support/inspection-builders.ts';
import { MemoryTx } from '../../../scripts/samples/memory-tx.ts';
import { instantOf } from '../../lib/dates.ts';
import type { LogId, OfficerId, RecordId } from '../../lib/ids.ts';
import type { ActContext } from '../../lib/mutation.ts';
import { answerKind, attachmentKind, findingKind, inspectionKind, type Answer } from './inspection.ts';
import { answerItem } from './mutations.ts';
import { moveTemplate } from './move-template.ts';
import { templateMovesKind, type MoveEntry } from './template-move.ts';
import { templateKind, type TemplateItem } from './template.ts';

const OLD = ['DR-A01', 'DR-A02', 'DR-A03', 'DR-A04'];
const NEW: readonly TemplateItem[] = [
  anItem('DR-A01'),
  anItem('DR-A02', { kind: 'score', maxScore: 5 }),
  anItem('DR-B01'),
  anItem('DR-B02', { kind: 'text' }),
];
const V1 = { templateId: 'annual-practice-inspection', templateVersion: '1.0.0' };
const V2 = { ...V1, templateVersion: '2.0.0' };

function context(actor: OfficerId = LEAD, seq = 7): ActContext {
  return { act: { logId: 'LOG' as LogId, seq }, actor, claimedAt: instantOf(1_790_000_000_000) };
}

function world(answers: readonly Answer[]): MemoryTx {
  const tx = new MemoryTx();
  tx.put(templateKind, aTemplate(aTemplateBody(OLD.map((id) => anItem(id)))));
  tx.put(templateKind, aTemplate({ ...aTemplateBody(NEW), version: '2.0.0' }));
  tx.put(inspectionKind, anInspection());
  for (const answer of answers) tx.put(answerKind, answer);
  for (const id of OLD) {
    tx.put(attachmentKind, anAttachment(id));
    tx.put(findingKind, aFinding(id));
  }
  return tx;
}

const move = (tx: MemoryTx, map: readonly MoveEntry[], by: OfficerId = LEAD) =>
  moveTemplate.run(tx, { inspectionId: VISIT_ID, from: V1, to: V2, map: [...map] }, context(by));

describe('moving an open visit to a later version', () => {
  test('same ids stay, mapped ones go with photo and finding, the rest stays readable', async () => {
    const tx = world(OLD.map((id) => anAnswer(id, 'no', {}, `备注${id}`)));
    tx.put(
      inspectionKind,
      anInspection({
        signatures: [
          {
            officerId: LEAD,
            contentHash: 'a'.repeat(64) as never,
            attachmentId: 'x' as RecordId,
            signedAt: instantOf(0),
          },
        ],
      }),
    );
    const map = [
      { from: 'DR-A03', to: 'DR-B01', reason: '' },
      { from: 'DR-A04', to: null, reason: '不再检查' },
    ];
    expect(await move(tx, map)).toMatchObject({ ok: true });
    expect(await tx.get(inspectionKind, VISIT_ID)).toMatchObject({ ...V2, signatures: [] });
    const answers = await tx.list(answerKind, 'inspectionId', VISIT_ID);
    expect(answers.map(({ itemId, current }) => [itemId, current.value, current.note])).toEqual([
      ['DR-A01', { kind: 'choice', choice: 'no' }, '备注DR-A01'],
      // Points are asked for now: the choice is set aside, its note stays.
      ['DR-A02', null, '备注DR-A02'],
      ['DR-A04', { kind: 'choice', choice: 'no' }, '备注DR-A04'],
      ['DR-B01', { kind: 'choice', choice: 'no' }, '备注DR-A03'],
    ]);
    expect((await tx.get(attachmentKind, 'photo-DR-A03' as RecordId))?.itemId).toBe('DR-B01');
    expect((await tx.get(findingKind, 'finding-DR-A03' as RecordId))?.itemId).toBe('DR-B01');
    expect((await tx.get(attachmentKind, 'photo-DR-A04' as RecordId))?.itemId).toBe('DR-A04');
    const moves = (await tx.get(templateMovesKind, VISIT_ID))?.moves ?? [];
    expect(
      moves.map(({ from, to, setAside }) => [from, to, setAside.map((one) => [one.itemId, one.why])]),
    ).toEqual([[V1, V2, [['DR-A02', 'does-not-fit']]]]);
  });

  test('a question that is another one now is answered anew; the old answer is set aside word for word', async () => {
    const tx = world([anAnswer('DR-A01', 'yes', {}, '旧')]);
    await move(tx, [{ from: 'DR-A01', to: null, reason: '问题已改' }]);
    const [answer] = await tx.list(answerKind, 'inspectionId', VISIT_ID);
    expect(answer?.current).toMatchObject({ value: null, note: '' });
    const aside = (await tx.get(templateMovesKind, VISIT_ID))?.moves[0]?.setAside[0];
    expect(aside?.versions[0]).toMatchObject({ value: { kind: 'choice', choice: 'yes' }, note: '旧' });
  });

  test('a colleague who had not heard of the move still answers under the old id: the word follows the map', async () => {
    const tx = world([anAnswer('DR-A03', 'yes')]);
    await move(tx, [{ from: 'DR-A03', to: 'DR-B01', reason: '' }]);
    const args = {
      inspectionId: VISIT_ID,
      itemId: 'DR-A03',
      value: { kind: 'choice', choice: 'no' } as const,
      note: '',
      seen: 'log:1',
    };
    await answerItem.run(tx, args, context(PARTNER, 8));
    const answers = await tx.list(answerKind, 'inspectionId', VISIT_ID);
    expect(answers.map(({ itemId, current }) => [itemId, current.by, current.value])).toEqual([
      ['DR-B01', PARTNER, { kind: 'choice', choice: 'no' }],
    ]);
  });

  test.each([
    ['an item that is not there', { from: 'DR-X01', to: null, reason: '' }, 'unknown-item'],
    ['a home that is not there', { from: 'DR-A03', to: 'DR-X01', reason: '' }, 'unknown-target'],
    ['an id that stands in both', { from: 'DR-A01', to: 'DR-B01', reason: '' }, 'id-kept'],
    ['a home that is another old item', { from: 'DR-A03', to: 'DR-A01', reason: '' }, 'target-kept'],
  ])('refused: %s', async (_name, entry, why) => {
    expect(await move(world([]), [entry])).toMatchObject({
      ok: false,
      error: { kind: 'move-map-unfit', why },
    });
  });

  test('refused: two into one, a sealed visit, a visit of others, one that was moved meanwhile, an earlier version', async () => {
    const twice = [
      { from: 'DR-A03', to: 'DR-B01', reason: '' },
      { from: 'DR-A04', to: 'DR-B01', reason: '' },
    ];
    expect(await move(world([]), twice)).toMatchObject({ error: { why: 'twice' } });
    const sealed = world([]);
    sealed.put(inspectionKind, anInspection({ state: 'sealed' }));
    expect(await move(sealed, [])).toMatchObject({ error: { kind: 'inspection-sealed' } });
    expect(await move(world([]), [], 'officer-other' as OfficerId)).toMatchObject({
      error: { kind: 'not-on-this-visit' },
    });
    const tx = world([]);
    await move(tx, []);
    expect(await move(tx, [])).toMatchObject({ error: { kind: 'visit-moved-meanwhile' } });
    expect(
      await moveTemplate.run(tx, { inspectionId: VISIT_ID, from: V2, to: V1, map: [] }, context()),
    ).toMatchObject({ error: { kind: 'template-no-successor' } });
  });
});

test('no answer, photo or finding is lost by any map', () =>
  fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.constantFrom(...OLD, 'DR-B01'), { minLength: 1 }),
      fc.array(
        fc.record({
          from: fc.constantFrom(...OLD),
          to: fc.constantFrom('DR-A01', 'DR-B01', 'DR-B02', null),
          reason: fc.constant('原因'),
        }),
        { maxLength: 4 },
      ),
      fc.boolean(),
      async (answered, map, isContested) => {
        const answers = answered.map((id) => {
          const answer = anAnswer(id, 'no', {}, `备注${id}`);
          const other = { ...answer.current, by: PARTNER, note: `另${id}`, act: `log:${id}` };
          return isContested ? { ...answer, contested: [other] } : answer;
        });
        const tx = world(answers);
        const outcome = await move(tx, map);
        const after = await tx.list(answerKind, 'inspectionId', VISIT_ID);
        const aside = ((await tx.get(templateMovesKind, VISIT_ID))?.moves ?? []).flatMap(
          (one) => one.setAside,
        );
        const kept = [
          ...after.flatMap((one) => [one.current, ...one.contested]),
          ...aside.flatMap((one) => one.versions),
        ].map(({ value, note, by }) => JSON.stringify([value, note, by]));
        for (const one of answers)
          for (const { value, note, by } of [one.current, ...one.contested])
            expect(kept).toContain(JSON.stringify([value, note, by]));
        expect(await tx.list(attachmentKind, 'recordId', VISIT_ID)).toHaveLength(OLD.length);
        expect(await tx.list(findingKind, 'inspectionId', VISIT_ID)).toHaveLength(OLD.length);
        if (!outcome.ok) expect(after).toEqual(answers.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
      },
    ),
  ));
