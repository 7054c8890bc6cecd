import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { Bilingual } from '../../lib/text.ts';
import { Category } from './institution.ts';

/** Only what supervision uses: no identity number, no birth, no address, no family (registry rules section 2). */
export const Appraiser = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  institutionId: RecordId,
  name: Bilingual,
  certificateNo: z.string().max(40),
  certificateValidTo: CivilDate,
  title: z.enum(['senior', 'associate-senior', 'intermediate', 'junior', 'none']),
  fullTime: z.boolean(),
  categories: z.array(Category).min(1),
  state: z.enum(['practising', 'renewing', 'suspended', 'expired', 'cancelled']),
});
export type Appraiser = z.infer<typeof Appraiser>;

export const appraiserKind = recordKind<Appraiser>({
  table: 'appraisers',
  schema: Appraiser,
  compartment: 'ordinary',
  columns: {
    institutionId: (appraiser) => appraiser.institutionId,
    state: (appraiser) => appraiser.state,
    certificateValidTo: (appraiser) => appraiser.certificateValidTo,
  },
});
