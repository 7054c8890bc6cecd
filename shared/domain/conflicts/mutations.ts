import { z } from 'zod';
import { RecordId } from '../../lib/ids.ts';
import { PortableJson, type JsonValue } from '../../lib/json.ts';
import { applied, mutation, refuse } from '../../lib/mutation.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { freeText } from '../../lib/text.ts';
import { amendPolicies, keepBoth, same, valueOf, type FieldPolicy } from '../registry/amend.ts';
import { noteRegisterEvent } from '../registry/register-event.ts';
import { CHOICES, conflictKind, type ConflictField } from './conflict.ts';

/** What a decider chose for one field. `seen` is the other version they had on screen; `value` counts only with `other`. */
const Decided = z.strictObject({
  field: z.string(),
  choice: z.enum(CHOICES),
  seen: PortableJson,
  value: PortableJson.nullable(),
});

/**
 * Decides a conflict: every disputed field gets a value, the task is closed, both versions stay in it. Of two deciders the second
 * is refused and told the first; a decision about a version that has changed since is refused too.
 */
export const decideConflict = mutation({
  name: 'conflict/decide',
  version: 1,
  args: z.strictObject({
    conflictId: RecordId,
    fields: z.array(Decided).min(1).max(40),
    reason: freeText(500).refine((text) => text.trim() !== '', 'empty'),
  }),
  lane: (args) => args.conflictId,
  run: async (tx, args, context) => {
    const conflict = await tx.get(conflictKind, args.conflictId);
    if (!conflict) return refuse('conflict-missing', { id: args.conflictId });
    if (conflict.decision)
      return refuse('conflict-decided', { by: conflict.decision.by, act: conflict.decision.act });
    const policy = amendPolicies.get(conflict.table);
    const record = policy && (await tx.get(policy.kind, conflict.recordId));
    if (!policy || !record) return refuse('record-gone', { id: conflict.recordId });
    const given = new Map(args.fields.map((one) => [one.field, one]));
    if (given.size !== args.fields.length || given.size !== conflict.fields.length)
      return refuse('conflict-incomplete');
    const values: Record<string, JsonValue> = {};
    for (const field of conflict.fields) {
      const decided = given.get(field.field);
      if (!decided) return refuse('conflict-incomplete');
      const isCurrent = same(decided.seen, field.theirs) && same(valueOf(record, field.field), field.theirs);
      if (!isCurrent) return refuse('conflict-outdated', { field: field.field });
      const value = chosen(field, policy.fields[field.field], decided);
      if (!value.ok) return refuse('both-not-possible', { field: field.field });
      values[field.field] = value.value;
    }
    const next = policy.kind.schema.safeParse({ ...record, ...values });
    if (!next.success)
      return refuse('value-not-allowed', { field: String(next.error.issues[0]?.path[0] ?? '') });
    await noteRegisterEvent(tx, context, { table: conflict.table, kind: 'decided' }, record, next.data);
    tx.put(policy.kind, next.data);
    tx.put(conflictKind, {
      ...conflict,
      state: 'decided',
      decision: {
        by: context.actor,
        at: context.claimedAt,
        act: `${context.act.logId}:${context.act.seq}`,
        reason: args.reason,
        fields: conflict.fields.map(({ field }) => ({
          field,
          choice: given.get(field)?.choice ?? 'theirs',
          value: values[field] ?? null,
        })),
      },
    });
    return applied;
  },
});

function chosen(
  field: ConflictField,
  policy: FieldPolicy | undefined,
  decided: z.infer<typeof Decided>,
): Result<JsonValue, 'both-not-possible'> {
  switch (decided.choice) {
    case 'mine':
      return ok(field.mine);
    case 'theirs':
      return ok(field.theirs);
    case 'other':
      return ok(decided.value);
    case 'both': {
      const both = policy ? keepBoth(policy, field.mine, field.theirs) : null;
      return both === null ? err('both-not-possible') : ok(both);
    }
  }
}
