import 'fake-indexeddb/auto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeOf } from '../../shared/domain/inspections/draft-edits.ts';
import type { DraftChange } from '../../shared/domain/inspections/merge-draft.ts';
import { moveTemplate } from '../../shared/domain/inspections/move-template.ts';
import { answerItem, startInspection } from '../../shared/domain/inspections/mutations.ts';
import { bodyOf, bodyText } from '../../shared/domain/inspections/template-content.ts';
import { partOf, TemplateDraft } from '../../shared/domain/inspections/template-draft.ts';
import {
  publishBureauTemplate,
  saveTemplateDraft,
} from '../../shared/domain/inspections/template-mutations.ts';
import { registerInstitution } from '../../shared/domain/registry/mutations.ts';
import type { CivilDate } from '../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../shared/lib/ids.ts';
import { parseEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import { DeskDevice, nodeRandom, tickingClock } from '../support/desk-device.ts';
import { anInstitution } from '../support/inspection-builders.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';

const clock = tickingClock(Date.UTC(2026, 8, 28));
const KASHGAR = '653100';
const OWN = `${KASHGAR}-annual-practice-inspection`;

let server: TestServer;
let head: DeskDevice;
let inspector: DeskDevice;
let stranger: DeskDevice;
const institution = anInstitution({ id: newUlid(clock, nodeRandom) as RecordId });

async function device(prefectureCode: string, role: 'section-head' | 'inspector'): Promise<DeskDevice> {
  const officerId = await server.createOfficer({ prefectureCode, roles: [role] });
  const code = parseEnrolmentCode(await server.createCode(officerId));
  if (!code.ok) throw new Error('the server printed a code it would not read');
  return DeskDevice.enrol(
    { host: '127.0.0.1', port: server.port, caPem: server.caPem },
    code.value.secret,
    clock,
  );
}

beforeAll(async () => {
  server = await startTestServer();
  head = await device(KASHGAR, 'section-head');
  inspector = await device(KASHGAR, 'inspector');
  stranger = await device('653200', 'inspector');
  await head.act(registerInstitution, { institution });
  for (const one of [head, inspector]) expect((await one.sync()).kind).toBe('done');
}, 60_000);

afterAll(() => server.close());

async function newDraft(): Promise<RecordId> {
  const draftId = newUlid(clock, nodeRandom) as RecordId;
  const outcome = await head.act(saveTemplateDraft, {
    draftId,
    prefectureCode: KASHGAR,
    templateId: OWN,
    start: { kind: 'from', templateId: 'annual-practice-inspection', templateVersion: '1.0.0' },
    changes: [],
    settles: [],
  });
  expect(outcome.kind).toBe('saved');
  return draftId;
}

const draftOn = async (one: DeskDevice, id: RecordId): Promise<TemplateDraft> =>
  TemplateDraft.parse(await one.read('templateDrafts', id));

async function word(one: DeskDevice, draftId: RecordId, itemId: string, zh: string): Promise<void> {
  const { content } = await draftOn(one, draftId);
  const before = partOf(content, `item:${itemId}`) as { readonly text: { readonly ug: string } };
  const change = changeOf(content, `item:${itemId}`, { ...before, text: { zh, ug: before.text.ug } });
  await save(one, draftId, [change]);
}

async function save(
  one: DeskDevice,
  draftId: RecordId,
  changes: readonly DraftChange[],
  settles: readonly string[] = [],
): Promise<void> {
  const outcome = await one.act(saveTemplateDraft, {
    draftId,
    prefectureCode: KASHGAR,
    templateId: OWN,
    start: null,
    changes: [...changes],
    settles: [...settles],
  });
  expect(outcome.kind).toBe('saved');
}

async function publish(one: DeskDevice, draftId: RecordId, version: string): Promise<void> {
  const { content } = await draftOn(one, draftId);
  const body = bodyText(bodyOf(content, { templateId: OWN, version }));
  await one.act(publishBureauTemplate, { draftId, templateId: OWN, version, body });
}

const settled = async (...devices: readonly DeskDevice[]): Promise<void> => {
  for (const one of devices) expect((await one.sync()).kind).toBe('done');
};

test('two officers write one draft offline: different items both stand, the same item is kept twice until one decides', async () => {
  const draftId = await newDraft();
  await settled(head, inspector);
  await word(head, draftId, 'DR-A01', '甲一');
  await word(inspector, draftId, 'DR-A04', '乙四');
  await word(head, draftId, 'DR-A05', '甲五');
  await word(inspector, draftId, 'DR-A05', '乙五');
  await settled(head, inspector, head);
  const draft = await draftOn(head, draftId);
  expect(draft).toEqual(await draftOn(inspector, draftId));
  const words = (id: string): string | undefined =>
    draft.content.items.find((item) => item.id === id)?.text.zh;
  expect([words('DR-A01'), words('DR-A04'), words('DR-A05')]).toEqual(['甲一', '乙四', '甲五']);
  expect(draft.clashes.map(({ part, by }) => [part, by])).toEqual([['item:DR-A05', inspector.officerId]]);
  await save(
    head,
    draftId,
    draft.clashes.map(({ part, value }) => changeOf(draft.content, part, value)),
    draft.clashes.map((clash) => clash.act),
  );
  await settled(head, inspector);
  const decided = await draftOn(inspector, draftId);
  expect([decided.clashes, decided.content.items.find((item) => item.id === 'DR-A05')?.text.zh]).toEqual([
    [],
    '乙五',
  ]);
});

test('published on one computer it is used on another of the prefecture; an inspector may not publish; a visit moves to the next version with what a colleague answers meanwhile', async () => {
  const draftId = await newDraft();
  await settled(head, inspector);
  await publish(inspector, draftId, '0.9.0');
  await settled(inspector);
  expect((await inspector.equation()).quarantined).toBe(1);

  await publish(head, draftId, '1.0.0');
  await settled(head, inspector, stranger);
  expect(await inspector.read('bureauTemplates', `${OWN}@1.0.0` as RecordId)).toMatchObject({
    prefectureCode: KASHGAR,
    publishedBy: head.officerId,
  });
  expect(await stranger.read('bureauTemplates', `${OWN}@1.0.0` as RecordId)).toBeNull();

  const inspectionId = newUlid(clock, nodeRandom) as RecordId;
  const visit = { inspectionId, institutionId: institution.id, templateId: OWN, templateVersion: '1.0.0' };
  const args = { ...visit, partner: head.officerId, startedOn: '2026-09-28' as CivilDate };
  expect((await inspector.act(startInspection, args)).kind).toBe('saved');
  const answer = (one: DeskDevice, itemId: string, note: string) =>
    one.act(answerItem, { inspectionId, itemId, value: { kind: 'choice', choice: 'yes' }, note, seen: null });
  await answer(inspector, 'DR-A04', '检查人员');
  await settled(inspector, head);

  // The next version asks DR-A04 under another id; the head moves the visit while the inspector is offline.
  const { content } = await draftOn(head, draftId);
  const item = content.items.find((one) => one.id === 'DR-A04');
  if (!item) throw new Error('DR-A04');
  await save(head, draftId, [
    changeOf(content, 'item:DR-A04', null),
    changeOf(content, 'item:DR-A99', { ...item, id: 'DR-A99' }),
  ]);
  await publish(head, draftId, '2.0.0');
  await head.act(moveTemplate, {
    inspectionId,
    from: { templateId: OWN, templateVersion: '1.0.0' },
    to: { templateId: OWN, templateVersion: '2.0.0' },
    map: [{ from: 'DR-A04', to: 'DR-A99', reason: '' }],
  });
  await answer(inspector, 'DR-A04', '后来的话');
  await settled(head, inspector, head);
  for (const one of [head, inspector]) {
    expect(await one.read('inspections', inspectionId)).toMatchObject({ templateVersion: '2.0.0' });
    expect(await one.read('answers', `${inspectionId}:DR-A99` as RecordId)).toMatchObject({
      itemId: 'DR-A99',
      current: { by: inspector.officerId, note: '后来的话' },
    });
    expect(await one.read('answers', `${inspectionId}:DR-A04` as RecordId)).toBeNull();
  }
  expect((await head.equation()).quarantined).toBe(0);
});
