import { z } from 'zod';
import { RecordId } from '../../lib/ids.ts';
import { mutation, refuse } from '../../lib/mutation.ts';
import { amendRecord } from './amend-record.ts';
import { appraiserFactsPolicy, changesOf, institutionFactsPolicy } from './amend.ts';
import { appraiserFactsKind, noAppraiserFacts } from './appraiser-facts.ts';
import { appraiserKind } from './appraiser.ts';
import { institutionFactsKind, noInstitutionFacts } from './institution-facts.ts';
import { institutionKind } from './institution.ts';

/** Amends what is known of an institution beyond the register; the first amendment starts from nothing known. */
export const amendInstitutionFacts = mutation({
  name: 'institution-facts/amend',
  version: 1,
  args: z.strictObject({
    id: RecordId,
    changes: changesOf(institutionFactsPolicy),
    importId: RecordId.nullable(),
  }),
  lane: (args) => args.id,
  run: async (tx, args, context) => {
    const institution = await tx.get(institutionKind, args.id);
    if (!institution) return refuse('institution-missing', { id: args.id });
    const facts = (await tx.get(institutionFactsKind, args.id)) ?? noInstitutionFacts(institution);
    return amendRecord(tx, context, institutionFactsPolicy, facts, args);
  },
});

/** Amends what is known of an appraiser beyond the register; the first amendment starts from nothing known. */
export const amendAppraiserFacts = mutation({
  name: 'appraiser-facts/amend',
  version: 1,
  args: z.strictObject({
    id: RecordId,
    changes: changesOf(appraiserFactsPolicy),
    importId: RecordId.nullable(),
  }),
  lane: (args) => args.id,
  run: async (tx, args, context) => {
    const appraiser = await tx.get(appraiserKind, args.id);
    if (!appraiser) return refuse('appraiser-missing', { id: args.id });
    const facts = (await tx.get(appraiserFactsKind, args.id)) ?? noAppraiserFacts(appraiser);
    return amendRecord(tx, context, appraiserFactsPolicy, facts, args);
  },
});
