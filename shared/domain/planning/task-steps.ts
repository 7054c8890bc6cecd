import type { OfficerId } from '../../lib/ids.ts';
import type { DataOf, StepData, StepName } from './step-data.ts';
import { hasOtherApprover, type TaskFacts } from './task-facts.ts';
import { inspectorExclusion } from './pools.ts';
import { personalDataIn } from './personal-data.ts';
import { FAILED_VISITS, lastEvent, type InspectionTask, type TaskState } from './task.ts';

/** Something a step lacks: words are `tasks:missing.<kind>`. `id` names the record to go to, `from` and `to` a place in the text. */
export interface Missing {
  readonly kind: MissingKind;
  readonly id?: string;
  readonly what?: string;
  readonly from?: number;
  readonly to?: number;
}

export type MissingKind =
  | 'step'
  | 'earlier-date'
  | 'basis'
  | 'other-approver'
  | 'two-officers'
  | 'officer-not-in-pool'
  | 'officer-excluded'
  | 'content'
  | 'papers'
  | 'rights'
  | 'served'
  | 'visit-date'
  | 'unannounced-approval'
  | 'visit'
  | 'visit-of-other-institution'
  | 'visit-of-other-task'
  | 'visit-of-other-officers'
  | 'visit-too-early'
  | 'visit-open'
  | 'checklist-visit'
  | 'witness'
  | 'text'
  | 'result'
  | 'result-against-visit'
  | 'result-against-findings'
  | 'nothing-ordered'
  | 'moved-to'
  | 'proof'
  | 'where'
  | 'personal-data'
  | 'rectification-open'
  | 'files'
  | 'place'
  | 'reason'
  | 'corrected-event';

interface StepRule {
  readonly from: readonly TaskState[];
  /** Null: the state stays. */
  readonly to: readonly TaskState[] | null;
}

const BEFORE_VISIT = ['created', 'approved', 'drawn', 'notified'] as const satisfies readonly TaskState[];
const OPEN = [
  ...BEFORE_VISIT,
  'in-progress',
  'signed',
  'concluded',
  'fed-back',
  'published',
  'rectifying',
  'rechecked',
] as const satisfies readonly TaskState[];

/**
 * The whole way of a task. `to` holds every state a step passes, each with its own event: an approval confirms the pair, a visit that
 * could not be made has nothing to sign. There is no other way from state to state.
 */
export const STEP_RULES: Readonly<Record<StepName, StepRule>> = {
  approve: { from: ['created'], to: ['approved', 'drawn'] },
  notify: { from: ['drawn'], to: ['notified'] },
  'start-visit': { from: ['notified', 'in-progress'], to: ['in-progress'] },
  'record-failed-visit': { from: ['notified'], to: ['in-progress', 'signed'] },
  sign: { from: ['in-progress'], to: ['signed'] },
  conclude: { from: ['signed'], to: ['concluded'] },
  'feed-back': { from: ['concluded'], to: ['fed-back'] },
  publish: { from: ['fed-back'], to: ['published'] },
  rectify: { from: ['published'], to: ['rectifying'] },
  recheck: { from: ['rectifying'], to: ['rechecked'] },
  'close-archive': { from: ['published', 'rechecked'], to: ['archived'] },
  'replace-officers': { from: BEFORE_VISIT, to: null },
  correct: { from: [...OPEN, 'archived'], to: null },
  void: { from: OPEN, to: ['voided'] },
};

/** Steps that carry the task forward from its state, the usual one first; what only corrects or ends it is not among them. */
export function nextSteps(task: InspectionTask, facts: TaskFacts): readonly StepName[] {
  switch (task.state) {
    case 'created':
      return ['approve'];
    case 'drawn':
      return ['notify'];
    case 'notified':
      return ['start-visit', 'record-failed-visit'];
    case 'in-progress':
      return ['sign', 'start-visit'];
    case 'signed':
      return ['conclude'];
    case 'concluded':
      return ['feed-back'];
    case 'fed-back':
      return ['publish'];
    case 'published':
      return mustRectify(task, facts) ? ['rectify'] : ['close-archive'];
    case 'rectifying':
      return ['recheck'];
    case 'rechecked':
      return ['close-archive'];
    case 'approved':
    case 'archived':
    case 'voided':
      return [];
  }
}

export function mustRectify(task: InspectionTask, facts: TaskFacts): boolean {
  return lastEvent(task, 'concluded')?.result === 'ordered-to-rectify' || facts.rectifications.open > 0;
}

/** Everything a step lacks, in the order of the form; empty: it can be taken. The button and the mutator ask the same. */
export function missingFor(
  task: InspectionTask,
  data: StepData,
  facts: TaskFacts,
  actor: OfficerId,
): readonly Missing[] {
  if (!STEP_RULES[data.step].from.includes(task.state)) return [{ kind: 'step' }];
  const last = task.events.at(-1)?.on;
  const early = last && data.on < last ? [{ kind: 'earlier-date', what: last } as const] : [];
  return [...early, ...lacks(task, data, facts, actor)];
}

function lacks(task: InspectionTask, data: StepData, facts: TaskFacts, actor: OfficerId): readonly Missing[] {
  switch (data.step) {
    case 'approve':
      return approvalLacks(task, facts, actor);
    case 'notify':
      return noticeLacks(task, data, facts);
    case 'start-visit':
      return visitLacks(task, data, facts);
    case 'record-failed-visit':
      return when([blank(data.text), 'text'], [blank(data.witness), 'witness']);
    case 'sign':
      return signingLacks(task, facts);
    case 'conclude':
      return conclusionLacks(task, data, facts);
    case 'feed-back':
      return when([data.servedHow === null || blank(data.servedTo), 'served'], [blank(data.proof), 'proof']);
    case 'publish':
      return [
        ...when([blank(data.where), 'where'], [blank(data.text), 'text']),
        ...[data.text, data.where, data.link].flatMap((text, at) =>
          personalDataIn(text, facts.names).map(({ what, from, to }): Missing =>
            at === 0 ? { kind: 'personal-data', what, from, to } : { kind: 'personal-data', what },
          ),
        ),
      ];
    case 'rectify':
      return mustRectify(task, facts) ? [] : [{ kind: 'nothing-ordered' }];
    case 'recheck':
      return when(
        [facts.rectifications.open > 0 || facts.rectifications.total === 0, 'rectification-open'],
        [blank(data.text), 'text'],
      );
    case 'close-archive':
      return when(
        [task.state === 'published' && mustRectify(task, facts), 'rectification-open'],
        [facts.rectifications.open > 0 && task.state === 'rechecked', 'rectification-open'],
        [data.files.length === 0 || data.files.some(({ title }) => blank(title)), 'files'],
        [blank(data.place), 'place'],
      );
    case 'replace-officers':
      return [...when([blank(data.reason), 'reason']), ...pairLacks(data.officers, task, facts, data.on)];
    case 'correct':
      return when([data.corrects >= task.events.length, 'corrected-event'], [blank(data.text), 'text']);
    case 'void':
      return when([blank(data.reason), 'reason']);
  }
}

function approvalLacks(task: InspectionTask, facts: TaskFacts, actor: OfficerId): readonly Missing[] {
  const maker = task.events[0]?.by;
  return [
    ...when(
      [task.itemIds.length === 0 || task.checklistIds.length === 0, 'basis'],
      [maker === actor && hasOtherApprover(facts.officers, actor), 'other-approver'],
    ),
    ...pairLacks(task.officers, task, facts, null),
  ];
}

/** A pair is two inspectors of the pool, with a valid certificate and without a conflict on the day. */
function pairLacks(
  officers: readonly OfficerId[],
  task: InspectionTask,
  facts: TaskFacts,
  day: DataOf<'notify'>['visitOn'] | null,
): readonly Missing[] {
  if (officers.length !== 2 || officers[0] === officers[1]) return [{ kind: 'two-officers' }];
  return officers.flatMap((id): readonly Missing[] => {
    const inspector = facts.inspectors.find((one) => (one.id as string) === (id as string));
    if (!inspector) return [{ kind: 'officer-not-in-pool', id }];
    const visitOn = day ?? task.events.at(-1)?.on;
    const years = facts.plan?.formerEmploymentYears ?? DEFAULT_FORMER_YEARS;
    const reason = visitOn ? inspectorExclusion(inspector, visitOn, task.institutionId, years) : null;
    return reason ? [{ kind: 'officer-excluded', id, what: reason }] : [];
  });
}

/** For tasks without a plan; the proposal of resources/domain/plan-defaults.json. */
const DEFAULT_FORMER_YEARS = 3;

function noticeLacks(task: InspectionTask, data: DataOf<'notify'>, facts: TaskFacts): readonly Missing[] {
  const approved = lastEvent(task, 'approved');
  const told = data.unannounced
    ? when([approved?.unannounced !== true, 'unannounced-approval'])
    : when(
        [blank(data.papers), 'papers'],
        [!data.rightsTold, 'rights'],
        [data.servedHow === null || blank(data.servedTo), 'served'],
      );
  return [
    ...when([data.visitOn < data.on, 'visit-date'], [blank(data.content), 'content']),
    ...told,
    ...pairLacks(task.officers, task, facts, data.visitOn),
  ];
}

function visitLacks(task: InspectionTask, data: DataOf<'start-visit'>, facts: TaskFacts): readonly Missing[] {
  const visit = facts.visits.find(({ id }) => id === data.visitId);
  if (!visit) return [{ kind: 'visit' }];
  const notice = lastEvent(task, 'notified');
  const officers = new Set<string>(visit.officers);
  return when(
    [visit.institutionId !== task.institutionId, 'visit-of-other-institution'],
    [facts.takenVisits.has(visit.id), 'visit-of-other-task'],
    [!task.officers.every((id) => officers.has(id)), 'visit-of-other-officers'],
    [notice !== null && visit.startedOn < notice.on, 'visit-too-early'],
    [task.visitIds.includes(visit.id), 'visit'],
  );
}

function signingLacks(task: InspectionTask, facts: TaskFacts): readonly Missing[] {
  const away = task.visitIds.filter((id) => !facts.forms.some((form) => form.id === id));
  const open = facts.forms.filter((form) => form.state !== 'sealed').map(({ id }) => id);
  const done = new Set(facts.forms.map((form) => form.templateId));
  return [
    ...[...away, ...open].map((id): Missing => ({ kind: 'visit-open', id })),
    ...task.checklistIds
      .filter((id) => !done.has(id))
      .map((id): Missing => ({ kind: 'checklist-visit', id })),
  ];
}

function conclusionLacks(
  task: InspectionTask,
  data: DataOf<'conclude'>,
  facts: TaskFacts,
): readonly Missing[] {
  const failed = lastEvent(task, 'visit-failed');
  const isFailure = (FAILED_VISITS as readonly (string | null)[]).includes(data.result);
  return when(
    [data.result === null, 'result'],
    [data.result !== null && (failed ? data.result !== failed.result : isFailure), 'result-against-visit'],
    [data.result === 'no-problem' && facts.findings > 0, 'result-against-findings'],
    [data.result === 'ordered-to-rectify' && facts.findings === 0, 'result-against-findings'],
    [data.result === 'moved' && blank(data.movedTo), 'moved-to'],
    [blank(data.text), 'text'],
  );
}

function when(...cases: readonly (readonly [boolean, MissingKind])[]): readonly Missing[] {
  return cases.flatMap(([lacking, kind]) => (lacking ? [{ kind }] : []));
}

function blank(text: string): boolean {
  return text.trim() === '';
}
