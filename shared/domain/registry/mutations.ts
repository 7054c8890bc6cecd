import { z } from 'zod';
import { RecordId } from '../../lib/ids.ts';
import {
  applied,
  merged,
  mutation,
  refuse,
  type MutationOutcome,
  type MutatorTx,
} from '../../lib/mutation.ts';
import {
  appraiserPolicy,
  changesOf,
  institutionPolicy,
  mergeFields,
  type AmendPolicy,
  type FieldChange,
} from './amend.ts';
import { Appraiser, appraiserKind } from './appraiser.ts';
import { Institution, institutionKind } from './institution.ts';

/** Enters an institution in the working register. */
export const registerInstitution = mutation({
  name: 'institution/register',
  version: 1,
  args: z.strictObject({ institution: Institution }),
  lane: (args) => args.institution.id,
  run: async (tx, args) => {
    if (await tx.get(institutionKind, args.institution.id))
      return refuse('already-registered', { id: args.institution.id });
    tx.put(institutionKind, args.institution);
    return applied;
  },
});

/** Enters an appraiser of a registered institution. */
export const registerAppraiser = mutation({
  name: 'appraiser/register',
  version: 1,
  args: z.strictObject({ appraiser: Appraiser }),
  lane: (args) => args.appraiser.id,
  run: async (tx, args) => {
    if (await tx.get(appraiserKind, args.appraiser.id))
      return refuse('already-registered', { id: args.appraiser.id });
    if (!(await tx.get(institutionKind, args.appraiser.institutionId)))
      return refuse('institution-missing', { id: args.appraiser.institutionId });
    tx.put(appraiserKind, args.appraiser);
    return applied;
  },
});

/** Amends fields of an institution; made with `changesBetween`. Fields others changed meanwhile become a conflict. */
export const amendInstitution = mutation({
  name: 'institution/amend',
  version: 1,
  args: z.strictObject({ id: RecordId, changes: changesOf(institutionPolicy) }),
  lane: (args) => args.id,
  run: (tx, args) => amend(tx, institutionPolicy, args, refuse('institution-missing', { id: args.id })),
});

/** Amends fields of an appraiser; made with `changesBetween`. Fields others changed meanwhile become a conflict. */
export const amendAppraiser = mutation({
  name: 'appraiser/amend',
  version: 1,
  args: z.strictObject({ id: RecordId, changes: changesOf(appraiserPolicy) }),
  lane: (args) => args.id,
  run: async (tx, args) => {
    const moved = args.changes.find(({ field, from, to }) => field === 'institutionId' && from !== to)?.to;
    if (moved !== undefined && !(await tx.get(institutionKind, moved as RecordId)))
      return refuse('institution-missing', { id: moved });
    return amend(tx, appraiserPolicy, args, refuse('appraiser-missing', { id: args.id }));
  },
});

async function amend(
  tx: MutatorTx,
  policy: AmendPolicy,
  args: { readonly id: RecordId; readonly changes: readonly FieldChange[] },
  missing: MutationOutcome,
): Promise<MutationOutcome> {
  const record = await tx.get(policy.kind, args.id);
  if (!record) return missing;
  const { taken, conflicts } = mergeFields(policy, record, args.changes);
  const next = policy.kind.schema.safeParse({ ...record, ...taken });
  if (!next.success)
    return refuse('value-not-allowed', { field: String(next.error.issues[0]?.path[0] ?? '') });
  if (Object.keys(taken).length > 0) tx.put(policy.kind, next.data);
  if (conflicts.length === 0) return applied;
  return merged('both', { table: policy.kind.table, recordId: record.id, fields: conflicts });
}
