import * as acts from '../../../../shared/domain/rectification/mutations.ts';
import type { Step } from '../../../../shared/domain/rectification/missing.ts';
import type { RecheckMethod } from '../../../../shared/domain/rectification/rectification.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { OfficerId, RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import type { ActOutcome, Desk } from '../../../data/desk.ts';

/** What stands in the form of a step. */
export interface StepForm {
  readonly text: string;
  readonly document: string;
  readonly dueOn: CivilDate | null;
  readonly partner: OfficerId | null;
  readonly method: RecheckMethod;
  readonly noPhotoReason: string;
  readonly grant: boolean;
}

/** Does the step. The form says nothing of what its step does not ask. */
export function doStep(
  desk: Pick<Desk, 'act'>,
  rectificationId: RecordId,
  step: Step,
  form: StepForm,
  on: CivilDate,
): Promise<ActOutcome> {
  const about = { rectificationId, on, text: cleanText(form.text), document: cleanText(form.document) };
  switch (step) {
    case 'submit-plan':
      return desk.act(acts.submitPlan, about);
    case 'agree-plan':
      return desk.act(acts.agreePlan, about);
    case 'report':
      return desk.act(acts.reportDone, { ...about, noPhotoReason: cleanText(form.noPhotoReason) });
    case 'ask-extension':
      return desk.act(acts.askExtension, { ...about, to: form.dueOn ?? on });
    case 'decide-extension':
      return desk.act(acts.decideExtension, { ...about, grant: form.grant });
    case 'recheck':
      return desk.act(acts.beginRecheck, {
        ...about,
        method: form.method,
        partner: form.partner ?? ('none' as OfficerId),
      });
    case 'accept':
      return desk.act(acts.acceptRectification, about);
    case 'not-accept':
      return desk.act(acts.notAccept, { ...about, newDueOn: form.dueOn });
    case 'order-again':
      return desk.act(acts.orderAgain, { ...about, dueOn: form.dueOn ?? on });
    case 'transfer':
      return desk.act(acts.transferRectification, about);
    case 'close':
      return desk.act(acts.closeRectification, about);
  }
}
