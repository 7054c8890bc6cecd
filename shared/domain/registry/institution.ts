import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { Bilingual } from '../../lib/text.ts';

/** The four registered categories (法医类, 物证类, 声像资料, 环境损害). */
export const CATEGORIES = [
  'forensic-medicine',
  'physical-evidence',
  'audio-visual',
  'environmental-damage',
] as const;
export const Category = z.enum(CATEGORIES);
export type Category = z.infer<typeof Category>;

export const INSTITUTION_STATES = [
  'in-practice',
  'renewing',
  'rectifying',
  'suspended',
  'expired',
  'cancelled',
] as const;
export const InstitutionState = z.enum(INSTITUTION_STATES);

/** The prefecture's working copy of the regional register (名册), reduced to what supervision uses. */
export const Institution = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  countyCode: z.string(),
  name: Bilingual,
  address: Bilingual,
  licenceNo: z.string().max(40),
  /** Unified social credit code (统一社会信用代码). */
  creditCode: z.string().max(18),
  sponsorKind: z.enum(['hospital', 'university', 'company', 'private-non-enterprise', 'public-unit']),
  head: Bilingual,
  phone: z.string().max(30),
  categories: z.array(Category).min(1),
  licenceIssuedOn: CivilDate,
  licenceValidTo: CivilDate,
  staff: z.strictObject({ fullTime: z.int().min(0), partTime: z.int().min(0), assistants: z.int().min(0) }),
  state: InstitutionState,
});
export type Institution = z.infer<typeof Institution>;

export const institutionKind = recordKind<Institution>({
  table: 'institutions',
  schema: Institution,
  compartment: 'ordinary',
  columns: {
    prefectureCode: (institution) => institution.prefectureCode,
    state: (institution) => institution.state,
    licenceValidTo: (institution) => institution.licenceValidTo,
  },
});
