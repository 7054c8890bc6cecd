import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerItem, noteFinding, startInspection } from '../../shared/domain/inspections/mutations.ts';
import { registerInstitution } from '../../shared/domain/registry/mutations.ts';
import type { Institution } from '../../shared/domain/registry/institution.ts';
import type { CivilDate } from '../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../shared/lib/ids.ts';
import { parseEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import type { HttpSend } from '../../electron/net/http.ts';
import { DeskDevice, nodeRandom, tickingClock, type Weather } from '../support/desk-device.ts';
import { oldServer } from '../support/old-server.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';

const clock = tickingClock(Date.UTC(2026, 8, 28));
const KASHGAR = '653100';
const HOTAN = '653200';

let server: TestServer;
let lead: DeskDevice;
let partner: DeskDevice;
let stranger: DeskDevice;
let institutionId: RecordId;

async function officerDevice(
  prefectureCode: string,
  network?: (send: HttpSend) => HttpSend,
): Promise<DeskDevice> {
  const officerId = await server.createOfficer({ prefectureCode, roles: ['section-head'] });
  const code = parseEnrolmentCode(await server.createCode(officerId));
  if (!code.ok) throw new Error('the server printed a code it would not read');
  return DeskDevice.enrol(
    { host: '127.0.0.1', port: server.port, caPem: server.caPem },
    code.value.secret,
    clock,
    network,
  );
}

function anInstitution(id: RecordId): Institution {
  const words = { zh: '喀什某鉴定所', ug: 'قەشقەر باھالاش ئورنى' };
  return {
    id,
    prefectureCode: KASHGAR,
    countyCode: '653101',
    name: words,
    address: words,
    licenceNo: '653100001',
    creditCode: '91653100MA00000000',
    sponsorKind: 'hospital',
    head: words,
    phone: '0998-0000000',
    categories: ['forensic-medicine'],
    licenceIssuedOn: '2022-01-01' as CivilDate,
    licenceValidTo: '2027-01-01' as CivilDate,
    staff: { fullTime: 5, partTime: 0, assistants: 1 },
    state: 'in-practice',
  };
}

beforeAll(async () => {
  server = await startTestServer();
  lead = await officerDevice(KASHGAR);
  partner = await officerDevice(KASHGAR);
  stranger = await officerDevice(HOTAN);
  institutionId = newUlid(clock, nodeRandom) as RecordId;
  await lead.act(registerInstitution, { institution: anInstitution(institutionId) });
  expect((await lead.sync()).kind).toBe('done');
}, 60_000);

afterAll(() => server.close());

async function newVisit(): Promise<RecordId> {
  const inspectionId = newUlid(clock, nodeRandom) as RecordId;
  const args = {
    inspectionId,
    institutionId,
    templateId: 'annual-practice-inspection',
    templateVersion: '1.0.0',
    partner: partner.officerId,
    startedOn: '2026-09-28' as CivilDate,
  };
  expect((await lead.act(startInspection, args)).kind).toBe('saved');
  return inspectionId;
}

function answer(device: DeskDevice, inspectionId: RecordId, itemNo: number, choice: 'yes' | 'no' | 'na') {
  return device.act(answerItem, {
    inspectionId,
    itemId: `DR-A0${itemNo}`,
    value: { kind: 'choice', choice },
    note: '',
    seen: null,
  });
}

async function rowsOf(device: DeskDevice, inspectionId: RecordId): Promise<unknown> {
  const answers = await device.store.state.list('answers', 'inspectionId', inspectionId);
  const findings = await device.store.state.list('findings', 'inspectionId', inspectionId);
  return [...answers, ...findings].map((stored) => stored.record).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

test('S21: work done offline arrives whole, is receipted, and reaches the prefecture and nobody else', async () => {
  const visit = await newVisit();
  for (const itemNo of [1, 2, 3]) await answer(lead, visit, itemNo, 'yes');
  expect(await lead.sync()).toMatchObject({ kind: 'done' });
  const counted = await lead.equation();
  expect(counted).toMatchObject({ delivered: counted.created, waiting: 0, quarantined: 0, withdrawn: 0 });
  expect(await lead.store.replaySet()).toEqual([]);

  await partner.sync();
  await stranger.sync();
  expect(await rowsOf(partner, visit)).toEqual(await rowsOf(lead, visit));
  expect(await partner.read('inspections', visit)).toMatchObject({ state: 'in-progress', institutionId });
  expect([
    await stranger.read('inspections', visit),
    await stranger.read('institutions', institutionId),
  ]).toEqual([null, null]);
  expect(await stranger.db.records('templates').count()).toBe(4);
});

test('S25: a device of today works with a server of wire version 1: down to its words, nothing lost', async () => {
  const modest = await officerDevice(KASHGAR, oldServer);
  expect(await modest.sync()).toMatchObject({ kind: 'done' });
  const visit = await newVisit();
  await answer(lead, visit, 1, 'no');
  await lead.sync();
  expect(await modest.sync()).toMatchObject({ kind: 'done' });
  expect(await rowsOf(modest, visit)).toEqual(await rowsOf(lead, visit));
  const institution = newUlid(clock, nodeRandom) as RecordId;
  await modest.act(registerInstitution, { institution: anInstitution(institution) });
  expect(await modest.sync()).toMatchObject({ kind: 'done' });
  await lead.sync();
  expect(await lead.read('institutions', institution)).toEqual(
    await modest.read('institutions', institution),
  );
  expect(await modest.equation()).toMatchObject({ waiting: 0, quarantined: 0 });
});

type Step = {
  readonly who: 'lead' | 'partner';
  readonly do: 'answer' | 'finding' | 'sync';
  readonly item: number;
  readonly choice: 'yes' | 'no' | 'na';
};

const steps = () =>
  fc.array(
    fc.record({
      who: fc.constantFrom('lead' as const, 'partner' as const),
      do: fc.constantFrom('answer' as const, 'answer' as const, 'finding' as const, 'sync' as const),
      item: fc.integer({ min: 1, max: 4 }),
      choice: fc.constantFrom('yes' as const, 'no' as const, 'na' as const),
    }),
    { minLength: 1, maxLength: 14 },
  );
const fates = () =>
  fc.array(
    fc.constantFrom('fine' as const, 'fine' as const, 'lost-request' as const, 'lost-answer' as const),
    { minLength: 1, maxLength: 12 },
  );

async function play(step: Step, visit: RecordId): Promise<void> {
  const device = step.who === 'lead' ? lead : partner;
  if (step.do === 'sync') await device.sync();
  else if (step.do === 'answer') await answer(device, visit, step.item, step.choice);
  else {
    const finding = {
      findingId: newUlid(clock, nodeRandom) as RecordId,
      inspectionId: visit,
      itemId: `DR-A0${step.item}`,
      severity: 'minor' as const,
      text: step.choice,
      basis: '',
      dueOn: '2026-10-13' as CivilDate,
    };
    await device.act(noteFinding, finding);
  }
}

test('S17: two devices on one visit end equal, whatever was lost on the way, and nothing is doubled', async () => {
  await fc.assert(
    fc.asyncProperty(steps(), fates(), async (script, weather) => {
      const visit = await newVisit();
      await lead.sync();
      await partner.sync();
      let turn = 0;
      const stormy: Weather = () => weather[turn++ % weather.length] ?? 'fine';
      [lead.weather, partner.weather] = [stormy, stormy];
      for (const step of script) await play(step, visit);

      [lead.weather, partner.weather] = [() => 'fine', () => 'fine'];
      for (const device of [lead, partner, lead]) expect((await device.sync()).kind).toBe('done');
      expect(await rowsOf(lead, visit)).toEqual(await rowsOf(partner, visit));
      for (const device of [lead, partner]) {
        const counted = await device.equation();
        expect(counted).toEqual({
          created: counted.delivered,
          delivered: counted.delivered,
          waiting: 0,
          quarantined: 0,
          withdrawn: 0,
        });
        expect(await device.store.replaySet()).toEqual([]);
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);

test('S27: on a line that was greeted lately a round is a push and a pull; a session that ended is greeted again, once', async () => {
  const asked: string[] = [];
  const device = await officerDevice(KASHGAR, (send) => (question) => {
    asked.push(new URL(question.url).pathname);
    return send(question);
  });
  const roundTrips = async (): Promise<readonly string[]> => {
    asked.length = 0;
    expect(await device.sync()).toMatchObject({ kind: 'done' });
    return asked.map((path) => path.replace('/v1/', ''));
  };
  const register = () =>
    device.act(registerInstitution, { institution: anInstitution(newUlid(clock, nodeRandom) as RecordId) });
  expect(await roundTrips()).toEqual(['hello', 'push', 'pull']);
  expect(await roundTrips()).toEqual(['pull']);
  await register();
  expect(await roundTrips()).toEqual(['push', 'pull']);
  await server.core.db.deleteFrom('sessions').execute();
  await register();
  expect(await roundTrips()).toEqual(['push', 'hello', 'push', 'pull']);
  expect(await device.equation()).toMatchObject({ waiting: 0, quarantined: 0 });
});
