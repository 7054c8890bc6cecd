import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { applied, mutation, refuse } from '../../lib/mutation.ts';
import { amendRecord } from './amend-record.ts';
import { assistantPolicy, changesOf } from './amend.ts';
import { Assistant, assistantKind } from './assistant.ts';
import { institutionKind } from './institution.ts';
import { noteRegisterEvent } from './register-event.ts';

/** Enters an assistant of a registered institution. */
export const addAssistant = mutation({
  name: 'assistant/add',
  version: 1,
  args: z.strictObject({ assistant: Assistant }),
  lane: (args) => args.assistant.id,
  run: async (tx, { assistant }, context) => {
    if (await tx.get(assistantKind, assistant.id)) return refuse('already-registered', { id: assistant.id });
    if (!(await tx.get(institutionKind, assistant.institutionId)))
      return refuse('institution-missing', { id: assistant.institutionId });
    const told = { table: assistantKind.table, kind: 'entered' as const };
    await noteRegisterEvent(tx, context, told, null, assistant);
    tx.put(assistantKind, assistant);
    return applied;
  },
});

/** Amends fields of an assistant; made with `changesBetween`. */
export const amendAssistant = mutation({
  name: 'assistant/amend',
  version: 1,
  args: z.strictObject({ id: RecordId, changes: changesOf(assistantPolicy) }),
  lane: (args) => args.id,
  run: async (tx, args, context) => {
    const assistant = await tx.get(assistantKind, args.id);
    if (!assistant) return refuse('assistant-missing', { id: args.id });
    return amendRecord(tx, context, assistantPolicy, assistant, args);
  },
});

/** Notes the last day of an assistant; nothing is removed. */
export const closeAssistant = mutation({
  name: 'assistant/close',
  version: 1,
  args: z.strictObject({ id: RecordId, on: CivilDate }),
  lane: (args) => args.id,
  run: async (tx, { id, on }, context) => {
    const assistant = await tx.get(assistantKind, id);
    if (!assistant) return refuse('assistant-missing', { id });
    if (on < assistant.startedOn) return refuse('ends-before-start');
    const told = { table: assistantKind.table, kind: 'closed' as const };
    const next = { ...assistant, endedOn: on };
    await noteRegisterEvent(tx, context, told, assistant, next);
    tx.put(assistantKind, next);
    return applied;
  },
});
