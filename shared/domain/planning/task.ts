import { z } from 'zod';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';

// created → approved → drawn → notified → in-progress → signed → concluded → fed-back → published → archived
// published → rectifying → rechecked → archived where something was ordered. Every state before `archived` → voided.
// The table of steps is task-steps.ts: no other way leads from state to state, and every step leaves its event.

export const TASK_STATES = [
  'created',
  'approved',
  'drawn',
  'notified',
  'in-progress',
  'signed',
  'concluded',
  'fed-back',
  'published',
  'rectifying',
  'rechecked',
  'archived',
  'voided',
] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const TASK_KINDS = ['double-random', 'special', 'complaint', 'quality-review', 'joint'] as const;

/** Where a task comes from: a plan's draw, or a lead with its reason (优化营商环境条例 art. 54). */
export const SOURCE_KINDS = ['plan', 'complaint', 'order', 'campaign', 'recheck'] as const;
export const TaskSource = z.strictObject({
  kind: z.enum(SOURCE_KINDS),
  /** Number or name of the paper it rests on. */
  reference: freeText(200),
  reason: freeText(1000),
});

/** What came out (inspections.md section 4). */
export const RESULT_KINDS = [
  'no-problem',
  'corrected-on-spot',
  'ordered-to-rectify',
  'moved',
  'not-inspectable',
  'refused',
] as const;
export const ResultKind = z.enum(RESULT_KINDS);
export type ResultKind = z.infer<typeof ResultKind>;
/** Results of a visit that could not be made: there is no sealed record. */
export const FAILED_VISITS = ['not-inspectable', 'refused'] as const satisfies readonly ResultKind[];

export const SERVED_HOW = [
  'in-person',
  'by-post',
  'electronic',
  'left-with-witness',
  'public-notice',
] as const;

const event = { on: CivilDate, at: Instant, by: OfficerId };
const pair = z.tuple([OfficerId, OfficerId]);
const kind = <K extends string>(name: K): z.ZodLiteral<K> => z.literal(name);

export const ArchivedFile = z.strictObject({ title: freeText(200), pages: z.int().min(1).max(5000) });

export const TaskEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: kind('created'), ...event }),
  z.strictObject({
    kind: kind('approved'),
    ...event,
    /** The one who made the task approved it, since nobody else of the bureau may. */
    alone: z.boolean(),
    unannounced: z.boolean(),
    note: freeText(1000),
  }),
  z.strictObject({ kind: kind('drawn'), ...event, drawId: RecordId.nullable(), officers: pair }),
  z.strictObject({
    kind: kind('notified'),
    ...event,
    unannounced: z.boolean(),
    visitOn: CivilDate,
    content: freeText(2000),
    papers: freeText(2000),
    rightsTold: z.boolean(),
    servedHow: z.enum(SERVED_HOW).nullable(),
    servedTo: freeText(100),
  }),
  z.strictObject({ kind: kind('visit-started'), ...event, visitId: RecordId }),
  z.strictObject({
    kind: kind('visit-failed'),
    ...event,
    result: z.enum(FAILED_VISITS),
    text: freeText(2000),
    witness: freeText(200),
  }),
  z.strictObject({ kind: kind('signed'), ...event }),
  z.strictObject({
    kind: kind('concluded'),
    ...event,
    result: ResultKind,
    text: freeText(4000),
    movedTo: freeText(200),
  }),
  z.strictObject({
    kind: kind('fed-back'),
    ...event,
    servedTo: freeText(100),
    servedHow: z.enum(SERVED_HOW),
    proof: freeText(500),
  }),
  z.strictObject({
    kind: kind('published'),
    ...event,
    where: freeText(300),
    link: freeText(500),
    text: freeText(4000),
  }),
  z.strictObject({ kind: kind('rectifying'), ...event }),
  z.strictObject({ kind: kind('rechecked'), ...event, text: freeText(2000) }),
  z.strictObject({
    kind: kind('archived'),
    ...event,
    files: z.array(ArchivedFile).max(60),
    place: freeText(200),
  }),
  z.strictObject({ kind: kind('officers-replaced'), ...event, officers: pair, reason: freeText(1000) }),
  /** A correction never edits: it says which event is meant and what is right. */
  z.strictObject({ kind: kind('corrected'), ...event, corrects: z.int().min(0), text: freeText(2000) }),
  z.strictObject({ kind: kind('voided'), ...event, reason: freeText(1000) }),
]);
export type TaskEvent = z.infer<typeof TaskEvent>;

/** One inspection of one institution, from its approval to the archive. */
export const InspectionTask = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  institutionId: RecordId,
  planId: RecordId.nullable(),
  drawId: RecordId.nullable(),
  kind: z.enum(TASK_KINDS),
  source: TaskSource,
  itemIds: z.array(RecordId).max(20),
  checklistIds: z.array(z.string().max(60)).max(10),
  /** The pair in order of the draw: the first leads. */
  officers: pair,
  state: z.enum(TASK_STATES),
  visitIds: z.array(RecordId).max(20),
  events: z.array(TaskEvent).min(1),
});
export type InspectionTask = z.infer<typeof InspectionTask>;

export const inspectionTaskKind = recordKind<InspectionTask>({
  table: 'inspectionTasks',
  schema: InspectionTask,
  compartment: 'ordinary',
  columns: {
    state: (task) => task.state,
    institutionId: (task) => task.institutionId,
    planId: (task) => task.planId,
    drawId: (task) => task.drawId,
  },
});

/** The newest event of a kind; null when that step has not been taken. */
export function lastEvent<K extends TaskEvent['kind']>(
  task: InspectionTask,
  wanted: K,
): Extract<TaskEvent, { kind: K }> | null {
  return (task.events.findLast((one) => one.kind === wanted) ?? null) as Extract<
    TaskEvent,
    { kind: K }
  > | null;
}

/** The id of the task of a drawn institution: two devices that make it make the same one. */
export function drawnTaskId(drawId: RecordId, institutionId: RecordId): RecordId {
  return `${drawId}:${institutionId}` as RecordId;
}

/** The year an inspection counts in against the yearly cap: of its visit where there is a day for it, else of its making. */
export function yearOf(task: InspectionTask): number {
  const day =
    lastEvent(task, 'visit-started')?.on ?? lastEvent(task, 'notified')?.visitOn ?? task.events[0]?.on;
  return Number(day?.slice(0, 4));
}
