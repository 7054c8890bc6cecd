import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { Bilingual, freeText } from '../../lib/text.ts';
import { ScopeCode } from './business-scope.ts';
import type { Institution } from './institution.ts';

const Equipment = z.strictObject({
  name: freeText(120),
  model: freeText(80),
  serial: freeText(80),
  calibratedOn: CivilDate.nullable(),
  calibrationValidTo: CivilDate.nullable(),
  /** A role, never a name. */
  keeper: freeText(80),
});
export type Equipment = z.infer<typeof Equipment>;

const Place = z.strictObject({ name: freeText(120), countyCode: z.string().regex(/^\d{6}$/) });

/** What supervision knows of an institution beyond the register itself; id = the institution's. Money in fen. */
export const InstitutionFacts = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  /** Version of the business list that the codes are of; null while no code is entered. */
  scopeVersion: z.string().max(20).nullable(),
  scope: z.array(ScopeCode).max(400),
  sponsor: Bilingual.nullable(),
  legalAdviser: z.boolean().nullable(),
  insurance: z
    .strictObject({ insurer: freeText(120), sumFen: z.int().min(0), validTo: CivilDate })
    .nullable(),
  oathOn: CivilDate.nullable(),
  fundsFen: z.int().min(0).nullable(),
  premisesSquareMetres: z.int().min(0).nullable(),
  openHours: freeText(200),
  suspendedTo: CivilDate.nullable(),
  equipment: z.array(Equipment).max(300),
  branches: z.array(Place).max(50),
  receptionPoints: z.array(Place).max(50),
});
export type InstitutionFacts = z.infer<typeof InstitutionFacts>;

export const institutionFactsKind = recordKind<InstitutionFacts>({
  table: 'institutionFacts',
  schema: InstitutionFacts,
  compartment: 'ordinary',
  columns: { prefectureCode: (facts) => facts.prefectureCode },
});

/** Nothing known yet: what the first amendment starts from. */
export function noInstitutionFacts({ id, prefectureCode }: Institution): InstitutionFacts {
  return {
    id,
    prefectureCode,
    scopeVersion: null,
    scope: [],
    sponsor: null,
    legalAdviser: null,
    insurance: null,
    oathOn: null,
    fundsFen: null,
    premisesSquareMetres: null,
    openHours: '',
    suspendedTo: null,
    equipment: [],
    branches: [],
    receptionPoints: [],
  };
}

/** Five or fewer who practise (measure 6); derived from the staff counts, never stored. `atMost` is a lead-time setting. */
export function isSmall({ staff }: Institution, atMost: number): boolean {
  return staff.fullTime + staff.partTime <= atMost;
}
