import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anInspection,
  anInstitution,
  anItem,
  aTemplate,
  aTemplateBody,
  LEAD,
  PARTNER,
  PREFECTURE,
} from '../../../test/support/inspection-builders.ts';
import { MemoryTx } from '../../../scripts/samples/memory-tx.ts';
import { instantOf } from '../../lib/dates.ts';
import type { LogId, OfficerId, RecordId } from '../../lib/ids.ts';
import type { JsonValue } from '../../lib/json.ts';
import type { ActContext } from '../../lib/mutation.ts';
import { institutionKind } from '../registry/institution.ts';
import { bureauTemplateKind } from './bureau-template.ts';
import { inspectionKind } from './inspection.ts';
import { startInspection } from './mutations.ts';
import { bodyOf, bodyText } from './template-content.ts';
import { partOf, templateDraftKind, withPart, type TemplateDraft } from './template-draft.ts';
import { discardTemplateDraft, publishBureauTemplate, saveTemplateDraft } from './template-mutations.ts';
import { templateKind } from './template.ts';

const DRAFT = '01JD000000000000000000000D' as RecordId;
const OWN = `${PREFECTURE}-annual-practice-inspection`;
let seq = 0;
function context(actor: OfficerId = LEAD): ActContext {
  return { act: { logId: 'LOG' as LogId, seq: ++seq }, actor, claimedAt: instantOf(1_790_000_000_000) };
}
interface Change {
  readonly part: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
}
const save = (tx: MemoryTx, changes: readonly Change[], by?: OfficerId, settles: readonly string[] = []) =>
  saveTemplateDraft.run(
    tx,
    {
      draftId: DRAFT,
      prefectureCode: PREFECTURE,
      templateId: OWN,
      start: null,
      changes: [...changes],
      settles: [...settles],
    },
    context(by),
  );
async function world(): Promise<MemoryTx> {
  const tx = new MemoryTx();
  tx.put(templateKind, aTemplate(aTemplateBody([anItem('DR-A01'), anItem('DR-A02'), anItem('DR-B01')])));
  const outcome = await saveTemplateDraft.run(
    tx,
    {
      draftId: DRAFT,
      prefectureCode: PREFECTURE,
      templateId: OWN,
      start: { kind: 'from', templateId: 'annual-practice-inspection', templateVersion: '1.0.0' },
      changes: [],
      settles: [],
    },
    context(),
  );
  expect(outcome.ok).toBe(true);
  return tx;
}
async function draftIn(tx: MemoryTx): Promise<TemplateDraft> {
  const draft = await tx.get(templateDraftKind, DRAFT);
  if (!draft) throw new Error('draft');
  return draft;
}
async function wording(tx: MemoryTx, item: string, zh: string): Promise<Change> {
  const before = partOf((await draftIn(tx)).content, `item:${item}`) as {
    readonly text: { zh: string; ug: string };
  };
  return { part: `item:${item}`, before, after: { ...before, text: { ...before.text, zh } } };
}
const publish = async (tx: MemoryTx, version: string, over: { body?: string } = {}) => {
  const body = bodyText(bodyOf((await draftIn(tx)).content, { templateId: OWN, version }));
  return publishBureauTemplate.run(
    tx,
    { draftId: DRAFT, templateId: OWN, version, body, ...over },
    context(),
  );
};

describe('a draft', () => {
  test('begins from a published version and keeps who changed what', async () => {
    const tx = await world();
    await save(tx, [await wording(tx, 'DR-A01', '新')], PARTNER);
    const draft = await draftIn(tx);
    expect([draft.basedOn, draft.state, draft.authors['item:DR-A01']?.by]).toEqual([
      'annual-practice-inspection@1.0.0',
      'open',
      PARTNER,
    ]);
  });

  test('two officers change different items at once: both stand', async () => {
    const tx = await world();
    const [mine, theirs] = [await wording(tx, 'DR-A01', '甲'), await wording(tx, 'DR-A02', '乙')];
    await save(tx, [mine]);
    expect(await save(tx, [theirs], PARTNER)).toMatchObject({ value: { kind: 'applied' } });
    expect((await draftIn(tx)).content.items.map((item) => item.text.zh).slice(0, 2)).toEqual(['甲', '乙']);
  });

  test('the same item at once: the first stands, the other is kept beside it until somebody decides', async () => {
    const tx = await world();
    const [mine, theirs] = [await wording(tx, 'DR-A01', '甲'), await wording(tx, 'DR-A01', '乙')];
    await save(tx, [mine]);
    expect(await save(tx, [theirs], PARTNER)).toMatchObject({ value: { kind: 'merged', kept: 'both' } });
    // Their later word on their own version takes its place.
    await save(
      tx,
      [{ ...theirs, before: theirs.after, after: (await wording(tx, 'DR-A01', '丙')).after }],
      PARTNER,
    );
    const draft = await draftIn(tx);
    expect(
      draft.clashes.map((clash) => [clash.by, (clash.value as { text: { zh: string } }).text.zh]),
    ).toEqual([[PARTNER, '丙']]);
    await save(
      tx,
      [{ part: 'item:DR-A01', before: mine.after, after: draft.clashes[0]?.value ?? null }],
      LEAD,
      draft.clashes.map((clash) => clash.act),
    );
    const decided = await draftIn(tx);
    expect([decided.clashes, decided.content.items[0]?.text.zh]).toEqual([[], '丙']);
  });

  test('an item that one deletes and another changes is not lost', async () => {
    const tx = await world();
    const theirs = await wording(tx, 'DR-A01', '乙');
    await save(tx, [{ ...theirs, after: null }]);
    await save(tx, [theirs], PARTNER);
    const draft = await draftIn(tx);
    expect([draft.content.items.length, draft.clashes.length]).toEqual([2, 1]);
  });

  test('put aside it stays, and a colleague who had not seen that opens it again', async () => {
    const tx = await world();
    const theirs = await wording(tx, 'DR-A01', '乙');
    await discardTemplateDraft.run(tx, { draftId: DRAFT }, context());
    expect((await draftIn(tx)).state).toBe('discarded');
    await save(tx, [theirs], PARTNER);
    const draft = await draftIn(tx);
    expect([draft.state, draft.events.map((event) => event.kind)]).toEqual([
      'open',
      ['started', 'discarded', 'reopened'],
    ]);
  });

  test('refused: a value that is none of its part, a draft that is not here, the template of another bureau', async () => {
    const tx = await world();
    expect(await save(tx, [{ part: 'item:DR-A01', before: null, after: { id: 'DR-A02' } }])).toMatchObject({
      error: { kind: 'value-not-allowed' },
    });
    expect(await save(new MemoryTx(), [])).toMatchObject({ error: { kind: 'template-draft-missing' } });
    expect(
      await saveTemplateDraft.run(
        tx,
        {
          draftId: 'other' as RecordId,
          prefectureCode: PREFECTURE,
          templateId: '650100-x',
          start: { kind: 'new', title: { zh: '', ug: '' } },
          changes: [],
          settles: [],
        },
        context(),
      ),
    ).toMatchObject({ error: { kind: 'template-of-other-bureau' } });
  });

  // Different words: who types what stands there already has, in effect, seen it.
  const edits = (words: readonly string[]) =>
    fc.array(fc.record({ item: fc.constantFrom('DR-A01', 'DR-A02'), zh: fc.constantFrom(...words) }), {
      maxLength: 6,
    });
  test('whatever two officers type unseen, each one’s last words stand or are kept', () =>
    fc.assert(
      fc.asyncProperty(edits(['甲', '乙']), edits(['丙', '丁']), async (mine, theirs) => {
        const tx = await world();
        const start = (await draftIn(tx)).content;
        for (const [who, list] of [
          [LEAD, mine],
          [PARTNER, theirs],
        ] as const) {
          let own = start;
          for (const { item, zh } of list) {
            const before = partOf(own, `item:${item}`) as { readonly text: { zh: string; ug: string } };
            const after = { ...before, text: { ...before.text, zh } };
            await save(tx, [{ part: `item:${item}`, before, after }], who);
            own = withPart(own, `item:${item}`, after) ?? own;
          }
        }
        const draft = await draftIn(tx);
        for (const list of [mine, theirs])
          for (const item of ['DR-A01', 'DR-A02']) {
            const last = list.findLast((edit) => edit.item === item)?.zh;
            if (last === undefined) continue;
            const words = [
              draft.content.items.find((one) => one.id === item)?.text.zh,
              ...draft.clashes.map((clash) => (clash.value as { text: { zh: string } }).text.zh),
            ];
            expect(words).toContain(last);
          }
      }),
    ));
});

describe('publishing for the prefecture', () => {
  test('a visit starts from it, and the version it was started from never changes', async () => {
    const tx = await world();
    tx.put(institutionKind, anInstitution());
    expect(await publish(tx, '1.0.0')).toMatchObject({ ok: true });
    const published = await tx.get(bureauTemplateKind, `${OWN}@1.0.0` as RecordId);
    expect([published?.prefectureCode, published?.origin, (await draftIn(tx)).state]).toEqual([
      PREFECTURE,
      'annual-practice-inspection',
      'published',
    ]);
    const visit = { inspectionId: 'V' as RecordId, institutionId: 'INS-1' as RecordId, templateId: OWN };
    const args = {
      ...visit,
      templateVersion: '1.0.0',
      partner: PARTNER,
      startedOn: anInspection().startedOn,
    };
    expect(await startInspection.run(tx, args, context())).toMatchObject({ ok: true });
    await save(tx, [await wording(tx, 'DR-A01', '新')]);
    expect(await publish(tx, '1.0.0')).toMatchObject({
      error: { kind: 'template-version-exists', template: `${OWN}@1.0.0` },
    });
    expect(await publish(tx, '1.1.0')).toMatchObject({ ok: true });
    expect(await tx.get(bureauTemplateKind, `${OWN}@1.0.0` as RecordId)).toEqual(published);
    expect(await tx.get(inspectionKind, 'V' as RecordId)).toMatchObject({ templateVersion: '1.0.0' });
  });

  test('the same words again are harmless; an earlier version and a faulty text are refused', async () => {
    const tx = await world();
    await publish(tx, '2.0.0');
    expect(await publish(tx, '2.0.0')).toMatchObject({ ok: true });
    expect(await publish(tx, '1.9.0')).toMatchObject({
      error: { kind: 'template-version-not-later', latest: '2.0.0' },
    });
    await save(tx, [{ ...(await wording(tx, 'DR-A01', '')) }]);
    expect(await publish(tx, '3.0.0')).toMatchObject({
      error: { kind: 'template-not-ready', problem: 'template-unreadable' },
    });
  });

  test('what a colleague saved meanwhile stays in the draft, which stays open', async () => {
    const tx = await world();
    const seen = bodyText(bodyOf((await draftIn(tx)).content, { templateId: OWN, version: '1.0.0' }));
    await save(tx, [await wording(tx, 'DR-A01', '乙')], PARTNER);
    await publish(tx, '1.0.0', { body: seen });
    const draft = await draftIn(tx);
    expect([draft.state, draft.content.items[0]?.text.zh, draft.basedOn]).toEqual([
      'open',
      '乙',
      `${OWN}@1.0.0`,
    ]);
  });
});
