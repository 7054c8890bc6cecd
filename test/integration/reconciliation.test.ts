import 'fake-indexeddb/auto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerItem, startInspection } from '../../shared/domain/inspections/mutations.ts';
import { registerInstitution } from '../../shared/domain/registry/mutations.ts';
import type { CivilDate, Instant } from '../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../shared/lib/ids.ts';
import { weekOf, type IsoWeek } from '../../shared/lib/iso-week.ts';
import type { Clock } from '../../shared/lib/ports.ts';
import { parseEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import { buildSheet } from '../../shared/protocol/reconciliation.ts';
import { weekOfDevice, weeksOfDevice } from '../../server/features/reconcile/reconcile.ts';
import { DeskDevice, nodeRandom } from '../support/desk-device.ts';
import { anInstitution } from '../support/inspection-builders.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';

// A clock that the tests move from week to week; it goes on a second with each look.
let nowMs = Date.parse('2026-11-16T02:00:00.000Z');
const clock: Clock = { now: () => new Date((nowMs += 1000)).toISOString() as Instant };
const FIRST = '2026-W47' as IsoWeek;
const SECOND = '2026-W48' as IsoWeek;

let server: TestServer;
let device: DeskDevice;
let visit: RecordId;

beforeAll(async () => {
  server = await startTestServer();
  const officerId = await server.createOfficer({ roles: ['section-head'] });
  const partner = await server.createOfficer();
  const code = parseEnrolmentCode(await server.createCode(officerId));
  if (!code.ok) throw new Error('the server printed a code it would not read');
  const place = { host: '127.0.0.1', port: server.port, caPem: server.caPem };
  device = await DeskDevice.enrol(place, code.value.secret, clock);
  const institutionId = newUlid(clock, nodeRandom) as RecordId;
  visit = newUlid(clock, nodeRandom) as RecordId;
  await device.act(registerInstitution, { institution: anInstitution({ id: institutionId }) });
  expect((await device.sync()).kind).toBe('done');
  const template = { templateId: 'annual-practice-inspection', templateVersion: '1.0.0' };
  const startedOn = '2026-11-16' as CivilDate;
  expect(
    await device.act(startInspection, {
      inspectionId: visit,
      institutionId,
      ...template,
      partner,
      startedOn,
    }),
  ).toMatchObject({ kind: 'saved' });
  expect((await device.sync()).kind).toBe('done');
}, 60_000);

afterAll(() => server.close());

function answer(itemId: string, choice: 'yes' | 'no' = 'yes') {
  return device.act(answerItem, {
    inspectionId: visit,
    itemId,
    value: { kind: 'choice', choice },
    note: '',
    seen: null,
  });
}

test('S40: after a round the sheets of every week are equal on the device and at the region', async () => {
  await answer('DR-A01');
  nowMs = Date.parse('2026-11-24T02:00:00.000Z');
  await answer('DR-A02');
  await answer('DR-A03');
  expect((await device.sync()).kind).toBe('done');
  const weeks = await device.week.weeks();
  expect(weeks).toEqual([SECOND, FIRST]);
  const deviceId = (await server.core.db.selectFrom('devices').select('id').executeTakeFirstOrThrow()).id;
  expect(await weeksOfDevice(server.core.db, deviceId)).toEqual(weeks);
  for (const week of weeks) {
    const here = await device.week.sheet(week);
    expect(here.total.created).toBe(here.total.delivered);
    expect(await device.week.compare(week)).toMatchObject({
      kind: 'compared',
      here,
      region: here,
      differences: [],
    });
    expect(buildSheet(await weekOfDevice(server.core.db, deviceId, week))).toEqual(here);
  }
  const second = await device.week.sheet(SECOND);
  expect(second.lines.find((line) => line.name === 'inspection/answer')).toMatchObject({
    created: 2,
    delivered: 2,
  });
  expect(
    (await device.week.acts(SECOND, { name: 'inspection/answer', state: 'delivered' })).map((act) =>
      weekOf(act.claimedAt),
    ),
  ).toEqual([SECOND, SECOND]);
});

test('S40: work that was not sent and a receipt that was lost are each named, and a round heals both', async () => {
  device.weather = (route) => (route === 'push' ? 'lost-answer' : 'fine');
  const lost = await answer('DR-A04');
  expect((await device.sync()).kind).toBe('failed');
  device.weather = () => 'fine';
  const unsent = await answer('DR-A05');
  if (lost.kind !== 'saved' || unsent.kind !== 'saved') throw new Error('not saved');

  const compared = await device.week.compare(SECOND);
  if (compared.kind !== 'compared') throw new Error(compared.failure.kind);
  const named = new Map(
    compared.differences.flatMap((one) => ('act' in one ? [[one.act.seq, one.kind] as const] : [])),
  );
  expect([named.get(lost.act.seq), named.get(unsent.act.seq)]).toEqual(['receipt-lost', 'not-sent']);
  expect([...named.values()].toSorted()).toEqual(['not-sent', 'receipt-lost']);
  expect(compared.region.total.created).toBe(compared.here.total.created - 1);

  expect((await device.sync()).kind).toBe('done');
  const healed = await device.week.compare(SECOND);
  expect(healed).toMatchObject({ kind: 'compared', differences: [] });
  if (healed.kind === 'compared') expect(healed.region).toEqual(healed.here);
});
