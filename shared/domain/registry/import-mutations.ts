import { z } from 'zod';
import { RecordId } from '../../lib/ids.ts';
import type { JsonValue } from '../../lib/json.ts';
import {
  applied,
  merged,
  mutation,
  refuse,
  type ActContext,
  type MutationOutcome,
  type MutatorTx,
} from '../../lib/mutation.ts';
import { amendRecord } from './amend-record.ts';
import { appraiserPolicy, changesOf, institutionPolicy, same, valueOf, type AmendPolicy } from './amend.ts';
import { Appraiser, appraiserKind } from './appraiser.ts';
import { Institution, institutionKind } from './institution.ts';
import { noteRegisterEvent } from './register-event.ts';

const ImportedRow = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('new-institution'), institution: Institution }),
  z.strictObject({
    kind: z.literal('changed-institution'),
    id: RecordId,
    changes: changesOf(institutionPolicy),
  }),
  z.strictObject({ kind: z.literal('new-appraiser'), appraiser: Appraiser }),
  z.strictObject({ kind: z.literal('changed-appraiser'), id: RecordId, changes: changesOf(appraiserPolicy) }),
]);

export type ImportedRow = z.infer<typeof ImportedRow>;

/**
 * One row of an imported register list; all rows of one import share its id. Ids of new records follow from their numbers
 * (`importedId`), so two desks that import the same list make one record: the second import of a row changes nothing where it
 * agrees, and is a conflict for a person where it does not.
 */
export const importRow = mutation({
  name: 'register/import-row',
  version: 1,
  args: z.strictObject({ importId: RecordId, row: ImportedRow }),
  lane: ({ row }) => {
    if (row.kind === 'new-institution') return row.institution.id;
    return row.kind === 'new-appraiser' ? row.appraiser.id : row.id;
  },
  run: async (tx, { importId, row }, context) => {
    switch (row.kind) {
      case 'new-institution':
        return enter(tx, context, institutionPolicy, row.institution, importId);
      case 'new-appraiser':
        if (!(await tx.get(institutionKind, row.appraiser.institutionId)))
          return refuse('institution-missing', { id: row.appraiser.institutionId });
        return enter(tx, context, appraiserPolicy, row.appraiser, importId);
      case 'changed-institution': {
        const institution = await tx.get(institutionKind, row.id);
        if (!institution) return refuse('institution-missing', { id: row.id });
        return amendRecord(tx, context, institutionPolicy, institution, { changes: row.changes, importId });
      }
      case 'changed-appraiser': {
        const appraiser = await tx.get(appraiserKind, row.id);
        if (!appraiser) return refuse('appraiser-missing', { id: row.id });
        const moved = row.changes.find(({ field, from, to }) => field === 'institutionId' && from !== to)?.to;
        if (moved !== undefined && !(await tx.get(institutionKind, moved as RecordId)))
          return refuse('institution-missing', { id: moved });
        return amendRecord(tx, context, appraiserPolicy, appraiser, { changes: row.changes, importId });
      }
    }
  },
});

async function enter(
  tx: MutatorTx,
  context: ActContext,
  policy: AmendPolicy,
  record: Institution | Appraiser,
  importId: RecordId,
): Promise<MutationOutcome> {
  const there = await tx.get(policy.kind, record.id);
  if (!there) {
    const told = { table: policy.kind.table, kind: 'entered' as const, importId };
    await noteRegisterEvent(tx, context, told, null, record);
    tx.put(policy.kind, record);
    return applied;
  }
  const fields = Object.keys(policy.fields).flatMap((field) => {
    const [mine, theirs]: readonly JsonValue[] = [valueOf(record, field), valueOf(there, field)];
    return mine === undefined || theirs === undefined || same(mine, theirs)
      ? []
      : [{ field, base: null, mine, theirs }];
  });
  if (fields.length === 0) return applied;
  return merged('theirs', { table: policy.kind.table, recordId: record.id, fields });
}
