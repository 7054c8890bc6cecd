import { expect, test } from 'vitest';
import { anInstitution, LEAD } from '../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../test/support/memory-office.ts';
import type { CivilDate } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import { appraiserKind, type Appraiser } from './appraiser.ts';
import { institutionKind } from './institution.ts';
import { registerAppraiser, registerInstitution } from './mutations.ts';

const appraiser: Appraiser = {
  id: 'APP-1' as RecordId,
  prefectureCode: '653100',
  institutionId: 'INS-1' as RecordId,
  name: { zh: '某某', ug: 'پالانى' },
  certificateNo: '6531001001',
  certificateValidTo: '2027-01-01' as CivilDate,
  title: 'intermediate',
  fullTime: true,
  categories: ['forensic-medicine'],
  state: 'practising',
};

test('an institution is entered once', async () => {
  const office = new MemoryOffice();
  expect((await office.act(registerInstitution, { institution: anInstitution() }, LEAD)).ok).toBe(true);
  expect(await office.act(registerInstitution, { institution: anInstitution({ phone: '1' }) }, LEAD)).toEqual(
    {
      ok: false,
      error: { kind: 'already-registered', id: 'INS-1' },
    },
  );
  expect(office.get(institutionKind, 'INS-1' as RecordId)).toEqual(anInstitution());
});

test('an appraiser belongs to an institution of the register', async () => {
  const office = new MemoryOffice();
  expect(await office.act(registerAppraiser, { appraiser }, LEAD)).toEqual({
    ok: false,
    error: { kind: 'institution-missing', id: 'INS-1' },
  });
  office.seed(institutionKind, anInstitution());
  expect((await office.act(registerAppraiser, { appraiser }, LEAD)).ok).toBe(true);
  expect(office.all(appraiserKind)).toEqual([appraiser]);
});

test('an appraiser is entered once', async () => {
  const office = new MemoryOffice().seed(institutionKind, anInstitution()).seed(appraiserKind, appraiser);
  expect(await office.act(registerAppraiser, { appraiser }, LEAD)).toEqual({
    ok: false,
    error: { kind: 'already-registered', id: 'APP-1' },
  });
});
