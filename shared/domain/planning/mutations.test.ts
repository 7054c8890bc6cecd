import { expect, test } from 'vitest';
import { anInstitution, LEAD, PARTNER, PREFECTURE } from '../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../test/support/memory-office.ts';
import { anItemVersion, anOfficer, aPlan, HEAD } from '../../../test/support/planning-builders.ts';
import type { CivilDate } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import type { MutationOutcome } from '../../lib/mutation.ts';
import { officerKind } from '../org/officer.ts';
import { institutionKind } from '../registry/institution.ts';
import { inspectionItemKind, ItemContent, itemsOn } from './inspection-item.ts';
import { InspectorContent, inspectorKind } from './inspector.ts';
import {
  amendInspector,
  approvePlan,
  closeInspector,
  draftPlan,
  publishItemVersion,
  publishPlan,
  registerInspector,
} from './mutations.ts';
import { PlanContent, planKind } from './plan.ts';

const ON = '2026-01-05' as CivilDate;
const PLAN = 'plan-1' as RecordId;
const keysOf = (schema: { readonly shape: object }): ReadonlySet<string> =>
  new Set(Object.keys(schema.shape));
const only = (record: object, keys: ReadonlySet<string>): object =>
  Object.fromEntries(Object.entries(record).filter(([key]) => keys.has(key)));
const refusalOf = (outcome: MutationOutcome): unknown => (outcome.ok ? null : outcome.error);

const itemContent = ItemContent.parse(only(anItemVersion(), keysOf(ItemContent)));
const planContent = PlanContent.parse(only(aPlan(), keysOf(PlanContent)));

test('versions of an item follow one another, and each day has the newest that has begun', async () => {
  const at = new MemoryOffice();
  const publish = (version: number, validFrom: string): Promise<MutationOutcome> =>
    at.act(
      publishItemVersion,
      {
        prefectureCode: PREFECTURE,
        content: itemContent,
        version,
        validFrom: validFrom as CivilDate,
        validTo: null,
        publishedOn: ON,
        publishedWhere: '局网站',
      },
      HEAD,
    );
  expect((await publish(1, '2026-01-01')).ok).toBe(true);
  expect(refusalOf(await publish(1, '2026-02-01'))).toEqual({
    kind: 'item-version-taken',
    version: 1,
    newest: 1,
  });
  expect(refusalOf(await publish(2, '2026-01-01'))).toEqual({
    kind: 'value-not-allowed',
    field: 'validFrom',
  });
  expect((await publish(2, '2026-06-01')).ok).toBe(true);
  const all = at.all(inspectionItemKind);
  expect(itemsOn(all, '2025-12-31' as CivilDate)).toEqual([]);
  expect(itemsOn(all, '2026-05-31' as CivilDate).map(({ version }) => version)).toEqual([1]);
  expect(itemsOn(all, '2026-06-01' as CivilDate).map(({ version }) => version)).toEqual([2]);
});

test('two who change different fields of an inspector both count; the same field is refused and told', async () => {
  const at = new MemoryOffice().seed(institutionKind, anInstitution());
  const first = InspectorContent.parse({
    name: { zh: '某某', ug: 'پالانى' },
    unit: { zh: '司法局', ug: 'ئەدلىيە ئىدارىسى' },
    certNo: '1',
    certValidTo: '2027-01-01',
    fields: [],
    languages: ['zh'],
    conflicts: [],
  });
  const id = LEAD as string as RecordId;
  const amend = (after: Partial<InspectorContent>): Promise<MutationOutcome> =>
    at.act(amendInspector, { id, before: first, after: { ...first, ...after }, on: ON }, HEAD);
  await at.act(registerInspector, { id, prefectureCode: PREFECTURE, content: first, on: ON }, HEAD);
  expect((await amend({ certNo: '2' })).ok).toBe(true);
  expect((await amend({ languages: ['zh', 'ug'] })).ok).toBe(true);
  expect(refusalOf(await amend({ certNo: '3' }))).toEqual({ kind: 'changed-meanwhile', field: 'certNo' });
  await at.act(closeInspector, { id, active: false, reason: '调离', on: ON }, HEAD);
  expect(at.get(inspectorKind, id)).toMatchObject({ certNo: '2', languages: ['zh', 'ug'], active: false });
  expect(at.get(inspectorKind, id)?.events.map(({ kind }) => kind)).toEqual([
    'registered',
    'amended',
    'amended',
    'closed',
  ]);
});

function planning(): MemoryOffice {
  return new MemoryOffice()
    .seed(inspectionItemKind, anItemVersion())
    .seed(officerKind, anOfficer(LEAD, ['section-head']), anOfficer(HEAD, ['bureau-head']));
}
const draft = (at: MemoryOffice, seen: number, over = {}): Promise<MutationOutcome> =>
  at.act(
    draftPlan,
    { planId: PLAN, prefectureCode: PREFECTURE, content: { ...planContent, ...over }, seen, on: ON },
    LEAD,
  );

test('a plan is approved by another head, then published; nothing of it changes any more', async () => {
  const at = planning();
  expect((await draft(at, 0)).ok).toBe(true);
  const approve = (actor: typeof LEAD): Promise<MutationOutcome> =>
    at.act(approvePlan, { planId: PLAN, seen: 1, on: ON, note: '' }, actor);
  const publish = (): Promise<MutationOutcome> =>
    at.act(publishPlan, { planId: PLAN, on: ON, where: '局网站', link: '' }, PARTNER);
  expect(refusalOf(await publish())).toEqual({ kind: 'step-not-allowed', step: 'publish', state: 'drafted' });
  expect(refusalOf(await approve(LEAD))).toEqual({ kind: 'approver-is-drafter' });
  expect((await approve(HEAD)).ok).toBe(true);
  expect(refusalOf(await draft(at, 2))).toMatchObject({ kind: 'step-not-allowed', state: 'approved' });
  expect((await publish()).ok).toBe(true);
  expect(at.get(planKind, PLAN)?.events.map(({ kind }) => kind)).toEqual([
    'drafted',
    'approved',
    'published',
  ]);
});

test('where nobody else may approve the drafter does, and it is noted', async () => {
  const at = planning().seed(officerKind, anOfficer(HEAD, ['inspector']));
  await draft(at, 0);
  expect((await at.act(approvePlan, { planId: PLAN, seen: 1, on: ON, note: '' }, LEAD)).ok).toBe(true);
  expect(at.get(planKind, PLAN)?.events.at(-1)).toMatchObject({ kind: 'approved', alone: true });
});

test('what was drafted again meanwhile is neither overwritten nor approved unseen', async () => {
  const at = planning();
  await draft(at, 0);
  expect(refusalOf(await draft(at, 0, { title: '另一份' }))).toEqual({
    kind: 'changed-meanwhile',
    field: 'plan',
  });
  await draft(at, 1, { title: '第二稿' });
  expect(refusalOf(await at.act(approvePlan, { planId: PLAN, seen: 1, on: ON, note: '' }, HEAD))).toEqual({
    kind: 'changed-meanwhile',
    field: 'plan',
  });
  await draft(at, 2, { title: '' });
  expect(
    refusalOf(await at.act(approvePlan, { planId: PLAN, seen: 3, on: ON, note: '' }, HEAD)),
  ).toMatchObject({
    kind: 'step-incomplete',
    missing: 'title',
  });
});
