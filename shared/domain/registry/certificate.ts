import { z } from 'zod';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';
import { ScopeCode } from './business-scope.ts';

export const CERTIFICATE_KINDS = ['CMA', 'CNAS'] as const;
/** What somebody decided about it; whether it is in force follows from this and the dates (`certificateState`). */
export const STANDINGS = ['held', 'in-renewal', 'suspended', 'withdrawn'] as const;
export const Standing = z.enum(STANDINGS);
export type Standing = z.infer<typeof Standing>;

/**
 * An accreditation of an institution's laboratory (资质认定 CMA, 实验室认可 CNAS; measure 16).
 * held ⇄ in-renewal, held ⇄ suspended; withdrawn is the end. Each step is an event and stays.
 */
export const Certificate = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  institutionId: RecordId,
  kind: z.enum(CERTIFICATE_KINDS),
  certNo: freeText(60).refine((text) => text !== '', 'empty'),
  issuer: freeText(120),
  scopeText: freeText(2000),
  items: z.array(ScopeCode).max(200),
  issuedOn: CivilDate,
  validTo: CivilDate,
  standing: Standing,
  events: z.array(
    z.strictObject({ kind: Standing, on: CivilDate, at: Instant, by: OfficerId, document: freeText(120) }),
  ),
});
export type Certificate = z.infer<typeof Certificate>;

export const certificateKind = recordKind<Certificate>({
  table: 'certificates',
  schema: Certificate,
  compartment: 'ordinary',
  columns: {
    institutionId: (certificate) => certificate.institutionId,
    kind: (certificate) => certificate.kind,
    validTo: (certificate) => certificate.validTo,
  },
});

export type CertificateState = 'valid' | 'expiring' | 'expired' | 'suspended' | 'withdrawn' | 'in-renewal';

/** How a certificate stands on a day; `warnFrom`: the first day on which its end counts as near. */
export function certificateState(
  { standing, validTo }: Certificate,
  today: CivilDate,
  warnFrom: CivilDate,
): CertificateState {
  if (standing === 'withdrawn' || standing === 'suspended') return standing;
  if (validTo < today) return 'expired';
  if (standing === 'in-renewal') return 'in-renewal';
  return today >= warnFrom ? 'expiring' : 'valid';
}
