import 'fake-indexeddb/auto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { conflictKind, type Conflict } from '../../shared/domain/conflicts/conflict.ts';
import { decideConflict } from '../../shared/domain/conflicts/mutations.ts';
import { setBureauSetting } from '../../shared/domain/org/mutations.ts';
import {
  certificatePolicy,
  changesBetween,
  institutionFactsPolicy,
} from '../../shared/domain/registry/amend.ts';
import { addCertificate, amendCertificate } from '../../shared/domain/registry/certificate-mutations.ts';
import { amendInstitutionFacts } from '../../shared/domain/registry/facts-mutations.ts';
import { importedId } from '../../shared/domain/registry/imported-id.ts';
import { importRow } from '../../shared/domain/registry/import-mutations.ts';
import { noInstitutionFacts } from '../../shared/domain/registry/institution-facts.ts';
import type { RegisterEvent } from '../../shared/domain/registry/register-event.ts';
import type { CivilDate } from '../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../shared/lib/ids.ts';
import type { ActRef, Mutation } from '../../shared/lib/mutation.ts';
import { parseEnrolmentCode } from '../../shared/protocol/enrolment-code.ts';
import { DeskDevice, nodeRandom, tickingClock } from '../support/desk-device.ts';
import { anInstitution } from '../support/inspection-builders.ts';
import { aCertificate } from '../support/register-builders.ts';
import { startTestServer, type TestServer } from '../support/start-server.ts';

// Two desks, the shipped engine and the real server: the register grows on both sides and nothing gets lost between them.

const clock = tickingClock(Date.UTC(2026, 8, 28));
const PREFECTURE = '653100';
const IMPORT = newUlid(clock, nodeRandom) as RecordId;
const institution = anInstitution({ id: importedId('institutions', PREFECTURE, '653100001') });

let server: TestServer;
let one: DeskDevice;
let two: DeskDevice;

async function desk(): Promise<DeskDevice> {
  const officerId = await server.createOfficer({ prefectureCode: PREFECTURE, roles: ['section-head'] });
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
  [one, two] = [await desk(), await desk()];
}, 60_000);

afterAll(() => server.close());

async function done<A>(device: DeskDevice, mutation: Mutation<A>, args: A): Promise<ActRef> {
  const outcome = await device.act(mutation, args);
  if (outcome.kind !== 'saved') throw new Error(`not saved: ${JSON.stringify(outcome)}`);
  return outcome.act;
}

async function synced(...devices: readonly DeskDevice[]): Promise<void> {
  for (const device of devices) expect(await device.sync()).toMatchObject({ kind: 'done' });
}

const newInstitution = (over: object = {}) => ({
  importId: IMPORT,
  row: { kind: 'new-institution' as const, institution: { ...institution, ...over } },
});

test('two desks import one list without a network: one record, and a person decides where they differ', async () => {
  await done(one, importRow, newInstitution());
  await done(two, importRow, newInstitution({ phone: '0998-2222222' }));
  await synced(one, two, one);
  for (const device of [one, two])
    expect(await device.read('institutions', institution.id)).toMatchObject({ phone: institution.phone });
  const conflicts = await server.core.db
    .selectFrom('records')
    .select('id')
    .where('table_name', '=', conflictKind.table)
    .execute();
  expect(conflicts).toHaveLength(1);
  const id = (conflicts[0]?.id ?? '') as RecordId;
  const conflict = (await one.read('conflicts', id)) as Conflict;
  expect(conflict.fields).toMatchObject([
    { field: 'phone', mine: '0998-2222222', theirs: institution.phone },
  ]);
  await done(one, decideConflict, {
    conflictId: id,
    fields: [{ field: 'phone', choice: 'mine', seen: institution.phone, value: null }],
    reason: '已核实',
  });
  await synced(one, two);
  expect(await two.read('institutions', institution.id)).toMatchObject({ phone: '0998-2222222' });
});

test('facts of two desks merge field by field, and both know who changed what', async () => {
  const none = noInstitutionFacts(institution);
  const change = (over: Partial<typeof none>) => ({
    id: institution.id,
    changes: changesBetween(institutionFactsPolicy, none, { ...none, ...over }),
    importId: null,
  });
  const first = await done(one, amendInstitutionFacts, change({ legalAdviser: true }));
  const second = await done(two, amendInstitutionFacts, change({ fundsFen: 50_000_000 }));
  await synced(one, two, one);
  for (const device of [one, two]) {
    expect(await device.read('institutionFacts', institution.id)).toMatchObject({
      legalAdviser: true,
      fundsFen: 50_000_000,
    });
    for (const [act, field] of [
      [first, 'legalAdviser'],
      [second, 'fundsFen'],
    ] as const) {
      const event = (await device.read(
        'registerEvents',
        `${act.logId}:${act.seq}` as RecordId,
      )) as RegisterEvent;
      expect(event.fields.map((line) => line.field)).toEqual([field]);
    }
    expect(await device.equation()).toMatchObject({ waiting: 0, quarantined: 0 });
  }
});

test('a certificate and a setting of the bureau reach the other desk; a clash about a validity is a conflict', async () => {
  const {
    standing: _standing,
    events: _events,
    ...certificate
  } = aCertificate({
    id: importedId('certificates', PREFECTURE, 'CMA|1'),
    institutionId: institution.id,
  });
  await done(one, addCertificate, { certificate, importId: IMPORT });
  await done(one, setBureauSetting, { prefectureCode: PREFECTURE, key: 'lead-times', value: { any: 1 } });
  await synced(one, two);
  const there = aCertificate(certificate);
  const until = (day: string) => ({
    id: certificate.id,
    changes: changesBetween(certificatePolicy, there, { ...there, validTo: day as CivilDate }),
    importId: null,
  });
  await done(one, amendCertificate, until('2032-12-31'));
  await done(two, amendCertificate, until('2033-12-31'));
  await synced(one, two, one);
  for (const device of [one, two]) {
    expect(await device.read('certificates', certificate.id)).toMatchObject({ validTo: '2032-12-31' });
    expect(await device.read('bureauSettings', `${PREFECTURE}:lead-times` as RecordId)).toMatchObject({
      value: { any: 1 },
    });
  }
});
