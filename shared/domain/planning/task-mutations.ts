import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import {
  applied,
  mutation,
  refuse,
  type ActContext,
  type Mutation,
  type MutationOutcome,
  type MutatorTx,
} from '../../lib/mutation.ts';
import { unreachable } from '../../lib/assert.ts';
import { drawKind } from '../draw/draw.ts';
import { institutionKind } from '../registry/institution.ts';
import { inspectionItemKind } from './inspection-item.ts';
import { inspectionsAgainstCap } from './other-visits.ts';
import { canDrawFrom, planKind } from './plan.ts';
import { STEP_DATA, type DataOf, type StepData, type StepName } from './step-data.ts';
import { hasOtherApprover, loadTaskFacts, type TaskFacts } from './task-facts.ts';
import { missingFor, STEP_RULES } from './task-steps.ts';
import { inspectionTaskKind, TASK_KINDS, TaskSource, type InspectionTask, type TaskEvent } from './task.ts';

/** Makes a task: of a drawn institution with its pair, or from a lead with its reason. It counts once it is approved. */
export const createTask = mutation({
  name: 'task/create',
  version: 1,
  args: z.strictObject({
    taskId: RecordId,
    institutionId: RecordId,
    planId: RecordId.nullable(),
    drawId: RecordId.nullable(),
    kind: z.enum(TASK_KINDS),
    source: TaskSource,
    itemIds: z.array(RecordId).max(20),
    checklistIds: z.array(z.string().max(60)).max(10),
    officers: z.tuple([OfficerId, OfficerId]),
    on: CivilDate,
  }),
  lane: (args) => args.taskId,
  run: async (tx, args, context) => {
    if (await tx.get(inspectionTaskKind, args.taskId))
      return refuse('already-registered', { id: args.taskId });
    const institution = await tx.get(institutionKind, args.institutionId);
    if (!institution) return refuse('institution-missing', { id: args.institutionId });
    if (args.officers[0] === args.officers[1]) return refuse('two-officers-needed');
    for (const id of args.itemIds)
      if (!(await tx.get(inspectionItemKind, id))) return refuse('item-missing', { id });
    const refusal =
      args.source.kind === 'plan'
        ? await againstPlan(tx, args)
        : args.source.reason.trim() === ''
          ? refuse('value-not-allowed', { field: 'source' })
          : null;
    if (refusal) return refusal;
    const { taskId, on, ...rest } = args;
    tx.put(inspectionTaskKind, {
      ...rest,
      id: taskId,
      prefectureCode: institution.prefectureCode,
      state: 'created',
      visitIds: [],
      events: [{ kind: 'created', on, ...byOf(context) }],
    });
    return applied;
  },
});

interface DrawnArgs {
  readonly planId: RecordId | null;
  readonly drawId: RecordId | null;
  readonly institutionId: RecordId;
  readonly officers: readonly [OfficerId, OfficerId];
}

/** A drawn task stands on an approved plan, has the pair that was drawn, and does not go over the yearly cap, visits without a task included. */
async function againstPlan(tx: MutatorTx, args: DrawnArgs): Promise<MutationOutcome | null> {
  const plan = args.planId ? await tx.get(planKind, args.planId) : null;
  if (!plan) return refuse('plan-missing', { id: args.planId ?? '' });
  if (!canDrawFrom(plan)) return refuse('step-not-allowed', { step: 'create', state: plan.state });
  const draw = args.drawId ? await tx.get(drawKind, args.drawId) : null;
  if (!draw) return refuse('draw-missing', { id: args.drawId ?? '' });
  const pair =
    draw.state === 'drawn' && draw.planId === plan.id ? draw.result?.pairs[args.institutionId] : null;
  if (pair?.[0] !== args.officers[0] || pair?.[1] !== args.officers[1])
    return refuse('pair-not-drawn', { draw: draw.id });
  if ((await inspectionsAgainstCap(tx, args.institutionId, plan.year)) >= plan.yearlyCap)
    return refuse('yearly-cap-reached', { cap: plan.yearlyCap });
  return null;
}

export const approveTask = taskStep('approve');
export const notifyTask = taskStep('notify');
export const startTaskVisit = taskStep('start-visit');
export const recordFailedVisit = taskStep('record-failed-visit');
export const signTask = taskStep('sign');
export const concludeTask = taskStep('conclude');
export const feedBackTask = taskStep('feed-back');
export const publishTask = taskStep('publish');
export const rectifyTask = taskStep('rectify');
export const recheckTask = taskStep('recheck');
export const closeTask = taskStep('close-archive');
export const replaceTaskOfficers = taskStep('replace-officers');
export const correctTask = taskStep('correct');
export const voidTask = taskStep('void');

interface StepArgs<S extends StepName> {
  readonly taskId: RecordId;
  readonly data: DataOf<S>;
}

/** The act of one step: the table says from where to where, `missingFor` whether it may be taken, the event what was done. */
function taskStep<S extends StepName>(step: S): Mutation<StepArgs<S>> {
  const args = z.strictObject({ taskId: RecordId, data: STEP_DATA[step] });
  return mutation<StepArgs<S>>({
    name: `task/${step}`,
    version: 1,
    args: args as unknown as z.ZodType<StepArgs<S>>,
    lane: ({ taskId }) => taskId,
    run: async (tx, { taskId, data }, context) => {
      const task = await tx.get(inspectionTaskKind, taskId);
      if (!task) return refuse('task-missing', { id: taskId });
      const facts = await loadTaskFacts(tx, task);
      const [lacking] = missingFor(task, data, facts, context.actor);
      if (lacking?.kind === 'step') return refuse('step-not-allowed', { step, state: task.state });
      if (lacking?.kind === 'personal-data') {
        const { what = '', from = 0, to = 0 } = lacking;
        return refuse('personal-data', { what, from, to });
      }
      if (lacking) return refuse('step-incomplete', { step, missing: lacking.kind, id: lacking.id ?? '' });
      tx.put(inspectionTaskKind, stepped(task, data, facts, context));
      return applied;
    },
  });
}

function stepped(
  task: InspectionTask,
  data: StepData,
  facts: TaskFacts,
  context: ActContext,
): InspectionTask {
  return {
    ...task,
    state: STEP_RULES[data.step].to?.at(-1) ?? task.state,
    officers: data.step === 'replace-officers' ? data.officers : task.officers,
    visitIds: data.step === 'start-visit' ? [...task.visitIds, data.visitId] : task.visitIds,
    events: [...task.events, ...eventsOf(task, data, facts, context)],
  };
}

function eventsOf(
  task: InspectionTask,
  data: StepData,
  facts: TaskFacts,
  context: ActContext,
): readonly TaskEvent[] {
  const by = byOf(context);
  switch (data.step) {
    case 'approve': {
      const { step: _step, ...rest } = data;
      const alone = !hasOtherApprover(facts.officers, context.actor) && task.events[0]?.by === context.actor;
      return [
        { kind: 'approved', ...rest, ...by, alone },
        { kind: 'drawn', on: data.on, ...by, drawId: task.drawId, officers: task.officers },
      ];
    }
    case 'notify':
      return [{ kind: 'notified', ...by, ...without(data) }];
    case 'start-visit':
      return [{ kind: 'visit-started', ...by, ...without(data) }];
    case 'record-failed-visit':
      return [
        { kind: 'visit-failed', ...by, ...without(data) },
        { kind: 'signed', on: data.on, ...by },
      ];
    case 'sign':
      return [{ kind: 'signed', ...by, ...without(data) }];
    case 'conclude':
      return data.result === null
        ? []
        : [{ kind: 'concluded', ...by, ...without(data), result: data.result }];
    case 'feed-back':
      return data.servedHow === null
        ? []
        : [{ kind: 'fed-back', ...by, ...without(data), servedHow: data.servedHow }];
    case 'publish':
      return [{ kind: 'published', ...by, ...without(data) }];
    case 'rectify':
      return [{ kind: 'rectifying', ...by, ...without(data) }];
    case 'recheck':
      return [{ kind: 'rechecked', ...by, ...without(data) }];
    case 'close-archive':
      return [{ kind: 'archived', ...by, ...without(data) }];
    case 'replace-officers':
      return [{ kind: 'officers-replaced', ...by, ...without(data) }];
    case 'correct':
      return [{ kind: 'corrected', ...by, ...without(data) }];
    case 'void':
      return [{ kind: 'voided', ...by, ...without(data) }];
    default:
      return unreachable(data);
  }
}

function without<D extends StepData>(data: D): Omit<D, 'step'> {
  const { step: _step, ...rest } = data;
  return rest;
}

function byOf(context: ActContext): Pick<TaskEvent, 'at' | 'by'> {
  return { at: context.claimedAt, by: context.actor };
}
