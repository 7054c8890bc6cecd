import { describe, expect, test } from 'vitest';
import businessScope from '../../../resources/domain/business-scope.json' with { type: 'json' };
import leadTimes from '../../../resources/domain/lead-times.json' with { type: 'json' };
import { anInstitution } from '../../../test/support/inspection-builders.ts';
import { anAppraiser, aCertificate } from '../../../test/support/register-builders.ts';
import type { CivilDate } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import { noAppraiserFacts } from './appraiser-facts.ts';
import { BusinessScope, scopeEntries } from './business-scope.ts';
import { certificateState } from './certificate.ts';
import { isSmall, noInstitutionFacts } from './institution-facts.ts';
import { lastUsefulDayOf, nearEnd } from './lead-day.ts';
import { LeadTimes } from './lead-times.ts';
import { registerWarnings, type RegisterRecords } from './warnings.ts';

const TIMES = LeadTimes.parse(leadTimes);
const SCOPE = BusinessScope.parse(businessScope);
const day = (text: string): CivilDate => text as CivilDate;
const TODAY = day('2026-06-01');
const institution = anInstitution({ licenceValidTo: day('2030-01-01') });
const nothing: RegisterRecords = {
  institutions: [institution],
  appraisers: [],
  institutionFacts: [],
  appraiserFacts: [],
  certificates: [],
};
const kinds = (over: Partial<RegisterRecords>, today = TODAY) =>
  registerWarnings({ ...nothing, ...over }, TIMES, SCOPE, today).map(({ kind, about, near, count }) => [
    kind,
    about,
    near?.stage ?? null,
    count,
  ]);

test('a quiet register asks for nothing', () => {
  expect(kinds({})).toEqual([]);
});

test('the last useful day of a CMA certificate is three months before its end, also from a long month', () => {
  expect(lastUsefulDayOf(day('2026-12-20'), TIMES.cma)).toBe('2026-09-20');
  expect(lastUsefulDayOf(day('2027-05-31'), TIMES.cma)).toBe('2027-02-28');
  expect(lastUsefulDayOf(day('2026-12-20'), TIMES.cnas)).toBeNull();
});

test.each([
  ['2026-05-31', 'ended'],
  ['2026-06-01', 'too-late'],
  ['2026-06-30', 'too-late'],
  ['2026-07-01', 'daily'],
  ['2026-07-15', 'daily'],
  ['2026-07-16', 45],
  ['2026-07-31', 60],
  ['2026-11-28', 180],
  ['2026-11-29', undefined],
])('a licence valid to %s stands at %s on 1 June', (validTo, stage) => {
  expect(nearEnd(day(validTo), TODAY, TIMES.licence)?.stage).toBe(stage);
});

describe('what the register asks for', () => {
  test('insurance, calibration and a suspension that ends', () => {
    const facts = {
      ...noInstitutionFacts(institution),
      insurance: { insurer: '某保险', sumFen: 100, validTo: day('2026-06-20') },
      suspendedTo: day('2026-06-08'),
      equipment: [
        {
          name: '气相色谱仪',
          model: '',
          serial: '',
          calibratedOn: null,
          calibrationValidTo: day('2026-05-01'),
          keeper: '',
        },
      ],
    };
    const suspended = { ...institution, state: 'suspended' as const };
    expect(kinds({ institutions: [suspended], institutionFacts: [facts] })).toEqual([
      ['calibration', '气相色谱仪', 'ended', null],
      ['suspension', '', 7, null],
      ['insurance', '', 'daily', null],
    ]);
    expect(
      kinds({ institutions: [{ ...institution, state: 'cancelled' }], institutionFacts: [facts] }),
    ).toEqual([]);
  });

  test('fewer than three appraisers in an item, counted by item where items are entered', () => {
    const staff = ['A', 'B', 'C'].map((id) => anAppraiser({ id: id as RecordId }));
    expect(kinds({ appraisers: staff })).toEqual([]);
    expect(kinds({ appraisers: staff.slice(1) })).toEqual([['too-few-appraisers', 'FM', null, 2]]);
    const facts = { ...noInstitutionFacts(institution), scope: ['FM01', 'FM0201'] };
    const only = { ...noAppraiserFacts(staff[0] ?? anAppraiser()), items: ['FM01'] };
    expect(kinds({ appraisers: staff, institutionFacts: [facts], appraiserFacts: [only] })).toEqual([
      ['too-few-appraisers', 'FM0201', null, 2],
    ]);
  });

  test('a laboratory item without a certificate in force', () => {
    const facts = { ...noInstitutionFacts(institution), scope: ['FM01', 'FM0501'] };
    expect(kinds({ institutionFacts: [facts] })).toEqual([['accreditation-missing', 'FM0501', null, null]]);
    const certificate = aCertificate({ items: ['FM05'] });
    expect(kinds({ institutionFacts: [facts], certificates: [certificate] })).toEqual([]);
  });

  test('training hours that are short, from 1 October', () => {
    const staff = ['A', 'B', 'C'].map((id) =>
      anAppraiser({ id: id as RecordId, certificateValidTo: day('2030-01-01') }),
    );
    const facts = staff.map((one) => ({
      ...noAppraiserFacts(one),
      training: [{ year: 2026, hours: one.id === 'A' ? 24 : 40 }],
    }));
    expect(kinds({ appraisers: staff, appraiserFacts: facts }, day('2026-09-30'))).toEqual([]);
    expect(kinds({ appraisers: staff, appraiserFacts: facts }, day('2026-10-01'))).toEqual([
      ['training', '2026', null, 16],
    ]);
    expect(kinds({ appraisers: staff, appraiserFacts: [] }, day('2026-10-01'))).toEqual([]);
  });
});

test('how a certificate stands follows from its standing and its dates', () => {
  const at = (today: string, over = {}) =>
    certificateState(aCertificate(over), day(today), day('2031-07-01'));
  expect([at('2027-01-01'), at('2031-07-01'), at('2032-01-01')]).toEqual(['valid', 'expiring', 'expired']);
  expect(at('2027-01-01', { standing: 'suspended' })).toBe('suspended');
});

test('an institution of five or fewer is small, whoever assists', () => {
  const of = (fullTime: number, partTime: number) =>
    isSmall(anInstitution({ staff: { fullTime, partTime, assistants: 9 } }), TIMES.smallInstitutionAtMost);
  expect([of(3, 2), of(4, 2)]).toEqual([true, false]);
});

test('every code of the business list is unique and lies under its group', () => {
  const codes = scopeEntries(SCOPE).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes).toContain('PE0211');
});
