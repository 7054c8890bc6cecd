import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';
import type { Appraiser } from './appraiser.ts';
import { ScopeCode } from './business-scope.ts';

/** What supervision knows of an appraiser beyond the register itself; id = the appraiser's. No photo, birth or family. */
export const AppraiserFacts = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  scopeVersion: z.string().max(20).nullable(),
  items: z.array(ScopeCode).max(100),
  qualification: freeText(120),
  certificateIssuedOn: CivilDate.nullable(),
  oathOn: CivilDate.nullable(),
  suspendedTo: CivilDate.nullable(),
  /** Hours of continuing training by year; of two entries for one year the later one counts. */
  training: z
    .array(z.strictObject({ year: z.int().min(2000).max(2100), hours: z.int().min(0).max(2000) }))
    .max(60),
});
export type AppraiserFacts = z.infer<typeof AppraiserFacts>;

export const appraiserFactsKind = recordKind<AppraiserFacts>({
  table: 'appraiserFacts',
  schema: AppraiserFacts,
  compartment: 'ordinary',
  columns: { prefectureCode: (facts) => facts.prefectureCode },
});

/** Nothing known yet: what the first amendment starts from. */
export function noAppraiserFacts({ id, prefectureCode }: Appraiser): AppraiserFacts {
  return {
    id,
    prefectureCode,
    scopeVersion: null,
    items: [],
    qualification: '',
    certificateIssuedOn: null,
    oathOn: null,
    suspendedTo: null,
    training: [],
  };
}

/** Hours entered for a year; null when nothing was. */
export function trainingHoursOf(facts: AppraiserFacts | null, year: number): number | null {
  return facts?.training.findLast((one) => one.year === year)?.hours ?? null;
}
