import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  aFinding,
  anInspection,
  anInstitution,
  LEAD,
  PARTNER,
  PREFECTURE,
  VISIT_ID,
} from '../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../test/support/memory-office.ts';
import {
  aDraw,
  anInspector,
  anItemVersion,
  anOfficer,
  aPlan,
  aTask,
  HEAD,
} from '../../../test/support/planning-builders.ts';
import { instantOf, type CivilDate } from '../../lib/dates.ts';
import type { OfficerId, RecordId } from '../../lib/ids.ts';
import type { Mutation, MutationOutcome } from '../../lib/mutation.ts';
import { drawKind } from '../draw/draw.ts';
import { findingKind, inspectionKind, type Inspection } from '../inspections/inspection.ts';
import { visitFormKind } from '../inspections/visit-forms.ts';
import { officerKind } from '../org/officer.ts';
import { institutionKind } from '../registry/institution.ts';
import { inspectionItemKind } from './inspection-item.ts';
import { inspectorKind } from './inspector.ts';
import { planKind } from './plan.ts';
import type { DataOf, StepName } from './step-data.ts';
import * as acts from './task-mutations.ts';
import { inspectionTaskKind, TASK_STATES, type InspectionTask, type TaskState } from './task.ts';

const ON = '2026-09-28' as CivilDate;
const TASK = 'task-1' as RecordId;

const DATA: { readonly [S in StepName]: Omit<DataOf<S>, 'step' | 'on'> } = {
  approve: { unannounced: false, note: '' },
  notify: {
    unannounced: false,
    visitOn: ON,
    content: '执业活动检查',
    papers: '许可证',
    rightsTold: true,
    servedHow: 'in-person',
    servedTo: '办公室',
  },
  'start-visit': { visitId: VISIT_ID },
  'record-failed-visit': { result: 'refused', text: '拒绝', witness: '居委会' },
  sign: {},
  conclude: { result: 'no-problem', text: '未发现问题', movedTo: '' },
  'feed-back': { servedTo: '办公室', servedHow: 'in-person', proof: '送达回证' },
  publish: { where: '局网站', link: '', text: '未发现问题' },
  rectify: {},
  recheck: { text: '已复查' },
  'close-archive': { files: [{ title: '检查笔录', pages: 3 }], place: '一号柜' },
  'replace-officers': { officers: [PARTNER, LEAD], reason: '申请回避' },
  correct: { corrects: 0, text: '更正' },
  void: { reason: '抽取有误' },
};

const ACTS: { readonly [S in StepName]: Mutation<{ readonly taskId: RecordId; readonly data: DataOf<S> }> } =
  {
    approve: acts.approveTask,
    notify: acts.notifyTask,
    'start-visit': acts.startTaskVisit,
    'record-failed-visit': acts.recordFailedVisit,
    sign: acts.signTask,
    conclude: acts.concludeTask,
    'feed-back': acts.feedBackTask,
    publish: acts.publishTask,
    rectify: acts.rectifyTask,
    recheck: acts.recheckTask,
    'close-archive': acts.closeTask,
    'replace-officers': acts.replaceTaskOfficers,
    correct: acts.correctTask,
    void: acts.voidTask,
  };

function office(visit: 'in-progress' | 'sealed' = 'sealed'): MemoryOffice {
  return new MemoryOffice()
    .seed(institutionKind, anInstitution())
    .seed(
      officerKind,
      anOfficer(LEAD, ['inspector']),
      anOfficer(PARTNER, ['section-head']),
      anOfficer(HEAD, ['bureau-head']),
    )
    .seed(inspectorKind, anInspector(LEAD), anInspector(PARTNER))
    .seed(inspectionItemKind, anItemVersion())
    .seed(planKind, aPlan())
    .seed(drawKind, aDraw())
    .seed(inspectionKind, anInspection({ state: visit, sealedAt: instantOf(1_790_000_000_000) }))
    .seed(inspectionTaskKind, aTask());
}

function take<S extends StepName>(
  at: MemoryOffice,
  step: S,
  over: Partial<DataOf<S>> = {},
  actor: OfficerId = HEAD,
): Promise<MutationOutcome> {
  const data = { step, on: ON, ...DATA[step], ...over } as unknown as DataOf<S>;
  return at.act(ACTS[step] as Mutation<{ taskId: RecordId; data: DataOf<S> }>, { taskId: TASK, data }, actor);
}

const task = (at: MemoryOffice): InspectionTask => at.get(inspectionTaskKind, TASK)!;
const refusalOf = (outcome: MutationOutcome): unknown => (outcome.ok ? null : outcome.error);

const WAY = [
  'approve',
  'notify',
  'start-visit',
  'sign',
  'conclude',
  'feed-back',
  'publish',
  'close-archive',
] as const satisfies readonly StepName[];

test('the whole way from a made task to the archive, each step with who and when', async () => {
  const at = office();
  for (const step of WAY) expect(refusalOf(await take(at, step)), step).toBe(null);
  expect(task(at).state).toBe('archived');
  expect(task(at).events.map(({ kind }) => kind)).toEqual([
    'created',
    'approved',
    'drawn',
    'notified',
    'visit-started',
    'signed',
    'concluded',
    'fed-back',
    'published',
    'archived',
  ]);
});

/** What stands between two states on the way: the table of inspections.md section 4. */
const MAY_FOLLOW: Readonly<Partial<Record<TaskState, readonly TaskState[]>>> = {
  created: ['approved', 'voided'],
  approved: ['drawn', 'voided'],
  drawn: ['notified', 'voided'],
  notified: ['in-progress', 'voided'],
  'in-progress': ['signed', 'voided'],
  signed: ['concluded', 'voided'],
  concluded: ['fed-back', 'voided'],
  'fed-back': ['published', 'voided'],
  published: ['rectifying', 'archived', 'voided'],
  rectifying: ['rechecked', 'voided'],
  rechecked: ['archived', 'voided'],
};
const STATE_OF: Readonly<Partial<Record<string, TaskState>>> = {
  'visit-started': 'in-progress',
  'visit-failed': 'in-progress',
};

test('in whatever order acts arrive, no state is skipped, no event is lost and no one changes afterwards', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...(Object.keys(ACTS) as StepName[])), { maxLength: 40 }),
      fc.boolean(),
      async (steps, isSealed) => {
        const at = office(isSealed ? 'sealed' : 'in-progress');
        for (const step of steps) {
          const before = task(at);
          const outcome = await take(at, step);
          const after = task(at);
          expect(after.events.slice(0, before.events.length)).toEqual(before.events);
          if (!outcome.ok) expect(after).toEqual(before);
        }
        const { events, state } = task(at);
        const states = events.flatMap(({ kind }): readonly TaskState[] => {
          const reached = STATE_OF[kind] ?? kind;
          return (TASK_STATES as readonly string[]).includes(reached) ? [reached as TaskState] : [];
        });
        states.slice(1).forEach((next, index) => {
          const last = states[index]!;
          if (next !== last) expect(MAY_FOLLOW[last], `${last} → ${next}`).toContain(next);
        });
        expect(states.at(-1)).toBe(state);
      },
    ),
    { numRuns: 200 },
  ));

test('a step out of turn is refused by name', async () => {
  const at = office();
  expect(refusalOf(await take(at, 'publish'))).toEqual({
    kind: 'step-not-allowed',
    step: 'publish',
    state: 'created',
  });
});

test('whoever made a task does not approve it where somebody else may; alone in the bureau they do, and it is noted', async () => {
  const at = office().seed(inspectionTaskKind, aTask({ events: [{ ...aTask().events[0]!, by: HEAD }] }));
  expect(refusalOf(await take(at, 'approve'))).toMatchObject({
    kind: 'step-incomplete',
    missing: 'other-approver',
  });
  at.seed(officerKind, anOfficer(PARTNER, ['inspector']));
  expect((await take(at, 'approve')).ok).toBe(true);
  expect(task(at).events[1]).toMatchObject({ kind: 'approved', alone: true });
});

test('an unannounced visit needs to be approved as one; then nothing is told beforehand', async () => {
  const at = office();
  await take(at, 'approve');
  const secret = { unannounced: true, papers: '', rightsTold: false, servedHow: null, servedTo: '' };
  expect(refusalOf(await take(at, 'notify', secret))).toMatchObject({ missing: 'unannounced-approval' });
  const other = office();
  await take(other, 'approve', { unannounced: true });
  expect((await take(other, 'notify', secret)).ok).toBe(true);
});

test('the pair must be in the pool on the day of the visit', async () => {
  const at = office().seed(inspectorKind, anInspector(PARTNER, { certValidTo: '2026-09-30' as CivilDate }));
  await take(at, 'approve');
  expect(refusalOf(await take(at, 'notify', { visitOn: '2026-10-01' as CivilDate }))).toMatchObject({
    missing: 'officer-excluded',
    id: PARTNER,
  });
});

test('nothing is signed before every visit of the task is sealed', async () => {
  const at = office('in-progress');
  for (const step of ['approve', 'notify', 'start-visit'] as const) await take(at, step);
  expect(refusalOf(await take(at, 'sign'))).toMatchObject({ missing: 'visit-open', id: VISIT_ID });
});

test('a result does not contradict what was found, and a visit that was refused has no other result', async () => {
  const at = office().seed(findingKind, aFinding('API-A01'));
  for (const step of ['approve', 'notify', 'start-visit', 'sign'] as const) await take(at, step);
  expect(refusalOf(await take(at, 'conclude'))).toMatchObject({ missing: 'result-against-findings' });
  expect((await take(at, 'conclude', { result: 'corrected-on-spot' })).ok).toBe(true);
  const refused = office();
  for (const step of ['approve', 'notify', 'record-failed-visit'] as const) await take(refused, step);
  expect(refusalOf(await take(refused, 'conclude'))).toMatchObject({ missing: 'result-against-visit' });
  expect((await take(refused, 'conclude', { result: 'refused' })).ok).toBe(true);
});

test('a publication with a name in it is refused and the place is said', async () => {
  const at = office();
  for (const step of WAY.slice(0, 6)) await take(at, step);
  expect(refusalOf(await take(at, 'publish', { text: '检查人员张三丰' }))).toEqual({
    kind: 'personal-data',
    what: 'officer',
    from: 4,
    to: 7,
  });
});

test('where rectification was ordered the task is not archived before the recheck', async () => {
  const at = office().seed(findingKind, aFinding('API-A01'));
  for (const step of WAY.slice(0, 4)) await take(at, step);
  await take(at, 'conclude', { result: 'ordered-to-rectify' });
  for (const step of ['feed-back', 'publish'] as const) await take(at, step);
  expect(refusalOf(await take(at, 'close-archive'))).toMatchObject({ missing: 'rectification-open' });
  expect((await take(at, 'rectify')).ok).toBe(true);
});

function make(at: MemoryOffice, taskId: string): Promise<MutationOutcome> {
  const {
    id: _id,
    state: _state,
    visitIds: _visits,
    events: _events,
    prefectureCode: _code,
    ...rest
  } = aTask();
  return at.act(acts.createTask, { ...rest, taskId: taskId as RecordId, on: ON }, LEAD);
}

test('a drawn task stands on an approved plan and does not go over the yearly cap', async () => {
  expect(refusalOf(await make(office(), 'task-2'))).toEqual({ kind: 'yearly-cap-reached', cap: 1 });
  const draft = office().seed(planKind, aPlan({ state: 'drafted', yearlyCap: 5 }));
  expect(refusalOf(await make(draft, 'task-2'))).toMatchObject({
    kind: 'step-not-allowed',
    state: 'drafted',
  });
  const recused = office()
    .seed(planKind, aPlan({ yearlyCap: 5 }))
    .seed(drawKind, aDraw({ state: 'voided' }));
  expect(refusalOf(await make(recused, 'task-2'))).toEqual({ kind: 'pair-not-drawn', draw: 'draw-1' });
  const fine = office().seed(planKind, aPlan({ yearlyCap: 5 }));
  expect((await make(fine, 'task-2')).ok).toBe(true);
});

test('a visit without a task counts against the cap, a further form of it does not, nor a visit of another year', async () => {
  const visit = (id: string, startedOn = '2026-03-02'): Inspection =>
    anInspection({ id: id as RecordId, startedOn: startedOn as CivilDate });
  const at = (yearlyCap: number, tasks: readonly InspectionTask[] = []): MemoryOffice =>
    new MemoryOffice()
      .seed(institutionKind, anInstitution())
      .seed(inspectionItemKind, anItemVersion())
      .seed(planKind, aPlan({ yearlyCap }))
      .seed(drawKind, aDraw())
      .seed(inspectionKind, visit('V-1'), visit('V-2'), visit('V-3', '2025-12-31'))
      .seed(visitFormKind, {
        id: 'V-2' as RecordId,
        prefectureCode: PREFECTURE,
        visitId: 'V-1' as RecordId,
        by: LEAD,
        at: instantOf(1_790_000_000_000),
      })
      .seed(inspectionTaskKind, ...tasks);
  expect(refusalOf(await make(at(1), 'task-2'))).toEqual({ kind: 'yearly-cap-reached', cap: 1 });
  expect((await make(at(2), 'task-2')).ok).toBe(true);
  const visited = aTask({ visitIds: ['V-2' as RecordId] });
  // The task and its visit are one, by whichever form it is known; voided, the visit made for it still counts.
  expect((await make(at(2, [visited]), 'task-2')).ok).toBe(true);
  expect(refusalOf(await make(at(1, [{ ...visited, state: 'voided' }]), 'task-2'))).toMatchObject({ cap: 1 });
});
