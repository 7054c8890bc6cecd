import type { StepData } from '../../../../shared/domain/planning/step-data.ts';
import * as acts from '../../../../shared/domain/planning/task-mutations.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { ActOutcome, Desk } from '../../../data/desk.ts';

/** Takes a step: the act of its name with what the form holds. */
export function takeStep(desk: Pick<Desk, 'act'>, taskId: RecordId, data: StepData): Promise<ActOutcome> {
  switch (data.step) {
    case 'approve':
      return desk.act(acts.approveTask, { taskId, data });
    case 'notify':
      return desk.act(acts.notifyTask, { taskId, data });
    case 'start-visit':
      return desk.act(acts.startTaskVisit, { taskId, data });
    case 'record-failed-visit':
      return desk.act(acts.recordFailedVisit, { taskId, data });
    case 'sign':
      return desk.act(acts.signTask, { taskId, data });
    case 'conclude':
      return desk.act(acts.concludeTask, { taskId, data });
    case 'feed-back':
      return desk.act(acts.feedBackTask, { taskId, data });
    case 'publish':
      return desk.act(acts.publishTask, { taskId, data });
    case 'rectify':
      return desk.act(acts.rectifyTask, { taskId, data });
    case 'recheck':
      return desk.act(acts.recheckTask, { taskId, data });
    case 'close-archive':
      return desk.act(acts.closeTask, { taskId, data });
    case 'replace-officers':
      return desk.act(acts.replaceTaskOfficers, { taskId, data });
    case 'correct':
      return desk.act(acts.correctTask, { taskId, data });
    case 'void':
      return desk.act(acts.voidTask, { taskId, data });
  }
}
