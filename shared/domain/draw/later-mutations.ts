import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId, type OfficerId } from '../../lib/ids.ts';
import { applied, mutation, refuse, type MutationOutcome, type MutatorTx } from '../../lib/mutation.ts';
import { inspectionTaskKind, type InspectionTask } from '../planning/task.ts';
import { drawKind, DrawReason, inputOfDraw, lastDrawEvent } from './draw.ts';
import { putDraw, stamp } from './mutations.ts';
import { DrawEntryId } from './pool.ts';
import { replaceRecused, type RecusalImpossible } from './recusal.ts';

/** Tasks up to here can still change their officers, or fall with their draw: nobody has been on the spot. */
const BEFORE_THE_VISIT: readonly InspectionTask['state'][] = ['created', 'approved', 'drawn', 'notified'];

/**
 * A drawn inspector stands back (回避). The replacement follows from the seed like everything else; the refused result and
 * the reason stay. A task made from the draw gets the new pair in the same act.
 */
export const recuseDrawn = mutation({
  name: 'draw/recuse',
  version: 1,
  args: z.strictObject({
    drawRecordId: RecordId,
    institutionId: DrawEntryId,
    inspectorId: DrawEntryId,
    /** Whom the officer saw coming in: refused when another one follows. */
    replacement: DrawEntryId,
    round: z.int().min(1),
    reason: DrawReason,
    on: CivilDate,
  }),
  lane: (args) => args.drawRecordId,
  run: async (tx, { drawRecordId, replacement, on, ...recusal }, context) => {
    const draw = await tx.get(drawKind, drawRecordId);
    if (!draw) return refuse('draw-missing', { id: drawRecordId });
    if (draw.state !== 'drawn' || draw.result === null)
      return refuse('draw-not-drawn', { state: draw.state });
    const tasks = await tasksOf(tx, drawRecordId);
    const task = tasks.find((one) => one.institutionId === recusal.institutionId);
    if (task && !BEFORE_THE_VISIT.includes(task.state))
      return refuse('recusal-too-late', { state: task.state });
    const replaced = replaceRecused(
      inputOfDraw(draw, draw.result),
      new Map(Object.entries(draw.result.pairs)),
      draw.recusals,
      recusal,
    );
    if (!replaced.ok) return refusedRecusal(replaced.error);
    if (replaced.value.pick.id !== replacement) return refuse('draw-does-not-follow', { id: draw.id });
    const { inspectorId, institutionId, reason } = recusal;
    putDraw(tx, {
      ...draw,
      result: { ...draw.result, pairs: Object.fromEntries(replaced.value.pairs) as typeof draw.result.pairs },
      recusals: [...draw.recusals, recusal],
      events: [
        ...draw.events,
        { kind: 'recused', ...stamp(on, context), institutionId, inspectorId, replacement, reason },
      ],
    });
    if (task) {
      const officers = replaced.value.pairs.get(institutionId) as unknown as [OfficerId, OfficerId];
      const events = [
        ...task.events,
        { kind: 'officers-replaced' as const, ...stamp(on, context), officers, reason },
      ];
      putTask(tx, { ...task, officers, events });
    }
    return applied;
  },
});

/**
 * A mistaken draw is voided by a head other than the one who drew; it stays in the list, its tasks are voided with it.
 * Nothing is voided once somebody has been on the spot.
 */
export const voidDraw = mutation({
  name: 'draw/void',
  version: 1,
  args: z.strictObject({ drawRecordId: RecordId, reason: DrawReason, on: CivilDate }),
  lane: (args) => args.drawRecordId,
  run: async (tx, { drawRecordId, reason, on }, context) => {
    const draw = await tx.get(drawKind, drawRecordId);
    if (!draw) return refuse('draw-missing', { id: drawRecordId });
    if (draw.state !== 'drawn') return refuse('draw-not-drawn', { state: draw.state });
    if (lastDrawEvent(draw, 'drawn')?.by === context.actor) return refuse('void-needs-other-head');
    const tasks = (await tasksOf(tx, drawRecordId)).filter((task) => task.state !== 'voided');
    const begun = tasks.find((task) => !BEFORE_THE_VISIT.includes(task.state));
    if (begun) return refuse('draw-has-visits', { institutionId: begun.institutionId });
    const voided = { kind: 'voided' as const, ...stamp(on, context), reason };
    putDraw(tx, { ...draw, state: 'voided', events: [...draw.events, voided] });
    for (const task of tasks) putTask(tx, { ...task, state: 'voided', events: [...task.events, voided] });
    return applied;
  },
});

function refusedRecusal(error: RecusalImpossible): MutationOutcome {
  const { institutionId } = error;
  switch (error.kind) {
    case 'recusal-not-in-pair':
      return refuse('recusal-not-in-pair', { institutionId });
    case 'recusal-round':
      return refuse('recusal-round', { institutionId });
    case 'no-replacement-left':
      return refuse('no-replacement-left', { institutionId });
  }
}

function tasksOf(tx: MutatorTx, drawRecordId: RecordId): Promise<readonly InspectionTask[]> {
  return tx.list(inspectionTaskKind, 'drawId', drawRecordId);
}

function putTask(tx: MutatorTx, task: InspectionTask): void {
  tx.put(inspectionTaskKind, task);
}
