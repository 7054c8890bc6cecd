import 'fake-indexeddb/auto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeDrawId, drawKind, inputOfDraw, type Draw } from '../../shared/domain/draw/draw.ts';
import { drawPools } from '../../shared/domain/draw/draw-pools.ts';
import { recuseDrawn } from '../../shared/domain/draw/later-mutations.ts';
import { commitDraw, revealDraw } from '../../shared/domain/draw/mutations.ts';
import { replaceRecused } from '../../shared/domain/draw/recusal.ts';
import { runDraw } from '../../shared/domain/draw/run-draw.ts';
import { itemRecordId } from '../../shared/domain/planning/inspection-item.ts';
import {
  approvePlan,
  draftPlan,
  publishItemVersion,
  registerInspector,
} from '../../shared/domain/planning/mutations.ts';
import type { Plan } from '../../shared/domain/planning/plan.ts';
import { registerInstitution } from '../../shared/domain/registry/mutations.ts';
import { toHex, utf8 } from '../../shared/lib/bytes.ts';
import type { CivilDate } from '../../shared/lib/dates.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import { sha256, sha256Hex } from '../../shared/lib/sha256.ts';
import { parseEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import { anInstitution } from '../support/inspection-builders.ts';
import { DeskDevice, tickingClock } from '../support/desk-device.ts';
import { anInspector, anItemVersion, aPlan } from '../support/planning-builders.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';

const clock = tickingClock(Date.UTC(2026, 10, 25));
const PREFECTURE = '653100';
const ON = '2026-11-25' as CivilDate;
const PLAN_ID = 'plan-653100-2026' as RecordId;
const SEED = sha256(utf8('seed of the integration test'));
const WITNESSES = [{ name: '古某某', unit: '公证处' }];

let server: TestServer;
let drawer: DeskDevice;
let colleague: DeskDevice;

async function headDevice(): Promise<DeskDevice> {
  const officerId = await server.createOfficer({ prefectureCode: PREFECTURE, roles: ['section-head'] });
  const code = parseEnrolmentCode(await server.createCode(officerId));
  if (!code.ok) throw new Error('the server printed a code it would not read');
  return DeskDevice.enrol(
    { host: '127.0.0.1', port: server.port, caPem: server.caPem },
    code.value.secret,
    clock,
  );
}

const institutions = Array.from({ length: 5 }, (_, at) =>
  anInstitution({
    id: `JD-${at}` as RecordId,
    prefectureCode: PREFECTURE,
    licenceValidTo: '2030-01-01' as CivilDate,
  }),
);
const inspectors = ['P-1', 'P-2', 'P-3', 'P-4'].map((id) => anInspector(id, { prefectureCode: PREFECTURE }));

beforeAll(async () => {
  server = await startTestServer();
  drawer = await headDevice();
  colleague = await headDevice();
  for (const institution of institutions) await drawer.act(registerInstitution, { institution });
  for (const { id, name, unit, certNo, certValidTo, fields, languages, conflicts } of inspectors) {
    const content = { name, unit, certNo, certValidTo, fields, languages, conflicts };
    await drawer.act(registerInspector, { id, prefectureCode: PREFECTURE, content, on: ON });
  }
  const {
    itemId,
    name,
    basis,
    inspectedKind,
    content,
    method,
    ratioPercent,
    timesPerYear,
    level,
    checklistId,
  } = anItemVersion();
  await drawer.act(publishItemVersion, {
    prefectureCode: PREFECTURE,
    content: {
      itemId,
      name,
      basis,
      inspectedKind,
      content,
      method,
      ratioPercent,
      timesPerYear,
      level,
      checklistId,
    },
    version: 1,
    validFrom: '2026-01-01' as CivilDate,
    validTo: null,
    publishedOn: ON,
    publishedWhere: '局网站',
  });
  const {
    id: _id,
    prefectureCode: _code,
    state: _state,
    events: _events,
    ...plan
  } = aPlan({
    itemIds: [itemRecordId(PREFECTURE, itemId, 1)],
  });
  await drawer.act(draftPlan, {
    planId: PLAN_ID,
    prefectureCode: PREFECTURE,
    content: plan,
    seen: 0,
    on: ON,
  });
  await bothInStep();
  // The other head approves: whoever drafted a plan does not.
  await colleague.act(approvePlan, { planId: PLAN_ID, seen: 1, on: ON, note: '' });
  await bothInStep();
}, 120_000);

afterAll(() => server.close());

async function bothInStep(): Promise<void> {
  for (const device of [drawer, colleague, drawer]) expect((await device.sync()).kind).toBe('done');
}

async function drawOn(device: DeskDevice, id: string): Promise<Draw> {
  return (await device.read('draws', id as RecordId)) as Draw;
}

async function commit(id: string): Promise<Draw> {
  const plan = (await drawer.read('plans', PLAN_ID)) as Plan;
  const { draft } = drawPools(
    { plan, institutions, inspectors, known: new Map(), tasks: [], today: ON, visitOn: ON },
    '',
  );
  const args = { ...draft, commit: sha256Hex(SEED), drawRecordId: id as RecordId, on: ON };
  expect(await drawer.act(commitDraw, args)).toMatchObject({ kind: 'saved' });
  return drawOn(drawer, id);
}

function resultOf(draw: Draw, digits: string): Pick<NonNullable<Draw['result']>, 'targets' | 'pairs'> {
  const run = runDraw(
    inputOfDraw(draw, { drawId: completeDrawId(draw.id, digits), seed: toHex(SEED) }),
    WITNESSES,
  );
  if (!run.ok) throw new Error(run.error.kind);
  return { targets: run.value.transcript.targets, pairs: run.value.transcript.pairs };
}

test('two devices and the region hold the same draw, with its recusal', async () => {
  const draw = await commit('653100-20261125-AAAAAA');
  const common = { drawRecordId: draw.id, on: ON };
  const revealed = { ...resultOf(draw, '482915'), digits: '482915', seed: toHex(SEED), witnesses: WITNESSES };
  expect(await drawer.act(revealDraw, { ...common, ...revealed })).toMatchObject({ kind: 'saved' });
  await bothInStep();

  // The colleague takes the recusal, from what came by pull alone.
  const here = await drawOn(colleague, draw.id);
  if (!here.result) throw new Error('the result did not arrive');
  const [institutionId = ''] = here.result.targets;
  const recusal = {
    institutionId,
    inspectorId: here.result.pairs[institutionId]?.[0] ?? '',
    round: 1,
    reason: '回避',
  };
  const replaced = replaceRecused(
    inputOfDraw(here, here.result),
    new Map(Object.entries(here.result.pairs)),
    [],
    recusal,
  );
  if (!replaced.ok) throw new Error(replaced.error.kind);
  const args = { ...recusal, ...common, replacement: replaced.value.pick.id };
  expect(await colleague.act(recuseDrawn, args)).toMatchObject({ kind: 'saved' });
  await bothInStep();

  expect(await drawOn(drawer, draw.id)).toEqual(await drawOn(colleague, draw.id));
  expect((await drawOn(drawer, draw.id)).recusals).toEqual([recusal]);
  expect((await colleague.equation()).quarantined).toBe(0);
});

test('a result forged past the device is refused by the server, and reaches nobody', async () => {
  const draw = await commit('653100-20261125-BBBBBB');
  await bothInStep();
  const { pairs } = resultOf(draw, '000000');
  const honest = resultOf(draw, '111111');
  const forged = {
    drawRecordId: draw.id,
    digits: '111111',
    seed: toHex(SEED),
    witnesses: WITNESSES,
    targets: Object.keys(pairs),
    pairs,
    on: ON,
  };
  expect(forged.targets).not.toEqual(honest.targets);
  // The device itself refuses; so the act is written by a device whose own check was taken out.
  expect(await drawer.act(revealDraw, forged)).toMatchObject({ kind: 'refused' });
  const blind = { ...revealDraw, run: async () => ({ ok: true, value: { kind: 'applied' } }) as const };
  expect(await drawer.act(blind, forged)).toMatchObject({ kind: 'saved' });
  await bothInStep();
  expect((await drawer.equation()).quarantined).toBe(1);
  expect((await drawOn(colleague, draw.id)).state).toBe('committed');
  expect(drawKind.table).toBe('draws');
});
