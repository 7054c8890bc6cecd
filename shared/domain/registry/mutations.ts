import { z } from 'zod';
import { applied, mutation, refuse } from '../../lib/mutation.ts';
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
