import { expect, test } from 'vitest';
import rules from '../../../resources/domain/proficiency-rules.json' with { type: 'json' };
import { anInstitution } from '../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../test/support/memory-office.ts';
import type { CivilDate } from '../../lib/dates.ts';
import type { OfficerId, RecordId } from '../../lib/ids.ts';
import { institutionKind } from '../registry/institution.ts';
import { proficiencyAlerts, ProficiencyRules } from './alerts.ts';
import { planProficiencyTest, stepProficiencyTest } from './mutations.ts';
import {
  nextStates,
  proficiencyTestKind,
  type ProficiencyResult,
  type ProficiencyState,
} from './proficiency-test.ts';

const WHO = 'officer-1' as OfficerId;
const TEST = 'PT-1' as RecordId;
const institution = anInstitution();
const RULES = ProficiencyRules.parse(rules);
const day = (text: string) => text as CivilDate;

async function planned(registerBy: CivilDate | null = null): Promise<MemoryOffice> {
  const office = new MemoryOffice().seed(institutionKind, institution);
  const plan = {
    id: TEST,
    prefectureCode: institution.prefectureCode,
    institutionId: institution.id,
    year: 2026,
    provider: '某能力验证提供者',
    itemCode: 'PT-FM-01',
    category: 'forensic-medicine' as const,
    registerBy,
  };
  await office.act(planProficiencyTest, { test: plan, on: day('2026-01-10') }, WHO);
  return office;
}

const step = (
  office: MemoryOffice,
  to: ProficiencyState,
  on: string,
  result: ProficiencyResult | null = null,
) => office.act(stepProficiencyTest, { testId: TEST, to, result, text: '', on: day(on) }, WHO);

test('a failed test goes on to rectification and re-test; one that was not met is proposed to the region', async () => {
  const office = await planned();
  const way: ProficiencyState[] = ['registered', 'received', 'returned'];
  for (const to of way) expect((await step(office, to, '2026-02-01')).ok).toBe(true);
  expect((await step(office, 'result', '2026-03-01', 'fail')).ok).toBe(true);
  for (const to of ['rectifying', 're-tested', 'not-met', 'proposed'] as const)
    expect((await step(office, to, '2026-04-01')).ok).toBe(true);
  const done = office.get(proficiencyTestKind, TEST);
  expect(done?.events.map((event) => event.kind)).toEqual([
    'planned',
    ...way,
    'result',
    'rectifying',
    're-tested',
    'not-met',
    'proposed',
  ]);
  expect(done && nextStates(done)).toEqual([]);
});

test('no step is skipped, none goes back in time, a good result ends the test, a result has its own step', async () => {
  const office = await planned();
  expect(await step(office, 'returned', '2026-02-01')).toMatchObject({
    error: { kind: 'proficiency-state' },
  });
  expect(await step(office, 'registered', '2026-01-01')).toMatchObject({
    error: { kind: 'value-not-allowed' },
  });
  await step(office, 'registered', '2026-02-01');
  await step(office, 'received', '2026-02-02');
  expect(await step(office, 'result', '2026-02-03', 'pass')).toMatchObject({
    error: { kind: 'proficiency-state' },
  });
  await step(office, 'returned', '2026-02-03');
  expect(await step(office, 'result', '2026-02-04')).toMatchObject({ error: { kind: 'value-not-allowed' } });
  await step(office, 'result', '2026-02-04', 'satisfactory');
  expect(await step(office, 'rectifying', '2026-02-05')).toMatchObject({
    error: { kind: 'proficiency-state' },
  });
});

test('alerts come at their lead times: no test in the cycle, registration closing, result missing, no plan after a failure', async () => {
  const alertsOf = (office: MemoryOffice, today: string) =>
    proficiencyAlerts([institution], office.all(proficiencyTestKind), day(today), RULES);
  const none = new MemoryOffice();
  expect(alertsOf(none, '2026-05-01')).toEqual([
    { kind: 'no-participation', institutionId: institution.id, category: 'forensic-medicine' },
  ]);
  const office = await planned(day('2026-03-31'));
  expect(alertsOf(office, '2026-02-28')).toEqual([]);
  expect(alertsOf(office, '2026-03-01')).toMatchObject([{ kind: 'registration-closes', days: 30 }]);
  for (const to of ['registered', 'received', 'returned'] as const) await step(office, to, '2026-04-01');
  expect(alertsOf(office, '2026-05-30')).toEqual([]);
  expect(alertsOf(office, '2026-05-31')).toMatchObject([{ kind: 'result-missing', days: 0 }]);
  await step(office, 'result', '2026-06-01', 'fail');
  expect(alertsOf(office, '2026-06-10')).toMatchObject([{ kind: 'plan-missing', days: 6 }]);
  await step(office, 'rectifying', '2026-06-11');
  expect(alertsOf(office, '2026-06-12')).toEqual([]);
  expect(alertsOf(office, '2027-06-12')).toMatchObject([{ kind: 'no-participation' }]);
});
