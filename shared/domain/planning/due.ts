import type { CivilDate } from '../../lib/dates.ts';
import { addWorkingDays, type HolidayYear } from '../clocks/work-calendar.ts';
import { lastEvent, type InspectionTask } from './task.ts';

/** The next day a task has to keep. `on` null: it is counted in a year whose holidays are not known yet. */
export interface TaskDue {
  readonly kind: 'visit' | 'publication';
  readonly on: CivilDate | null;
  /** The day it is counted from. */
  readonly from: CivilDate;
}

/**
 * The day of the visit once it is told; the last day of publication once the inspection is done: so many working days after the
 * conclusion, before that after the signing (国发〔2019〕5号; the number is in the lead times).
 */
export function taskDue(
  task: InspectionTask,
  publicationWorkingDays: number,
  holidays: readonly HolidayYear[],
): TaskDue | null {
  if (task.state === 'notified') {
    const notice = lastEvent(task, 'notified');
    return notice && { kind: 'visit', on: notice.visitOn, from: notice.on };
  }
  if (task.state !== 'signed' && task.state !== 'concluded' && task.state !== 'fed-back') return null;
  const from = (lastEvent(task, 'concluded') ?? lastEvent(task, 'signed'))?.on;
  if (!from) return null;
  return { kind: 'publication', from, on: addWorkingDays(from, publicationWorkingDays, holidays) };
}
