import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { applied, mutation, refuse } from '../../lib/mutation.ts';
import { freeText } from '../../lib/text.ts';
import { institutionKind } from '../registry/institution.ts';
import {
  isFailed,
  nextStates,
  ProficiencyResult,
  ProficiencyState,
  ProficiencyTest,
  proficiencyTestKind,
} from './proficiency-test.ts';

/** Plans an institution's part in a test. */
export const planProficiencyTest = mutation({
  name: 'proficiency/plan',
  version: 1,
  args: z.strictObject({
    test: ProficiencyTest.omit({ state: true, result: true, events: true }),
    on: CivilDate,
  }),
  lane: (args) => args.test.id,
  run: async (tx, args, context) => {
    if (await tx.get(proficiencyTestKind, args.test.id))
      return refuse('already-registered', { id: args.test.id });
    if (!(await tx.get(institutionKind, args.test.institutionId)))
      return refuse('institution-missing', { id: args.test.institutionId });
    const planned = { kind: 'planned' as const, on: args.on, text: '', result: null };
    const next: ProficiencyTest = {
      ...args.test,
      state: 'planned',
      result: null,
      events: [{ ...planned, at: context.claimedAt, by: context.actor }],
    };
    tx.put(proficiencyTestKind, next);
    return applied;
  },
});

/** Takes a test one step on. Steps are neither skipped nor taken back; `result` belongs to the step of that name alone. */
export const stepProficiencyTest = mutation({
  name: 'proficiency/step',
  version: 1,
  args: z.strictObject({
    testId: RecordId,
    to: ProficiencyState,
    result: ProficiencyResult.nullable(),
    text: freeText(1000),
    on: CivilDate,
  }),
  lane: (args) => args.testId,
  run: async (tx, args, context) => {
    const test = await tx.get(proficiencyTestKind, args.testId);
    if (!test) return refuse('proficiency-missing', { id: args.testId });
    if (!nextStates(test).includes(args.to)) return refuse('proficiency-state', { state: test.state });
    if ((args.to === 'result') !== (args.result !== null))
      return refuse('value-not-allowed', { field: 'result' });
    // Received and never returned has no other end than that.
    if (test.state === 'received' && args.to === 'result' && args.result !== 'not-returned')
      return refuse('proficiency-state', { state: test.state });
    if (args.on < (test.events.at(-1)?.on ?? args.on)) return refuse('value-not-allowed', { field: 'on' });
    const event = { kind: args.to, on: args.on, text: args.text, result: args.result };
    const next: ProficiencyTest = {
      ...test,
      state: args.to,
      result: args.result ?? test.result,
      events: [...test.events, { ...event, at: context.claimedAt, by: context.actor }],
    };
    tx.put(proficiencyTestKind, next);
    return applied;
  },
});

/** Whether the test still owes a rectification. */
export function owesRectification(test: ProficiencyTest): boolean {
  return isFailed(test.result) && (test.state === 'result' || test.state === 'rectifying');
}
