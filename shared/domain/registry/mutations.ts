import { z } from 'zod';
import { RecordId } from '../../lib/ids.ts';
import { applied, mutation, refuse } from '../../lib/mutation.ts';
import { amendRecord } from './amend-record.ts';
import { appraiserPolicy, changesOf, institutionPolicy } from './amend.ts';
import { Appraiser, appraiserKind } from './appraiser.ts';
import { Institution, institutionKind } from './institution.ts';
import { noteRegisterEvent } from './register-event.ts';

/** Enters an institution in the working register. */
export const registerInstitution = mutation({
  name: 'institution/register',
  version: 1,
  args: z.strictObject({ institution: Institution }),
  lane: (args) => args.institution.id,
  run: async (tx, args, context) => {
    if (await tx.get(institutionKind, args.institution.id))
      return refuse('already-registered', { id: args.institution.id });
    await noteRegisterEvent(
      tx,
      context,
      { table: institutionKind.table, kind: 'entered' },
      null,
      args.institution,
    );
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
  run: async (tx, args, context) => {
    if (await tx.get(appraiserKind, args.appraiser.id))
      return refuse('already-registered', { id: args.appraiser.id });
    if (!(await tx.get(institutionKind, args.appraiser.institutionId)))
      return refuse('institution-missing', { id: args.appraiser.institutionId });
    await noteRegisterEvent(
      tx,
      context,
      { table: appraiserKind.table, kind: 'entered' },
      null,
      args.appraiser,
    );
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
  run: async (tx, args, context) => {
    const institution = await tx.get(institutionKind, args.id);
    if (!institution) return refuse('institution-missing', { id: args.id });
    return amendRecord(tx, context, institutionPolicy, institution, args);
  },
});

/** Amends fields of an appraiser; made with `changesBetween`. Fields others changed meanwhile become a conflict. */
export const amendAppraiser = mutation({
  name: 'appraiser/amend',
  version: 1,
  args: z.strictObject({ id: RecordId, changes: changesOf(appraiserPolicy) }),
  lane: (args) => args.id,
  run: async (tx, args, context) => {
    const moved = args.changes.find(({ field, from, to }) => field === 'institutionId' && from !== to)?.to;
    if (moved !== undefined && !(await tx.get(institutionKind, moved as RecordId)))
      return refuse('institution-missing', { id: moved });
    const appraiser = await tx.get(appraiserKind, args.id);
    if (!appraiser) return refuse('appraiser-missing', { id: args.id });
    return amendRecord(tx, context, appraiserPolicy, appraiser, args);
  },
});
