import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anInstitution } from '../../../test/support/inspection-builders.ts';
import { anInspector, aPlan, aTask } from '../../../test/support/planning-builders.ts';
import type { CivilDate } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import { INSTITUTION_STATES } from '../registry/institution.ts';
import {
  apportion,
  inspectionsInYear,
  LIVE_RULES,
  inspectorPool,
  targetPool,
  type InstitutionFacts,
} from './pools.ts';

const TODAY = '2026-04-01' as CivilDate;
const none = new Map<RecordId, InstitutionFacts>();
const facts = (over: Partial<InstitutionFacts>): InstitutionFacts => ({
  integrityGrade: null,
  complaints: 0,
  failedProficiency: false,
  overdueRectifications: 0,
  qualityGrade: null,
  otherVisits: 0,
  ...over,
});
const institution = (id: string, over = {}): ReturnType<typeof anInstitution> =>
  anInstitution({ id: id as RecordId, ...over });

test('whoever does not practise is left out, each with the reason', () => {
  const pool = targetPool(
    aPlan(),
    [
      institution('E', { licenceValidTo: '2026-03-31' }),
      institution('A'),
      institution('B', { state: 'suspended' }),
      institution('C', { state: 'cancelled' }),
      institution('D', { state: 'renewing', licenceValidTo: '2026-03-31' }),
    ],
    none,
    [],
    TODAY,
  );
  expect(pool.entries).toEqual([
    { id: 'A', weight: 1 },
    { id: 'D', weight: 1 },
  ]);
  expect(pool.exclusions).toEqual([
    { id: 'B', reason: 'suspended' },
    { id: 'C', reason: 'cancelled' },
    { id: 'E', reason: 'expired' },
  ]);
  expect(pool.count).toBe(1);
});

test('a task of this plan, and any task or visit up to the cap, keeps an institution out of the pool', () => {
  const plan = aPlan({ yearlyCap: 2 });
  const other = aTask({ id: 'task-2' as RecordId, planId: null, institutionId: 'B' as RecordId });
  const pool = targetPool(
    plan,
    [institution('A'), institution('B'), institution('C')],
    new Map([['B' as RecordId, facts({ otherVisits: 1 })]]),
    [
      aTask({ institutionId: 'A' as RecordId }),
      other,
      aTask({ institutionId: 'C' as RecordId, state: 'voided' }),
    ],
    TODAY,
  );
  expect(pool.exclusions).toEqual([
    { id: 'A', reason: 'already-drawn' },
    { id: 'B', reason: 'cap-reached' },
  ]);
  expect(pool.entries.map(({ id }) => id)).toEqual(['C']);
});

test('without rules all weigh the same; with rules a weight is what the printed rules say', () => {
  const all = [institution('A'), institution('B'), institution('C')];
  const known = new Map([
    ['A' as RecordId, facts({ integrityGrade: 'D', complaints: 3 })],
    ['B' as RecordId, facts({ integrityGrade: 'A' })],
  ]);
  expect(targetPool(aPlan(), all, known, [], TODAY).entries.map(({ weight }) => weight)).toEqual([1, 1, 1]);
  const pool = targetPool(
    aPlan({
      weightRules: [
        { rule: 'low-grade', add: 10 },
        { rule: 'complaints', add: 5 },
        { rule: 'grade-a', add: -5 },
      ],
    }),
    all,
    known,
    [],
    TODAY,
  );
  expect(pool.entries.map(({ weight }) => weight)).toEqual([25, 5, 10]);
  expect(pool.weighedBy.get('A' as RecordId)?.map(({ rule }) => rule)).toEqual(['low-grade', 'complaints']);
});

test('every rule that can be picked weighs by its records, and puts an institution among the high risks', () => {
  const known = new Map([
    ['A' as RecordId, facts({ failedProficiency: true })],
    ['B' as RecordId, facts({ overdueRectifications: 1 })],
    ['C' as RecordId, facts({ qualityGrade: 'fail' })],
    ['D' as RecordId, facts({ qualityGrade: 'pass' })],
  ]);
  const weightRules = LIVE_RULES.map((rule, at) => ({ rule, add: at + 1 }));
  const all = ['A', 'B', 'C', 'D', 'E'].map((id) => institution(id));
  const pool = targetPool(aPlan({ weightRules, layerBy: 'risk' }), all, known, [], TODAY);
  expect(pool.entries.map(({ weight }) => weight)).toEqual([11, 12, 13, 10, 10]);
  expect(pool.layers.map(({ key, entries }) => [key, entries.map(({ id }) => id)])).toEqual([
    ['high', ['A', 'B', 'C']],
    ['ordinary', ['D', 'E']],
  ]);
});

test('layers share out exactly the number that is drawn', () => {
  const pool = targetPool(
    aPlan({ layerBy: 'county', amount: { kind: 'number', count: 4 } }),
    ['A', 'B', 'C', 'D', 'E', 'F'].map((id, at) =>
      institution(id, { countyCode: at < 4 ? '653101' : '653121' }),
    ),
    none,
    [],
    TODAY,
  );
  expect(pool.layers.map(({ key, count, entries }) => [key, count, entries.length])).toEqual([
    ['653101', 3, 4],
    ['653121', 1, 2],
  ]);
});

test('however plan, register and tasks look, the pool never goes over the yearly cap and loses nobody', () =>
  fc.assert(
    fc.property(
      fc.record({
        cap: fc.integer({ min: 1, max: 3 }),
        percent: fc.integer({ min: 1, max: 100 }),
        states: fc.array(fc.constantFrom(...INSTITUTION_STATES), { maxLength: 12 }),
        made: fc.array(
          fc.record({ at: fc.nat(11), isVoided: fc.boolean(), year: fc.constantFrom('2025', '2026') }),
          { maxLength: 20 },
        ),
        layerBy: fc.constantFrom('none' as const, 'county' as const, 'category' as const, 'risk' as const),
      }),
      ({ cap, percent, states, made, layerBy }) => {
        const plan = aPlan({ yearlyCap: cap, layerBy, amount: { kind: 'share', percent } });
        const register = states.map((state, at) => institution(`I${at}`, { state }));
        const tasks = made.map(({ at, isVoided, year }, number) =>
          aTask({
            id: `t${number}` as RecordId,
            planId: null,
            institutionId: `I${at}` as RecordId,
            state: isVoided ? 'voided' : 'created',
            events: [{ ...aTask().events[0]!, on: `${year}-02-01` as CivilDate }],
          }),
        );
        const pool = targetPool(plan, register, none, tasks, TODAY);
        for (const { id } of pool.entries)
          expect(inspectionsInYear(id, 2026, tasks) + 1).toBeLessThanOrEqual(cap);
        expect(pool.entries.length + pool.exclusions.length).toBe(register.length);
        expect(pool.count).toBeLessThanOrEqual(pool.entries.length);
        expect(pool.layers.reduce((sum, { count }) => sum + count, 0)).toBe(pool.count);
        for (const { count, entries } of pool.layers) expect(count).toBeLessThanOrEqual(entries.length);
        const again = targetPool(plan, register.toReversed(), none, tasks.toReversed(), TODAY);
        expect(again.entries).toEqual(pool.entries);
      },
    ),
  ));

test('apportioning gives away everything and nobody more than they have', () =>
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 15 }), fc.nat(), (sizes, wish) => {
      const all = sizes.reduce((sum, size) => sum + size, 0);
      const total = all === 0 ? 0 : wish % (all + 1);
      const shares = apportion(total, sizes);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
      shares.forEach((share, at) => expect(share).toBeLessThanOrEqual(sizes[at] ?? 0));
    }),
  ));

test('an inspector with a conflict, without a valid certificate or out of service is left out with the reason', () => {
  const conflict = (reason: 'relative' | 'former-employment', to: string | null): object => ({
    conflicts: [{ institutionId: 'INS-1', reason, from: '2020-01-01', to }],
  });
  const pool = inspectorPool(
    aPlan({ formerEmploymentYears: 3 }),
    [
      anInspector('F', conflict('former-employment', '2023-03-31')),
      anInspector('A'),
      anInspector('B', { active: false }),
      anInspector('C', { certValidTo: '2026-03-31' as CivilDate }),
      anInspector('D', conflict('relative', null)),
      anInspector('E', conflict('former-employment', '2023-04-01')),
      anInspector('G', { prefectureCode: '652900' }),
      anInspector('H', conflict('relative', '2026-03-31')),
    ],
    TODAY,
    { id: 'INS-1' as RecordId },
  );
  expect(pool.entries.map(({ id }) => id)).toEqual(['A', 'F', 'H']);
  expect(pool.exclusions).toEqual([
    { id: 'B', reason: 'inactive' },
    { id: 'C', reason: 'certificate-expired' },
    { id: 'D', reason: 'relative' },
    { id: 'E', reason: 'former-employment' },
    { id: 'G', reason: 'other-prefecture' },
  ]);
});
