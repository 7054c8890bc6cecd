import { expect, test } from 'vitest';
import { anInstitution, LEAD, PARTNER } from '../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../test/support/memory-office.ts';
import { aCertificate, anAppraiser } from '../../../test/support/register-builders.ts';
import type { CivilDate } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import {
  appraiserFactsPolicy,
  certificatePolicy,
  changesBetween,
  institutionFactsPolicy,
  institutionPolicy,
} from './amend.ts';
import { appraiserFactsKind, noAppraiserFacts } from './appraiser-facts.ts';
import { appraiserKind } from './appraiser.ts';
import { addAssistant, amendAssistant, closeAssistant } from './assistant-mutations.ts';
import { assistantKind, type Assistant } from './assistant.ts';
import { addCertificate, amendCertificate, setStanding } from './certificate-mutations.ts';
import { certificateKind } from './certificate.ts';
import { amendAppraiserFacts, amendInstitutionFacts } from './facts-mutations.ts';
import { importedId } from './imported-id.ts';
import { importRow } from './import-mutations.ts';
import { institutionFactsKind, noInstitutionFacts } from './institution-facts.ts';
import { institutionKind } from './institution.ts';
import { amendInstitution, registerInstitution } from './mutations.ts';
import { registerEventKind } from './register-event.ts';

const institution = anInstitution();
const IMPORT = '01JD0000000000000000000009' as RecordId;
const day = (text: string): CivilDate => text as CivilDate;
const applied = { ok: true, value: { kind: 'applied' } };

function told(office: MemoryOffice) {
  return office
    .all(registerEventKind)
    .map(({ table, subjectId, kind, by, importId, fields }) => [
      table,
      subjectId,
      kind,
      by,
      importId,
      fields.map(({ field }) => field),
    ]);
}

test('facts of an institution grow field by field, by two officers, and every change is told', async () => {
  const office = new MemoryOffice();
  await office.act(registerInstitution, { institution }, LEAD);
  const none = noInstitutionFacts(institution);
  const amend = (over: Partial<typeof none>, by = LEAD) =>
    office.act(
      amendInstitutionFacts,
      {
        id: institution.id,
        changes: changesBetween(institutionFactsPolicy, none, { ...none, ...over }),
        importId: null,
      },
      by,
    );
  expect(await amend({ legalAdviser: true })).toEqual(applied);
  expect(await amend({ fundsFen: 50_000_000, scope: ['FM01'] }, PARTNER)).toEqual(applied);
  expect(await amend({ fundsFen: 20_000_000 })).toMatchObject({
    ok: true,
    value: { kind: 'merged', conflict: { table: 'institutionFacts', fields: [{ theirs: 50_000_000 }] } },
  });
  expect(office.get(institutionFactsKind, institution.id)).toEqual({
    ...none,
    legalAdviser: true,
    fundsFen: 50_000_000,
    scope: ['FM01'],
  });
  expect(told(office)).toEqual([
    ['institutions', institution.id, 'entered', LEAD, null, []],
    ['institutionFacts', institution.id, 'amended', LEAD, null, ['legalAdviser']],
    ['institutionFacts', institution.id, 'amended', PARTNER, null, ['scope', 'fundsFen']],
  ]);
});

test('facts need their institution or appraiser, and a code that no list could have is not readable', async () => {
  const office = new MemoryOffice().seed(appraiserKind, anAppraiser());
  const none = noInstitutionFacts(institution);
  const changes = changesBetween(institutionFactsPolicy, none, { ...none, legalAdviser: true });
  expect(
    await office.act(amendInstitutionFacts, { id: institution.id, changes, importId: null }, LEAD),
  ).toMatchObject({ error: { kind: 'institution-missing' } });
  const facts = noAppraiserFacts(anAppraiser());
  const wrong = changesBetween(appraiserFactsPolicy, facts, { ...facts, items: ['nonsense'] });
  expect(
    await office.act(amendAppraiserFacts, { id: facts.id, changes: wrong, importId: null }, LEAD),
  ).toEqual({ ok: false, error: { kind: 'value-not-allowed', field: 'items' } });
  const training = changesBetween(appraiserFactsPolicy, facts, {
    ...facts,
    training: [{ year: 2026, hours: 16 }],
  });
  expect(
    await office.act(amendAppraiserFacts, { id: facts.id, changes: training, importId: null }, LEAD),
  ).toEqual(applied);
  expect(office.get(appraiserFactsKind, facts.id)?.training).toEqual([{ year: 2026, hours: 16 }]);
});

test('a certificate is entered, asked to be renewed and withdrawn; withdrawn it takes no change', async () => {
  const office = new MemoryOffice().seed(institutionKind, institution);
  const { standing: _standing, events: _events, ...certificate } = aCertificate();
  const early = { ...certificate, validTo: day('2020-01-01') };
  expect(await office.act(addCertificate, { certificate: early, importId: null }, LEAD)).toMatchObject({
    error: { kind: 'ends-before-start' },
  });
  expect(await office.act(addCertificate, { certificate, importId: IMPORT }, LEAD)).toEqual(applied);
  const step = (to: 'in-renewal' | 'withdrawn' | 'held') =>
    office.act(
      setStanding,
      { id: certificate.id, standing: to, on: day('2026-06-01'), document: '1号' },
      LEAD,
    );
  await step('in-renewal');
  const now = office.get(certificateKind, certificate.id) ?? aCertificate();
  const changes = changesBetween(certificatePolicy, now, { ...now, validTo: day('2037-12-31') });
  expect(await office.act(amendCertificate, { id: now.id, changes, importId: null }, LEAD)).toEqual(applied);
  await step('withdrawn');
  expect(await step('held')).toMatchObject({ error: { kind: 'certificate-withdrawn' } });
  expect(office.get(certificateKind, now.id)).toMatchObject({
    standing: 'withdrawn',
    validTo: '2037-12-31',
    events: [{ kind: 'in-renewal' }, { kind: 'withdrawn', document: '1号' }],
  });
  expect(told(office).map((one) => [one[1], one[2], one[4]])).toEqual([
    [institution.id, 'entered', IMPORT],
    [institution.id, 'amended', null],
    [institution.id, 'amended', null],
    [institution.id, 'closed', null],
  ]);
});

test('an assistant comes, changes and goes, and stays in the register', async () => {
  const office = new MemoryOffice().seed(institutionKind, institution);
  const assistant: Assistant = {
    id: 'AST-1' as RecordId,
    prefectureCode: '653100',
    institutionId: institution.id,
    name: { zh: '助理', ug: 'ياردەمچى' },
    number: '1',
    supervisorId: null,
    tasks: ['reception'],
    startedOn: day('2025-01-01'),
    endedOn: null,
  };
  await office.act(addAssistant, { assistant }, LEAD);
  const changes = [{ field: 'number', from: '1', to: '2' }];
  expect(await office.act(amendAssistant, { id: assistant.id, changes }, LEAD)).toEqual(applied);
  expect(await office.act(closeAssistant, { id: assistant.id, on: day('2024-01-01') }, LEAD)).toMatchObject({
    error: { kind: 'ends-before-start' },
  });
  await office.act(closeAssistant, { id: assistant.id, on: day('2026-01-01') }, LEAD);
  expect(office.all(assistantKind)).toEqual([{ ...assistant, number: '2', endedOn: '2026-01-01' }]);
});

test('two desks that import the same list make one record; where the second differs a person decides', async () => {
  const office = new MemoryOffice();
  const row = (over: object = {}) => ({
    kind: 'new-institution' as const,
    institution: {
      ...institution,
      id: importedId('institutions', institution.prefectureCode, institution.licenceNo),
      ...over,
    },
  });
  expect(await office.act(importRow, { importId: IMPORT, row: row() }, LEAD)).toEqual(applied);
  expect(await office.act(importRow, { importId: IMPORT, row: row() }, PARTNER)).toEqual(applied);
  expect(await office.act(importRow, { importId: IMPORT, row: row({ phone: '1' }) }, PARTNER)).toMatchObject({
    value: { kind: 'merged', kept: 'theirs', conflict: { fields: [{ field: 'phone', mine: '1' }] } },
  });
  expect(office.all(institutionKind)).toHaveLength(1);
  expect(told(office)).toHaveLength(1);
});

test('a row that changes a record merges like an amendment and carries the import', async () => {
  const office = new MemoryOffice().seed(institutionKind, institution).seed(appraiserKind, anAppraiser());
  const changes = changesBetween(institutionPolicy, institution, { ...institution, phone: '1' });
  const row = { kind: 'changed-institution' as const, id: institution.id, changes };
  expect(await office.act(importRow, { importId: IMPORT, row }, LEAD)).toEqual(applied);
  const moved = {
    kind: 'changed-appraiser' as const,
    id: anAppraiser().id,
    changes: changesBetween(
      { kind: appraiserKind as never, fields: { title: { legal: false, both: null } } },
      anAppraiser(),
      anAppraiser({ title: 'senior' }),
    ),
  };
  expect(await office.act(importRow, { importId: IMPORT, row: moved }, LEAD)).toEqual(applied);
  const alone = {
    kind: 'new-appraiser' as const,
    appraiser: anAppraiser({ id: 'X' as RecordId, institutionId: 'NO' as RecordId }),
  };
  expect(await office.act(importRow, { importId: IMPORT, row: alone }, LEAD)).toMatchObject({
    error: { kind: 'institution-missing' },
  });
  expect(told(office).map((one) => [one[0], one[4], one[5]])).toEqual([
    ['institutions', IMPORT, ['phone']],
    ['appraisers', IMPORT, ['title']],
  ]);
});

test('an amendment of today tells what it changed', async () => {
  const office = new MemoryOffice().seed(institutionKind, institution);
  const changes = changesBetween(institutionPolicy, institution, { ...institution, phone: '1' });
  await office.act(amendInstitution, { id: institution.id, changes }, LEAD);
  expect(office.all(registerEventKind)[0]?.fields).toEqual([
    { field: 'phone', from: institution.phone, to: '1' },
  ]);
});
