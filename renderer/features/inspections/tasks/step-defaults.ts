import { nextSteps } from '../../../../shared/domain/planning/task-steps.ts';
import type { StepData, StepName } from '../../../../shared/domain/planning/step-data.ts';
import { lastEvent, type ResultKind } from '../../../../shared/domain/planning/task.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { TaskView } from './tasks-query.ts';

/** Words a form begins with; made by the screen, since they are in its language. */
export interface DefaultWords {
  readonly content: string;
  readonly papers: string;
  readonly servedTo: string;
  readonly conclusion: string;
  readonly publication: string;
  readonly where: string;
  readonly files: readonly string[];
}

/** A step's form as it opens: what is known is filled in, the rest is asked for. */
export function startData(step: StepName, view: TaskView, today: CivilDate, words: DefaultWords): StepData {
  const { task, facts } = view;
  const last = task.events.at(-1)?.on;
  // A step is not taken before the one before it.
  const on = last && last > today ? last : today;
  switch (step) {
    case 'approve':
      return { step, on, unannounced: false, note: '' };
    case 'notify': {
      const unannounced = lastEvent(task, 'approved')?.unannounced ?? false;
      return {
        step,
        on,
        unannounced,
        visitOn: on,
        content: words.content,
        papers: unannounced ? '' : words.papers,
        rightsTold: false,
        servedHow: null,
        servedTo: unannounced ? '' : words.servedTo,
      };
    }
    case 'start-visit': {
      const [visit] = linkable(view);
      return { step, on, visitId: visit?.id ?? ('none' as RecordId) };
    }
    case 'record-failed-visit':
      return { step, on, result: 'not-inspectable', text: '', witness: '' };
    case 'sign':
      return { step, on };
    case 'conclude':
      return { step, on, result: likelyResult(view), text: words.conclusion, movedTo: '' };
    case 'feed-back':
      return { step, on, servedTo: words.servedTo, servedHow: null, proof: '' };
    case 'publish':
      return { step, on, where: words.where, link: '', text: words.publication };
    case 'rectify':
      return { step, on };
    case 'recheck':
      return { step, on, text: '' };
    case 'close-archive':
      return { step, on, files: words.files.map((title) => ({ title, pages: 1 })), place: '' };
    case 'replace-officers':
      return { step, on, officers: task.officers, reason: '' };
    case 'correct':
      return { step, on, corrects: task.events.length - 1, text: '' };
    case 'void':
      return { step, on, reason: '' };
  }

  function likelyResult(of: TaskView): ResultKind | null {
    const failed = lastEvent(of.task, 'visit-failed');
    if (failed) return failed.result;
    return facts.findings === 0 ? 'no-problem' : 'ordered-to-rectify';
  }
}

/** Visits of the institution by the task's officers that no task holds yet, the newest first. */
export function linkable({ task, facts }: TaskView): TaskView['facts']['visits'] {
  return facts.visits
    .filter(
      (visit) =>
        !task.visitIds.includes(visit.id) &&
        !facts.takenVisits.has(visit.id) &&
        !facts.forms.some(({ id }) => id === visit.id) &&
        task.officers.every((id) => visit.officers.includes(id)),
    )
    .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

/** Steps that do not carry the task forward: they stand in a row of quiet buttons. */
export function sideSteps({ task }: TaskView): readonly StepName[] {
  if (task.state === 'voided') return [];
  const beforeVisit = ['created', 'approved', 'drawn', 'notified'].includes(task.state);
  return [
    ...(beforeVisit ? (['replace-officers'] as const) : []),
    'correct',
    ...(task.state === 'archived' ? [] : (['void'] as const)),
  ];
}

/** The step a task is opened with. */
export function firstStep(view: TaskView): StepName | null {
  const [first] = nextSteps(view.task, view.facts);
  if (first !== 'sign') return first ?? null;
  // Nothing to confirm while the record is open: what is next is the visit itself.
  return view.facts.forms.some(({ state }) => state !== 'sealed') ? null : 'sign';
}
