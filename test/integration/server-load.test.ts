import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadActs, type LoadedAct } from '../../server/app/load-acts.ts';
import type { Officer } from '../../shared/domain/org/officer.ts';
import type { Instant } from '../../shared/lib/dates.ts';
import type { OfficerId, RecordId } from '../../shared/lib/ids.ts';
import { registerInstitution } from '../../shared/domain/registry/mutations.ts';
import { anInstitution } from '../support/inspection-builders.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';
import { TestDevice, ulid } from '../support/test-device.ts';
import { outcomes } from './server-suites/outcomes.ts';
import { addOfficer, HEAD } from './server-suites/world.ts';

const AT = '2026-11-24T02:00:00.000Z' as Instant;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 120_000);
afterAll(() => server.close());

function anOfficer(prefectureCode: string): Officer {
  const name = { zh: '导入科长', ug: 'كىرگۈزگۈچى' };
  return {
    id: ulid() as RecordId,
    prefectureCode,
    name,
    roles: ['section-head'],
    certificateNo: null,
    active: true,
  };
}

function registers(officer: Officer, count: number): readonly LoadedAct[] {
  return Array.from({ length: count }, () => {
    const institution = anInstitution({ id: ulid() as RecordId, prefectureCode: officer.prefectureCode });
    return {
      actor: officer.id as string as OfficerId,
      name: registerInstitution.name,
      args: { institution },
      claimedAt: AT,
    };
  });
}

describe('loading acts', () => {
  test('acts of several officers are chained, signed and run like a device’s, and every device of the prefecture gets them', async () => {
    const [kashgar, hotan] = [anOfficer('653100'), anOfficer('653200')];
    const acts = [...registers(kashgar, 700), ...registers(hotan, 500), ...registers(kashgar, 10)];
    expect(await loadActs(server.core, { officers: [kashgar, hotan], acts })).toEqual({
      officers: 2,
      applied: 1210,
      others: {},
    });
    const device = new TestDevice(server);
    await addOfficer(server, device, { prefectureCode: '653200' });
    await device.hello();
    const { entries } = await device.pullAll();
    expect(entries.filter((entry) => entry.table === 'institutions')).toHaveLength(500);
    device.close();
  });

  test('an act that is refused is counted by its reason', async () => {
    const officer = anOfficer('653100');
    const [act] = registers(officer, 1);
    if (!act) throw new Error('no act');
    const result = await loadActs(server.core, { officers: [officer], acts: [act, act] });
    expect(result).toEqual({ officers: 1, applied: 1, others: { 'already-registered': 1 } });
  });
});

describe('an act that the database refuses', () => {
  test('is recorded as refused; the acts around it run', async () => {
    const device = new TestDevice(server);
    await addOfficer(server, device, { roles: HEAD });
    await device.hello();
    await sql`alter table records add constraint planted check (id not like 'PLANTED%')`.execute(
      server.core.db,
    );
    const ids = ['OK-1', 'PLANTED-1', 'OK-2'].map((id) => `${id}-${ulid()}` as RecordId);
    for (const id of ids) device.act(registerInstitution, { institution: anInstitution({ id }) });
    expect(outcomes(await device.push())).toEqual([
      [2, { kind: 'refused', refusal: { kind: 'server-fault' } }],
    ]);
    const { entries } = await device.pullAll();
    expect(entries.flatMap((entry) => (ids.includes(entry.id) ? [entry.id] : []))).toEqual([ids[0], ids[2]]);
    device.close();
  });
});
