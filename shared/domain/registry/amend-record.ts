import type { RecordId } from '../../lib/ids.ts';
import {
  applied,
  merged,
  refuse,
  type ActContext,
  type MutationOutcome,
  type MutatorTx,
} from '../../lib/mutation.ts';
import type { RecordBase } from '../../lib/record-kind.ts';
import { mergeFields, type AmendPolicy, type FieldChange } from './amend.ts';
import { noteRegisterEvent } from './register-event.ts';

interface Amendment {
  readonly changes: readonly FieldChange[];
  readonly importId?: RecordId | null;
}

/** Merges changes into a record as it stands now, notes what was taken, and hands on what others had set to something else. */
export async function amendRecord(
  tx: MutatorTx,
  context: ActContext,
  policy: AmendPolicy,
  record: RecordBase,
  { changes, importId = null }: Amendment,
): Promise<MutationOutcome> {
  const { taken, conflicts } = mergeFields(policy, record, changes);
  const next = policy.kind.schema.safeParse({ ...record, ...taken });
  if (!next.success)
    return refuse('value-not-allowed', { field: String(next.error.issues[0]?.path[0] ?? '') });
  if (Object.keys(taken).length > 0) {
    const told = { table: policy.kind.table, kind: 'amended' as const, importId };
    await noteRegisterEvent(tx, context, told, record, next.data);
    tx.put(policy.kind, next.data);
  }
  if (conflicts.length === 0) return applied;
  return merged('both', { table: policy.kind.table, recordId: record.id, fields: conflicts });
}
