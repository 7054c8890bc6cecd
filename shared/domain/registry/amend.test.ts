import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anInstitution, LEAD, PARTNER } from '../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../test/support/memory-office.ts';
import type { CivilDate } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import { changesBetween, institutionPolicy, mergeFields, same, valueOf } from './amend.ts';
import { institutionKind, type Institution } from './institution.ts';
import { amendInstitution } from './mutations.ts';

const ID = 'INS-1' as RecordId;
const base = anInstitution();

function amendment(over: Partial<Institution>, from: Institution = base) {
  return { id: ID, changes: changesBetween(institutionPolicy, from, { ...from, ...over }) };
}

test('fields nobody else touched merge, and the same value from two officers is no conflict', async () => {
  const office = new MemoryOffice().seed(institutionKind, base);
  const name = { zh: '新名称', ug: 'يېڭى نام' };
  expect(await office.act(amendInstitution, amendment({ phone: '1', name }), LEAD)).toEqual({
    ok: true,
    value: { kind: 'applied' },
  });
  expect(
    await office.act(amendInstitution, amendment({ countyCode: '653122', phone: '1' }), PARTNER),
  ).toEqual({
    ok: true,
    value: { kind: 'applied' },
  });
  expect(office.get(institutionKind, ID)).toEqual({ ...base, name, phone: '1', countyCode: '653122' });
});

test('a field somebody set to something else stays, and is a conflict; the other fields are taken', async () => {
  const office = new MemoryOffice().seed(institutionKind, base);
  await office.act(amendInstitution, amendment({ phone: '1' }), LEAD);
  const outcome = await office.act(
    amendInstitution,
    amendment({ phone: '2', countyCode: '653122' }),
    PARTNER,
  );
  expect(outcome).toEqual({
    ok: true,
    value: {
      kind: 'merged',
      kept: 'both',
      conflict: {
        table: 'institutions',
        recordId: ID,
        fields: [{ field: 'phone', base: base.phone, mine: '2', theirs: '1' }],
      },
    },
  });
  expect(office.get(institutionKind, ID)).toEqual({ ...base, phone: '1', countyCode: '653122' });
});

test('legal fields are never merged by machine: a change of another one, or to the same value, is a conflict', async () => {
  const office = new MemoryOffice().seed(institutionKind, base);
  await office.act(amendInstitution, amendment({ state: 'suspended' }), LEAD);
  const outcome = await office.act(
    amendInstitution,
    amendment({ licenceValidTo: '2030-01-01' as CivilDate, phone: '3' }),
    PARTNER,
  );
  expect(outcome.ok && outcome.value.kind === 'merged' && outcome.value.conflict?.fields).toEqual([
    { field: 'licenceValidTo', base: '2027-01-01', mine: '2030-01-01', theirs: '2027-01-01' },
    { field: 'state', base: 'in-practice', mine: 'in-practice', theirs: 'suspended' },
  ]);
  expect(office.get(institutionKind, ID)).toEqual({ ...base, state: 'suspended', phone: '3' });
  const again = await office.act(amendInstitution, amendment({ state: 'suspended' }), PARTNER);
  expect(again.ok && again.value.kind).toBe('merged');
});

test('a legal change that does not say what the officer saw of the other legal fields is not readable', () => {
  const changes = [{ field: 'state', from: 'in-practice', to: 'suspended' }];
  expect(amendInstitution.args.safeParse({ id: ID, changes }).success).toBe(false);
  expect(
    amendInstitution.args.safeParse({ id: ID, changes: [{ field: 'id', from: 'a', to: 'b' }] }).success,
  ).toBe(false);
});

test('a value that does not fit is refused, and so is an institution nobody knows', async () => {
  const office = new MemoryOffice().seed(institutionKind, base);
  const changes = [{ field: 'phone', from: base.phone, to: 7 }];
  expect(await office.act(amendInstitution, { id: ID, changes }, LEAD)).toEqual({
    ok: false,
    error: { kind: 'value-not-allowed', field: 'phone' },
  });
  expect(
    await office.act(amendInstitution, { ...amendment({ phone: '1' }), id: 'X' as RecordId }, LEAD),
  ).toEqual({
    ok: false,
    error: { kind: 'institution-missing', id: 'X' },
  });
});

const edits = (): fc.Arbitrary<Partial<Institution>> =>
  fc.record(
    {
      phone: fc.constantFrom('1', '2', base.phone),
      countyCode: fc.constantFrom('653101', '653122'),
      state: fc.constantFrom('in-practice' as const, 'suspended' as const),
      licenceNo: fc.constantFrom('653100001', '9'),
    },
    { requiredKeys: [] },
  );

test('whatever two officers change, each field ends as one of them wanted, and nothing is lost without a conflict', () => {
  fc.assert(
    fc.property(edits(), edits(), (first, second) => {
      const theirs = { ...base, ...first };
      const changes = changesBetween(institutionPolicy, base, { ...base, ...second });
      const { taken, conflicts } = mergeFields(institutionPolicy, theirs, changes);
      const after = { ...theirs, ...taken } as Institution;
      for (const { field, from, to } of changes) {
        if (same(from, to)) continue;
        const disputed = conflicts.some((conflict) => conflict.field === field);
        expect(disputed || same(valueOf(after, field), to)).toBe(true);
        expect(disputed && taken[field] !== undefined).toBe(false);
      }
      for (const field of Object.keys(institutionPolicy.fields))
        if (!changes.some((change) => change.field === field && !same(change.from, change.to)))
          expect(same(valueOf(after, field), valueOf(theirs, field))).toBe(true);
    }),
  );
});
