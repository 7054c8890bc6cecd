import 'fake-indexeddb/auto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { conflictKind, type Conflict } from '../../shared/domain/conflicts/conflict.ts';
import { decideConflict } from '../../shared/domain/conflicts/mutations.ts';
import {
  answerItem,
  noteFinding,
  removeFinding,
  startInspection,
} from '../../shared/domain/inspections/mutations.ts';
import { handOverKind } from '../../shared/domain/log/hand-over.ts';
import {
  closeHandOver,
  confirmActs,
  handOverActs,
  retryActs,
  withdrawActs,
} from '../../shared/domain/log/mutations.ts';
import { quarantinedActKind } from '../../shared/domain/log/quarantined-act.ts';
import { changesBetween, institutionPolicy } from '../../shared/domain/registry/amend.ts';
import type { Institution } from '../../shared/domain/registry/institution.ts';
import { amendInstitution, registerInstitution } from '../../shared/domain/registry/mutations.ts';
import type { CivilDate } from '../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../shared/lib/ids.ts';
import type { JsonValue } from '../../shared/lib/json.ts';
import type { ActRef, Mutation } from '../../shared/lib/mutation.ts';
import { parseEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import { correctAct } from '../../shared/protocol/mutation-registry.ts';
import { scopeOf } from '../../shared/protocol/scope.ts';
import { DeskDevice, nodeRandom, tickingClock } from '../support/desk-device.ts';
import { anInstitution } from '../support/inspection-builders.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';

// Two desks and a head, the shipped engine and the real server: whatever is done about an act, the equation holds on both ends.

const clock = tickingClock(Date.UTC(2026, 8, 28));
const PREFECTURE = '653100';

let server: TestServer;
let one: DeskDevice;
let two: DeskDevice;
let head: DeskDevice;

async function desk(): Promise<DeskDevice> {
  const officerId = await server.createOfficer({ prefectureCode: PREFECTURE, roles: ['section-head'] });
  const code = parseEnrolmentCode(await server.createCode(officerId));
  if (!code.ok) throw new Error('the server printed a code it would not read');
  const place = { host: '127.0.0.1', port: server.port, caPem: server.caPem };
  return DeskDevice.enrol(place, code.value.secret, clock);
}

beforeAll(async () => {
  server = await startTestServer();
  [one, two, head] = [await desk(), await desk(), await desk()];
}, 60_000);

afterAll(() => server.close());

function newId(): RecordId {
  return newUlid(clock, nodeRandom) as RecordId;
}

async function done<A>(device: DeskDevice, mutation: Mutation<A>, args: A): Promise<ActRef> {
  const outcome = await device.act(mutation, args);
  if (outcome.kind !== 'saved') throw new Error(`not saved: ${JSON.stringify(outcome)}`);
  return outcome.act;
}

async function synced(...devices: readonly DeskDevice[]): Promise<void> {
  for (const device of devices) expect(await device.sync()).toMatchObject({ kind: 'done' });
}

/** created = delivered + waiting + quarantined + withdrawn on the desk, and the server says the same of its log. */
async function balanced(
  device: DeskDevice,
): Promise<{ quarantined: number; withdrawn: number; waiting: number }> {
  const { created, delivered, waiting, quarantined, withdrawn } = await device.equation();
  expect(created).toBe(delivered + waiting + quarantined + withdrawn);
  const rows = await server.core.db
    .selectFrom('acts')
    .select(['state'])
    .where('log_id', '=', device.writer.head.logId)
    .execute();
  const count = (state: string): number => rows.filter((row) => row.state === state).length;
  expect({
    delivered: count('delivered'),
    quarantined: count('quarantined'),
    withdrawn: count('withdrawn'),
  }).toEqual({ delivered, quarantined, withdrawn });
  return { quarantined, withdrawn, waiting };
}

async function newVisit(device: DeskDevice, partner: DeskDevice): Promise<RecordId> {
  const institution = anInstitution({ id: newId(), prefectureCode: PREFECTURE });
  await done(device, registerInstitution, { institution });
  const inspectionId = newId();
  await done(device, startInspection, {
    inspectionId,
    institutionId: institution.id,
    templateId: 'annual-practice-inspection',
    templateVersion: '1.0.0',
    partner: partner.officerId,
    startedOn: '2026-09-28' as CivilDate,
  });
  return inspectionId;
}

/** Two desks register the same institution without having seen each other: the second is refused. */
async function refusedOn(
  device: DeskDevice,
  other: DeskDevice,
): Promise<{ act: ActRef; institution: Institution }> {
  const institution = anInstitution({ id: newId(), prefectureCode: PREFECTURE });
  await done(other, registerInstitution, { institution });
  await synced(other);
  const act = await done(device, registerInstitution, { institution });
  await synced(device);
  return { act, institution };
}

test('S11, S52: a corrected act is closed by its correction, on the desk and at the server', async () => {
  await synced(one);
  const { act, institution } = await refusedOn(one, two);
  expect(await balanced(one)).toMatchObject({ quarantined: 1, withdrawn: 0 });
  const id = newId();
  await done(one, correctAct, {
    corrects: [act],
    act: {
      name: registerInstitution.name,
      version: 1,
      args: { institution: { ...institution, id } } as unknown as JsonValue,
    },
    reason: '编号重复',
  });
  await synced(one, two);
  expect(await balanced(one)).toEqual({ quarantined: 0, withdrawn: 1, waiting: 0 });
  expect(await two.read('institutions', id)).toMatchObject({ id });
  expect((await one.store.outboxEntry(act))?.outcome).toMatchObject({
    kind: 'closed',
    how: 'correct',
    was: { kind: 'refused' },
  });
});

test('S53: an act handed over is closed here and a task there, until the colleague reports', async () => {
  const { act } = await refusedOn(one, two);
  await done(one, handOverActs, { logId: act.logId, seqs: [act.seq], to: two.officerId, note: '请核对' });
  await synced(one, two);
  const taskId = `${act.logId}:${act.seq}` as RecordId;
  expect(await two.read(handOverKind.table, taskId)).toMatchObject({ state: 'open', to: two.officerId });
  expect(await balanced(one)).toMatchObject({ quarantined: 0, withdrawn: 2 });
  await done(two, closeHandOver, { handOverId: taskId, how: 'nothing-to-do' as const, note: '已登记' });
  await synced(two, one);
  expect(await one.read(handOverKind.table, taskId)).toMatchObject({ state: 'done' });
  await balanced(two);
});

test('S53: what a head closes from another computer is closed here at the next pull', async () => {
  const { act } = await refusedOn(one, two);
  await synced(head);
  const seen = await head.read(quarantinedActKind.table, `${act.logId}:${act.seq}` as RecordId);
  expect(seen).toMatchObject({ kind: 'refused', actor: one.officerId, outcome: { kind: 'refused' } });
  await done(head, withdrawActs, { logId: act.logId, seqs: [act.seq], reason: '重复' });
  await synced(head, one);
  expect(await balanced(one)).toMatchObject({ quarantined: 0, withdrawn: 3 });
  expect((await one.store.outboxEntry(act))?.outcome).toMatchObject({ kind: 'closed', by: head.officerId });
  expect(await one.read(quarantinedActKind.table, `${act.logId}:${act.seq}` as RecordId)).toBeNull();
});

test('S54: asked again after the other record went, the server takes the act', async () => {
  const [mine, theirs] = [await newVisit(one, two), await newVisit(two, one)];
  const findingId = newId();
  const finding = { findingId, itemId: null, severity: 'minor' as const, text: '记录', basis: '' };
  const dueOn = '2026-10-28' as CivilDate;
  await done(two, noteFinding, { ...finding, inspectionId: theirs, dueOn });
  await synced(two);
  const act = await done(one, noteFinding, { ...finding, inspectionId: mine, dueOn });
  await synced(one);
  expect(await balanced(one)).toMatchObject({ quarantined: 1 });
  await done(two, removeFinding, { findingId, inspectionId: theirs });
  await synced(two);
  await done(one, retryActs, { logId: act.logId, seqs: [act.seq] });
  await synced(one, two);
  expect(await balanced(one)).toMatchObject({ quarantined: 0, waiting: 0 });
  expect(await two.read('findings', findingId)).toMatchObject({ inspectionId: mine });
  expect(await one.read('findings', findingId)).toEqual(await two.read('findings', findingId));
});

test('S50: what a head confirms runs, and the desk learns of it', async () => {
  const officer = await desk();
  await synced(officer);
  const institution = anInstitution({ id: newId(), prefectureCode: PREFECTURE });
  const act = await done(officer, registerInstitution, { institution });
  const stands = { officerId: officer.officerId, prefectureCode: PREFECTURE } as const;
  await server.createOfficer({ ...stands, roles: ['inspector'] });
  await synced(officer, head);
  expect((await officer.store.outboxEntry(act))?.outcome).toEqual({
    kind: 'held',
    for: { kind: 'authority' },
  });
  await balanced(officer);
  await done(head, confirmActs, {
    logId: act.logId,
    seqs: [act.seq],
    decision: 'confirm' as const,
    reason: '当时在岗',
  });
  await synced(head, officer);
  expect(await balanced(officer)).toEqual({ quarantined: 0, withdrawn: 0, waiting: 0 });
  expect(await officer.read('institutions', institution.id)).toEqual(institution);
  expect(await officer.store.replaySet()).toEqual([]);
  await balanced(head);
});

test('S51: work on a visit that came by a stick waits at the server for the visit, then both desks are equal', async () => {
  const visit = await newVisit(one, two);
  await broughtOver(visit, one, two);
  for (const itemId of ['DR-A01', 'DR-A02'])
    await done(two, answerItem, {
      inspectionId: visit,
      itemId,
      value: { kind: 'choice', choice: 'yes' },
      note: '',
      seen: null,
    });
  await synced(two);
  expect(await balanced(two)).toMatchObject({ quarantined: 2 });
  expect(await two.store.state.list('answers', 'inspectionId', visit)).toHaveLength(2);
  await synced(one, two, one);
  expect(await balanced(two)).toMatchObject({ quarantined: 0, waiting: 0 });
  await balanced(one);
  const answers = async (device: DeskDevice): Promise<unknown> =>
    (await device.store.state.list('answers', 'inspectionId', visit)).map((stored) => stored.record);
  expect(await answers(one)).toEqual(await answers(two));
  expect(await answers(one)).toHaveLength(2);
});

test('S56: of two versions one decision stands on all desks, and the equation holds on each', async () => {
  const institution = anInstitution({ id: newId(), prefectureCode: PREFECTURE });
  await done(one, registerInstitution, { institution });
  await synced(one, two);
  const amend = (device: DeskDevice, phone: string): Promise<ActRef> =>
    done(device, amendInstitution, {
      id: institution.id,
      changes: changesBetween(institutionPolicy, institution, { ...institution, phone }),
    });
  await amend(one, '1');
  const second = await amend(two, '2');
  await synced(one, two, one, head);
  const id = `${second.logId}:${second.seq}` as RecordId;
  const conflict = (await head.read(conflictKind.table, id)) as Conflict;
  expect(conflict).toMatchObject({ state: 'open', fields: [{ mine: '2', theirs: '1' }] });
  expect(await two.read('institutions', institution.id)).toMatchObject({ phone: '1' });
  const decide = (device: DeskDevice, choice: 'mine' | 'theirs'): Promise<ActRef> =>
    done(device, decideConflict, {
      conflictId: id,
      fields: [{ field: 'phone', choice, seen: '1', value: null }],
      reason: '电话核实',
    });
  await decide(head, 'mine');
  const late = await decide(one, 'theirs');
  await synced(head, one, two);
  expect((await one.store.outboxEntry(late))?.outcome).toMatchObject({
    refusal: { kind: 'conflict-decided', by: head.officerId },
  });
  await done(one, withdrawActs, { logId: late.logId, seqs: [late.seq], reason: '已由科长决定' });
  await synced(one, two, head);
  for (const device of [one, two, head]) {
    expect(await balanced(device)).toMatchObject({ quarantined: 0, waiting: 0 });
    expect(await device.read('institutions', institution.id)).toMatchObject({ phone: '2' });
    expect(await device.read(conflictKind.table, id)).toMatchObject({ state: 'decided' });
  }
});

/** The visit and its institution as another desk has them, taken in as a stick would bring them. */
async function broughtOver(visit: RecordId, from: DeskDevice, to: DeskDevice): Promise<void> {
  const scope = scopeOf(PREFECTURE, 'ordinary');
  const record = (await from.read('inspections', visit)) as JsonValue;
  const base = {
    reset: false,
    epoch: (await to.store.epoch()) ?? '',
    cursors: await to.store.cursors(),
  };
  await to.store.stage(
    [{ op: 'put', scope, position: 1, table: 'inspections', id: visit, version: 1, record }],
    base,
  );
  await to.store.swap({
    ...base,
    lostScopes: [],
    ran: [],
    replayed: new Map(),
    refusals: [],
    changes: [],
  });
}
