import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import {
  applied,
  mutation,
  refuse,
  type ActContext,
  type MutationOutcome,
  type MutatorTx,
} from '../../lib/mutation.ts';
import { freeText } from '../../lib/text.ts';
import { attachmentKind } from '../inspections/inspection.ts';
import { after, refusalOf } from './life.ts';
import {
  RecheckMethod,
  rectificationKind,
  type Rectification,
  type RectificationEvent,
} from './rectification.ts';

const Words = freeText(4000).refine((text) => text.trim() !== '', 'empty');
const Paper = freeText(120);
const about = { rectificationId: RecordId, on: CivilDate };
const laneOf = (args: { readonly rectificationId: RecordId }): RecordId => args.rectificationId;

/** The institution's plan, as it came to the bureau. Handed in again before it is agreed to, it takes the earlier one's place. */
export const submitPlan = mutation({
  name: 'rectification/submit-plan',
  version: 1,
  args: z.strictObject({ ...about, text: Words, document: Paper }),
  lane: laneOf,
  run: (tx, args, context) => step(tx, args, context, { kind: 'plan-submitted' }),
});

/** The bureau agrees to the plan: the work begins. */
export const agreePlan = mutation({
  name: 'rectification/agree-plan',
  version: 1,
  args: z.strictObject({ ...about, text: freeText(4000), document: Paper }),
  lane: laneOf,
  run: (tx, args, context) => step(tx, args, context, { kind: 'plan-agreed' }),
});

/** The institution says it is done. There is a picture of it, or a reason why not. */
export const reportDone = mutation({
  name: 'rectification/report',
  version: 1,
  args: z.strictObject({ ...about, text: Words, document: Paper, noPhotoReason: freeText(500) }),
  lane: laneOf,
  run: async (tx, { noPhotoReason, ...args }, context) => {
    const photos = await tx.list(attachmentKind, 'recordId', args.rectificationId);
    if (noPhotoReason.trim() === '' && !photos.some((photo) => photo.itemId === 'after'))
      return refuse('rectification-photo-missing');
    const text = noPhotoReason.trim() === '' ? args.text : `${args.text}\n${noPhotoReason}`.slice(0, 4000);
    return step(tx, { ...args, text }, context, { kind: 'reported' });
  },
});

export const askExtension = mutation({
  name: 'rectification/ask-extension',
  version: 1,
  args: z.strictObject({ ...about, to: CivilDate, text: Words, document: Paper }),
  lane: laneOf,
  run: (tx, { to, ...args }, context) => step(tx, args, context, { kind: 'extension-asked', dueOn: to }),
});

/** A head decides; never the one who asked. */
export const decideExtension = mutation({
  name: 'rectification/decide-extension',
  version: 1,
  args: z.strictObject({ ...about, grant: z.boolean(), text: freeText(4000), document: Paper }),
  lane: laneOf,
  run: async (tx, { grant, ...args }, context) => {
    const before = await tx.get(rectificationKind, args.rectificationId);
    if (before?.extension?.state === 'asked' && before.extension.askedBy === context.actor)
      return refuse('rectification-own-request');
    return step(tx, args, context, { kind: grant ? 'extension-granted' : 'extension-refused' });
  },
});

/** Two officers look at it again, on paper or on the spot. */
export const beginRecheck = mutation({
  name: 'rectification/recheck',
  version: 1,
  args: z.strictObject({
    ...about,
    method: RecheckMethod,
    partner: OfficerId,
    text: freeText(4000),
    document: Paper,
  }),
  lane: laneOf,
  run: async (tx, { method, partner, ...args }, context) => {
    if (partner === context.actor) return refuse('two-officers-needed');
    return step(tx, args, context, { kind: 'recheck-begun', method, partner });
  },
});

export const acceptRectification = mutation({
  name: 'rectification/accept',
  version: 1,
  args: z.strictObject({ ...about, text: freeText(4000), document: Paper }),
  lane: laneOf,
  run: (tx, args, context) => stepByRecheckers(tx, args, context, [{ kind: 'accepted' }]),
});

/** Not put right. With a new last day it is ordered again at once; without one it waits for an order or a transfer. */
export const notAccept = mutation({
  name: 'rectification/not-accept',
  version: 1,
  args: z.strictObject({ ...about, text: Words, document: Paper, newDueOn: CivilDate.nullable() }),
  lane: laneOf,
  run: (tx, { newDueOn, ...args }, context) =>
    stepByRecheckers(tx, args, context, [
      { kind: 'not-accepted' },
      ...(newDueOn ? [{ kind: 'ordered' as const, dueOn: newDueOn }] : []),
    ]),
});

/** A new order after one that was not accepted. */
export const orderAgain = mutation({
  name: 'rectification/order-again',
  version: 1,
  args: z.strictObject({ ...about, text: Words, document: Paper, dueOn: CivilDate }),
  lane: laneOf,
  run: async (tx, { dueOn, ...args }, context) => {
    const before = await tx.get(rectificationKind, args.rectificationId);
    if (!before) return refuse('rectification-missing', { id: args.rectificationId });
    return write(tx, before, context, args, [{ kind: 'ordered', dueOn }]);
  },
});

/** Goes to whom may punish: what was not accepted, or what nobody put right in time. */
export const transferRectification = mutation({
  name: 'rectification/transfer',
  version: 1,
  args: z.strictObject({
    ...about,
    text: Words,
    document: Paper.refine((text) => text.trim() !== '', 'empty'),
  }),
  lane: laneOf,
  run: (tx, args, context) => step(tx, args, context, { kind: 'transferred' }),
});

export const closeRectification = mutation({
  name: 'rectification/close',
  version: 1,
  args: z.strictObject({ ...about, text: freeText(4000), document: Paper }),
  lane: laneOf,
  run: (tx, args, context) => step(tx, args, context, { kind: 'closed' }),
});

interface StepArgs {
  readonly rectificationId: RecordId;
  readonly on: CivilDate;
  readonly text: string;
  readonly document: string;
}

type Told = Pick<RectificationEvent, 'kind'> &
  Partial<Pick<RectificationEvent, 'dueOn' | 'partner' | 'method' | 'attachmentId'>>;

async function step(
  tx: MutatorTx,
  args: StepArgs,
  context: ActContext,
  told: Told,
): Promise<MutationOutcome> {
  const before = await tx.get(rectificationKind, args.rectificationId);
  if (!before) return refuse('rectification-missing', { id: args.rectificationId });
  return write(tx, before, context, args, [told]);
}

/** Only the two who looked at it say how it is. */
async function stepByRecheckers(
  tx: MutatorTx,
  args: StepArgs,
  context: ActContext,
  told: readonly Told[],
): Promise<MutationOutcome> {
  const before = await tx.get(rectificationKind, args.rectificationId);
  if (!before) return refuse('rectification-missing', { id: args.rectificationId });
  const recheck = before.events.findLast((event) => event.kind === 'recheck-begun');
  if (
    before.state === 'recheck' &&
    recheck &&
    recheck.by !== context.actor &&
    recheck.partner !== context.actor
  )
    return refuse('rectification-not-recheckers');
  return write(tx, before, context, args, told);
}

/** Adds events one after the other, each of which must be allowed to follow; all or none. */
export function write(
  tx: MutatorTx,
  before: Rectification,
  context: ActContext,
  { on, text, document }: Pick<StepArgs, 'on' | 'text' | 'document'>,
  told: readonly Told[],
): MutationOutcome {
  let record = before;
  for (const one of told) {
    const event = eventOf(one, { on, text, document }, context);
    const refusal = refusalOf(record, event);
    if (refusal) return refusal;
    record = { ...record, ...after(record, event), events: [...record.events, event] };
  }
  tx.put(rectificationKind, record);
  return applied;
}

export function eventOf(
  told: Told,
  { on, text, document }: Pick<StepArgs, 'on' | 'text' | 'document'>,
  context: ActContext,
): RectificationEvent {
  return {
    dueOn: null,
    partner: null,
    method: null,
    attachmentId: null,
    ...told,
    on,
    at: context.claimedAt,
    by: context.actor,
    text,
    document,
  };
}
