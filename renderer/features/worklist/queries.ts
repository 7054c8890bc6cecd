import { createContext, useContext, useMemo } from 'react';
import { err } from '../../../shared/lib/result.ts';
import type { CivilDate } from '../../../shared/lib/dates.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import {
  answerKind,
  attachmentKind,
  findingKind,
  inspectionKind,
  type Inspection,
} from '../../../shared/domain/inspections/inspection.ts';
import { findTemplate } from '../../../shared/domain/inspections/find-template.ts';
import { readTemplate } from '../../../shared/domain/inspections/template.ts';
import { oneOfEachVisit, visitFormKind } from '../../../shared/domain/inspections/visit-forms.ts';
import { institutionKind } from '../../../shared/domain/registry/institution.ts';
import { useDesk } from '../../data/desk-context.tsx';
import type { ActSummary, Desk } from '../../data/desk.ts';
import { useLive, type Live } from '../../data/use-live.ts';
import { holdsRight } from '../../../shared/domain/org/authority.ts';
import { officerKind } from '../../../shared/domain/org/officer.ts';
import { loadTaskWork, type TaskWork } from './task-items.ts';
import { useToday } from '../../data/use-today.ts';
import { useSession } from '../../platform/session-context.tsx';
import { Role } from '../../../shared/domain/org/officer.ts';
import { loadRectifyTasks, type RectifyTask } from './rectify-items.ts';
import { licencesDue, visitProgress, type LicenceDue, type UnfinishedVisit } from './work-items.ts';

/** Everything on the work list, in its groups. */
export interface Work {
  /** The newest acts the region did not take as they stand. */
  readonly needsYou: readonly ActSummary[];
  /** How many there are in all; the sync centre has the rest. */
  readonly needsYouCount: number;
  readonly overdue: readonly LicenceDue[];
  readonly thisWeek: readonly LicenceDue[];
  readonly unfinished: readonly UnfinishedVisit[];
  /** Inspection tasks that ask something of this officer. */
  readonly tasks: readonly TaskWork[];
  readonly comingUp: readonly LicenceDue[];
  /** Findings to be put right that are near their last day, or wait for this officer. */
  readonly rectify: readonly RectifyTask[];
}

/** More would push today's work off the screen: a revoked device leaves every act of a week here. */
const MAX_NEEDS_YOU = 4;

/**
 * The work list, live. Five questions of their own, so that an answer saved during a visit does not read the whole
 * register again.
 */
export function useLiveWork(): Live<Work> {
  const desk = useDesk();
  const today = useToday();
  const register = useLive(() => desk.records.all(institutionKind), ['work-register']);
  const visits = useLive(() => loadVisits(desk), ['work-visits']);
  const held = useLive(() => loadHeld(desk), ['work-held']);
  const tasks = useLive(() => loadTasks(desk, today), ['work-tasks', today]);
  const { officer } = useSession();
  const roles = officer.roles.flatMap((role) => Role.safeParse(role).data ?? []);
  const rectify = useLive(() => loadRectifyTasks(desk, roles, today), ['work-rectify', today, ...roles]);
  return useMemo(() => {
    if (
      register.state === 'loading' ||
      visits.state === 'loading' ||
      held.state === 'loading' ||
      tasks.state === 'loading' ||
      rectify.state === 'loading'
    )
      return { state: 'loading' };
    const due = licencesDue(register.value, today);
    return {
      state: 'ready',
      value: {
        ...held.value,
        overdue: due.filter((one) => one.lead === 'overdue'),
        thisWeek: due.filter((one) => one.lead === 'week'),
        unfinished: visits.value,
        tasks: tasks.value,
        comingUp: due.filter((one) => typeof one.lead === 'number'),
        rectify: rectify.value,
      },
    };
  }, [register, visits, held, tasks, rectify, today]);
}

/** The work list is asked for once, above the frame's navigation and its page. */
export const WorkContext = createContext<Live<Work>>({ state: 'loading' });

export function useWork(): Live<Work> {
  return useContext(WorkContext);
}

/** What waits for this officer now, for the number beside the page's name. */
export function workCount(work: Work): number {
  return (
    work.needsYouCount +
    work.overdue.length +
    work.thisWeek.length +
    work.unfinished.length +
    work.tasks.length +
    work.rectify.length
  );
}

async function loadTasks(desk: Desk, today: CivilDate): Promise<readonly TaskWork[]> {
  const me = await desk.records.get(officerKind, desk.officerId as string as RecordId);
  return loadTaskWork(desk, today, holdsRight(me?.roles ?? [], 'approve-inspections'));
}

async function loadHeld(desk: Desk): Promise<Pick<Work, 'needsYou' | 'needsYouCount'>> {
  const [needsYou, equation] = await Promise.all([
    desk.acts({ state: 'quarantined', limit: MAX_NEEDS_YOU }),
    desk.equation(),
  ]);
  return { needsYou, needsYouCount: equation.quarantined };
}

/** This officer's open visits, newest first. */
async function loadVisits(desk: Desk): Promise<readonly UnfinishedVisit[]> {
  const inspections = await desk.records.list(inspectionKind, 'state', 'in-progress');
  const forms = await desk.records.all(visitFormKind);
  const mine = oneOfEachVisit(
    inspections.filter((inspection) => inspection.officers.includes(desk.officerId)),
    forms,
  );
  const visits = await Promise.all(mine.map((inspection) => loadVisit(desk, inspection)));
  return visits
    .flatMap((visit) => visit ?? [])
    .sort((a, b) => (a.inspection.startedAt < b.inspection.startedAt ? 1 : -1));
}

/** Null when the institution is not on this device: a visit without a name cannot be shown as a task. */
async function loadVisit(desk: Desk, inspection: Inspection): Promise<UnfinishedVisit | null> {
  const [institution, template, answers, attachments, findings] = await Promise.all([
    desk.records.get(institutionKind, inspection.institutionId),
    findTemplate(desk.records, inspection),
    desk.records.list(answerKind, 'inspectionId', inspection.id),
    desk.records.list(attachmentKind, 'recordId', inspection.id),
    desk.records.list(findingKind, 'inspectionId', inspection.id),
  ]);
  if (!institution) return null;
  const body = template ? readTemplate(template) : err({ kind: 'template-missing' as const });
  const state = { answers: new Map(answers.map((answer) => [answer.itemId, answer])), attachments, findings };
  return {
    inspection,
    institutionName: institution.name,
    templateProblem: body.ok ? null : body.error.kind,
    ...visitProgress(inspection, body.ok ? body.value : null, state, desk.officerId),
  };
}
