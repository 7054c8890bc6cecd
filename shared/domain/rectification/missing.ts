import { UNREPORTED } from './life.ts';
import type { Rectification } from './rectification.ts';

/** What an officer may do next with a rectification. */
export const STEPS = [
  'submit-plan',
  'agree-plan',
  'report',
  'ask-extension',
  'decide-extension',
  'recheck',
  'accept',
  'not-accept',
  'order-again',
  'transfer',
  'close',
] as const;
export type Step = (typeof STEPS)[number];

/** What a step still lacks, each a key of `rectify:missing.*`. */
export type Missing = 'text' | 'photo-or-reason' | 'partner' | 'date' | 'document' | 'head' | 'other-head';

/** What was typed for a step so far. */
export interface StepDraft {
  readonly text: string;
  readonly document: string;
  readonly dueOn: string | null;
  readonly partner: string | null;
  /** Why a report comes without a picture. */
  readonly noPhotoReason: string;
}

/** What is known around it. */
export interface StepWorld {
  /** Pictures of afterwards. */
  readonly photosAfter: number;
  readonly isHead: boolean;
  readonly isAsker: boolean;
}

/** Steps open in this state, the next one first. `isLate`: its last day has passed. */
export function openSteps(of: Pick<Rectification, 'state' | 'extension'>, isLate: boolean): readonly Step[] {
  return [...mainSteps(of.state), ...sideSteps(of, isLate)];
}

function mainSteps(state: Rectification['state']): readonly Step[] {
  switch (state) {
    case 'ordered':
      return ['submit-plan'];
    case 'plan-submitted':
      return ['agree-plan', 'submit-plan'];
    case 'in-progress':
      return ['report'];
    case 'reported':
      return ['recheck'];
    case 'recheck':
      return ['accept', 'not-accept'];
    case 'not-accepted':
      return ['order-again', 'transfer'];
    case 'accepted':
    case 'transferred':
      return ['close'];
    case 'closed':
      return [];
  }
}

function sideSteps(
  { state, extension }: Pick<Rectification, 'state' | 'extension'>,
  isLate: boolean,
): readonly Step[] {
  if (!UNREPORTED.includes(state)) return [];
  const asking: readonly Step[] =
    extension?.state === 'asked'
      ? ['decide-extension']
      : extension?.state === 'granted'
        ? []
        : ['ask-extension'];
  return isLate ? [...asking, 'transfer'] : asking;
}

/** What the button of a step waits for, in the order of the form. */
export function missingFor(step: Step, draft: StepDraft, world: StepWorld): readonly Missing[] {
  const has = (text: string): boolean => text.trim() !== '';
  const missing: Missing[] = [];
  if (
    step !== 'accept' &&
    step !== 'close' &&
    step !== 'agree-plan' &&
    step !== 'recheck' &&
    step !== 'decide-extension'
  )
    if (!has(draft.text)) missing.push('text');
  if (step === 'report' && world.photosAfter === 0 && !has(draft.noPhotoReason))
    missing.push('photo-or-reason');
  if (step === 'recheck' && !draft.partner) missing.push('partner');
  if ((step === 'ask-extension' || step === 'order-again') && !draft.dueOn) missing.push('date');
  if (step === 'transfer' && !has(draft.document)) missing.push('document');
  if (step === 'decide-extension' && !world.isHead) missing.push('head');
  if (step === 'decide-extension' && world.isHead && world.isAsker) missing.push('other-head');
  return missing;
}
