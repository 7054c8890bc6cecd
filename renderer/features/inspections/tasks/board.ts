import type { TaskState } from '../../../../shared/domain/planning/task.ts';
import type { Tone } from '../../../ui/tag.tsx';

/** Columns of the board, in the order of the work. What is archived or voided leaves it. */
export const BOARD: readonly { readonly id: string; readonly states: readonly TaskState[] }[] = [
  { id: 'prepare', states: ['created', 'approved', 'drawn'] },
  { id: 'visit', states: ['notified', 'in-progress'] },
  { id: 'assess', states: ['signed', 'concluded'] },
  { id: 'publish', states: ['fed-back', 'published'] },
  { id: 'rectify', states: ['rectifying', 'rechecked'] },
];

export const TASK_TONES: Readonly<Record<TaskState, Tone>> = {
  created: 'plain',
  approved: 'plain',
  drawn: 'plain',
  notified: 'soon',
  'in-progress': 'soon',
  signed: 'accent',
  concluded: 'accent',
  'fed-back': 'accent',
  published: 'accent',
  rectifying: 'soon',
  rechecked: 'accent',
  archived: 'plain',
  voided: 'plain',
};
