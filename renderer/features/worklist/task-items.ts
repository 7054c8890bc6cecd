import leadTimes from '../../../resources/domain/lead-times.json';
import notice2026 from '../../../resources/domain/holidays-2026.json';
import { HolidayYear } from '../../../shared/domain/clocks/work-calendar.ts';
import {
  bureauSettingId,
  bureauSettingKind,
  settingValue,
} from '../../../shared/domain/org/bureau-settings.ts';
import { taskDue, type TaskDue } from '../../../shared/domain/planning/due.ts';
import { inspectionTaskKind, type InspectionTask } from '../../../shared/domain/planning/task.ts';
import { institutionKind } from '../../../shared/domain/registry/institution.ts';
import { LEAD_TIMES_KEY, LeadTimes } from '../../../shared/domain/registry/lead-times.ts';
import { daysBetween, type CivilDate } from '../../../shared/lib/dates.ts';
import type { OfficerId } from '../../../shared/lib/ids.ts';
import type { Bilingual } from '../../../shared/lib/text.ts';
import type { Desk } from '../../data/desk.ts';

/** What a task asks of this officer now. */
export interface TaskWork {
  readonly task: InspectionTask;
  readonly institutionName: Bilingual;
  readonly asks: 'approve' | 'notify' | 'visit' | 'publish';
  /** Null where the task has no day to keep, or nobody can count it yet. */
  readonly due: CivilDate | null;
  readonly group: 'overdue' | 'thisWeek';
}

const WEEK_DAYS = 7;
const HOUSE_LEADS = LeadTimes.parse(leadTimes);
const HOLIDAYS = [HolidayYear.parse(notice2026)];

/** Tasks of the prefecture that ask something of this officer: approvals of those who may, the rest of the two who inspect. */
export async function loadTaskWork(
  desk: Desk,
  today: CivilDate,
  mayApprove: boolean,
): Promise<readonly TaskWork[]> {
  const { records, prefectureCode, officerId } = desk;
  const [tasks, institutions, setting] = await Promise.all([
    records.all(inspectionTaskKind),
    records.list(institutionKind, 'prefectureCode', prefectureCode),
    records.get(bureauSettingKind, bureauSettingId(prefectureCode, LEAD_TIMES_KEY)),
  ]);
  const names = new Map(institutions.map(({ id, name }) => [id, name]));
  const days = settingValue(setting, LeadTimes, HOUSE_LEADS).publication.workingDays;
  return tasks.flatMap((task): readonly TaskWork[] => {
    const institutionName = names.get(task.institutionId);
    if (!institutionName) return [];
    const asked = workOf(task, taskDue(task, days, HOLIDAYS), officerId, mayApprove, today);
    return asked ? [{ task, institutionName, ...asked }] : [];
  });
}

/** What one task asks of an officer on a day; null when nothing, or not yet. */
export function workOf(
  task: InspectionTask,
  due: TaskDue | null,
  officerId: OfficerId,
  mayApprove: boolean,
  today: CivilDate,
): Pick<TaskWork, 'asks' | 'due' | 'group'> | null {
  if (task.state === 'created')
    return mayApprove && task.events[0]?.by !== officerId
      ? { asks: 'approve', due: null, group: 'thisWeek' }
      : null;
  if (!task.officers.includes(officerId)) return null;
  if (task.state === 'drawn') return { asks: 'notify', due: null, group: 'thisWeek' };
  if (!due) return null;
  const asks = due.kind === 'visit' ? 'visit' : 'publish';
  if (due.on === null) return { asks, due: null, group: 'thisWeek' };
  const left = daysBetween(today, due.on);
  if (left > WEEK_DAYS) return null;
  return { asks, due: due.on, group: left < 0 ? 'overdue' : 'thisWeek' };
}
