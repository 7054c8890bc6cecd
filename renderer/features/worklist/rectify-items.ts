import { holdsRight } from '../../../shared/domain/org/authority.ts';
import type { Role } from '../../../shared/domain/org/officer.ts';
import { OPEN, UNREPORTED } from '../../../shared/domain/rectification/life.ts';
import { openSteps, type Step } from '../../../shared/domain/rectification/missing.ts';
import {
  lastDay,
  rectificationKind,
  type Rectification,
} from '../../../shared/domain/rectification/rectification.ts';
import { daysLeft } from '../../../shared/domain/rectification/reminder.ts';
import { institutionKind } from '../../../shared/domain/registry/institution.ts';
import type { CivilDate } from '../../../shared/lib/dates.ts';
import type { OfficerId } from '../../../shared/lib/ids.ts';
import type { Bilingual } from '../../../shared/lib/text.ts';
import type { Desk } from '../../data/desk.ts';

export interface RectifyTask {
  readonly rectification: Rectification;
  readonly institutionName: Bilingual;
  readonly daysLeft: number;
  readonly step: Step;
  /** `mine`: the bureau's turn; else the institution's, and its last day is near or past. */
  readonly when: 'overdue' | 'week' | 'mine';
}

const WEEK_DAYS = 7;

/** What of a rectification is today's work of this officer; null when nothing is. */
export function rectifyTask(
  one: Rectification,
  me: { readonly id: OfficerId; readonly roles: readonly Role[] },
  today: CivilDate,
): Pick<RectifyTask, 'daysLeft' | 'step' | 'when'> | null {
  const left = daysLeft(one, today);
  const steps = openSteps(one, left < 0);
  const isForHead =
    one.extension?.state === 'asked' &&
    one.extension.askedBy !== me.id &&
    steps.includes('decide-extension') &&
    holdsRight(me.roles, 'answer-for-acts');
  if (isForHead) return { daysLeft: left, step: 'decide-extension', when: 'mine' };
  const step = steps[0];
  if (!step || !one.officers.includes(me.id)) return null;
  if (!UNREPORTED.includes(one.state)) return { daysLeft: left, step, when: 'mine' };
  if (left < 0) return { daysLeft: left, step, when: 'overdue' };
  if (left <= WEEK_DAYS) return { daysLeft: left, step, when: 'week' };
  return one.state === 'plan-submitted' ? { daysLeft: left, step, when: 'mine' } : null;
}

/** The officer's rectifications, the nearest last day first. Only the open ones are read. */
export async function loadRectifyTasks(
  { records, officerId }: Pick<Desk, 'records' | 'officerId'>,
  roles: readonly Role[],
  today: CivilDate,
): Promise<readonly RectifyTask[]> {
  const open = await Promise.all(OPEN.map((state) => records.list(rectificationKind, 'state', state)));
  const tasks = open.flat().map(async (rectification) => {
    const task = rectifyTask(rectification, { id: officerId, roles }, today);
    const institution = task && (await records.get(institutionKind, rectification.institutionId));
    return task && institution ? [{ rectification, institutionName: institution.name, ...task }] : [];
  });
  return (await Promise.all(tasks))
    .flat()
    .toSorted((a, b) => (lastDay(a.rectification) < lastDay(b.rectification) ? -1 : 1));
}
