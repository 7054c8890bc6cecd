import 'fake-indexeddb/auto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import items from '../../resources/domain/inspection-items.json' with { type: 'json' };
import { HouseItems } from '../../shared/domain/planning/house-defaults.ts';
import { itemRecordId } from '../../shared/domain/planning/inspection-item.ts';
import { InspectorContent } from '../../shared/domain/planning/inspector.ts';
import {
  approvePlan,
  draftPlan,
  publishItemVersion,
  registerInspector,
} from '../../shared/domain/planning/mutations.ts';
import { PlanContent } from '../../shared/domain/planning/plan.ts';
import {
  approveTask,
  createTask,
  notifyTask,
  voidTask,
} from '../../shared/domain/planning/task-mutations.ts';
import { registerInstitution } from '../../shared/domain/registry/mutations.ts';
import type { CivilDate } from '../../shared/lib/dates.ts';
import { newUlid, type OfficerId, type RecordId } from '../../shared/lib/ids.ts';
import type { Role } from '../../shared/domain/org/officer.ts';
import { parseEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import { DeskDevice, nodeRandom, tickingClock } from '../support/desk-device.ts';
import { anInstitution } from '../support/inspection-builders.ts';
import { aPlan } from '../support/planning-builders.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';

const clock = tickingClock(Date.UTC(2026, 8, 28));
const KASHGAR = '653100';
const ON = '2026-09-28' as CivilDate;
const ITEM = itemRecordId(KASHGAR, 'institution-practice', 1);
const [practice] = HouseItems.parse(items).items;

let server: TestServer;
let section: DeskDevice;
let head: DeskDevice;
const id = (): RecordId => newUlid(clock, nodeRandom) as RecordId;
const institution = anInstitution();

async function deviceOf(role: Role): Promise<DeskDevice> {
  const officerId = await server.createOfficer({ prefectureCode: KASHGAR, roles: [role] });
  const code = parseEnrolmentCode(await server.createCode(officerId));
  if (!code.ok) throw new Error('the server printed a code it would not read');
  const at = { host: '127.0.0.1', port: server.port, caPem: server.caPem };
  return DeskDevice.enrol(at, code.value.secret, clock);
}

const inspector = (certNo: string): InspectorContent =>
  InspectorContent.parse({
    name: { zh: '某某', ug: 'پالانى' },
    unit: { zh: '司法局', ug: 'ئەدلىيە ئىدارىسى' },
    certNo,
    certValidTo: '2029-12-31',
    fields: [],
    languages: ['zh', 'ug'],
    conflicts: [],
  });

beforeAll(async () => {
  server = await startTestServer();
  section = await deviceOf('section-head');
  head = await deviceOf('bureau-head');
  await section.sync();
  await section.act(registerInstitution, { institution });
  if (!practice) throw new Error('the house has no items');
  await section.act(publishItemVersion, {
    prefectureCode: KASHGAR,
    content: practice,
    version: 1,
    validFrom: ON,
    validTo: null,
    publishedOn: ON,
    publishedWhere: '局网站',
  });
  for (const [number, one] of [section.officerId, head.officerId].entries())
    await section.act(registerInspector, {
      id: one as string as RecordId,
      prefectureCode: KASHGAR,
      content: inspector(`ZF-${number}`),
      on: ON,
    });
  expect((await section.sync()).kind).toBe('done');
  expect((await head.sync()).kind).toBe('done');
}, 60_000);

afterAll(() => server.close());

async function bothSync(): Promise<void> {
  for (const device of [section, head, section]) expect((await device.sync()).kind).toBe('done');
}

test('a plan drafted on one device is approved on another, by another, and then changes no more', async () => {
  const planId = id();
  const keys = new Set(Object.keys(PlanContent.shape));
  const content = PlanContent.parse(
    Object.fromEntries(Object.entries({ ...aPlan(), itemIds: [ITEM] }).filter(([key]) => keys.has(key))),
  );
  const draft = { planId, prefectureCode: KASHGAR, content, on: ON };
  expect((await section.act(draftPlan, { ...draft, seen: 0 })).kind).toBe('saved');
  const approval = { planId, seen: 1, on: ON, note: '' };
  expect(await section.act(approvePlan, approval)).toMatchObject({
    kind: 'refused',
    refusal: { kind: 'approver-is-drafter' },
  });
  await bothSync();
  expect((await head.act(approvePlan, approval)).kind).toBe('saved');
  await bothSync();
  expect(await section.read('plans', planId)).toMatchObject({ state: 'approved' });
  expect(await section.act(draftPlan, { ...draft, seen: 2 })).toMatchObject({
    kind: 'refused',
    refusal: { kind: 'step-not-allowed', state: 'approved' },
  });
});

test('of two steps taken apart offline the region takes the first; the other is named and nothing of it is lost', async () => {
  const taskId = id();
  const officers: [OfficerId, OfficerId] = [section.officerId, head.officerId];
  await section.act(createTask, {
    taskId,
    institutionId: institution.id,
    planId: null,
    drawId: null,
    kind: 'complaint',
    source: { kind: 'complaint', reference: '投字1号', reason: '投诉集中' },
    itemIds: [ITEM],
    checklistIds: ['annual-practice-inspection'],
    officers,
    on: ON,
  });
  const approve = { taskId, data: { step: 'approve' as const, on: ON, unannounced: false, note: '' } };
  expect(await head.act(approveTask, approve)).toMatchObject({ refusal: { kind: 'task-missing' } });
  await bothSync();
  expect((await head.act(approveTask, approve)).kind).toBe('saved');
  await bothSync();
  expect(await section.read('inspectionTasks', taskId)).toMatchObject({ state: 'drawn' });

  const quarantinedBefore = (await section.equation()).quarantined;
  const voided = { taskId, data: { step: 'void' as const, on: ON, reason: '线索撤回' } };
  expect((await head.act(voidTask, voided)).kind).toBe('saved');
  const notice = {
    step: 'notify' as const,
    on: ON,
    unannounced: false,
    visitOn: ON,
    content: '执业活动',
    papers: '许可证',
    rightsTold: true,
    servedHow: 'in-person' as const,
    servedTo: '办公室',
  };
  expect((await section.act(notifyTask, { taskId, data: notice })).kind).toBe('saved');
  for (const device of [head, section, section]) expect((await device.sync()).kind).toBe('done');
  expect(await section.read('inspectionTasks', taskId)).toMatchObject({ state: 'voided' });
  const counted = await section.equation();
  expect(counted).toMatchObject({ waiting: 0, quarantined: quarantinedBefore + 1 });
  expect(counted.created).toBe(counted.delivered + counted.quarantined + counted.withdrawn);
});
