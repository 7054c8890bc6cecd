import { z } from 'zod';
import { Sha256Hex } from '../../lib/bytes.ts';
import { Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';

// The institution's side of a visit (行政检查文书基本格式文本(试行), 现场检查笔录): who stood for it, whether the officers showed their
// certificates and told the rights, when they came and left, what the institution said; then how it answered each form.

const Line = freeText(100).refine((text) => text.trim() !== '', 'empty');

/** As far as it is typed: what is half typed is kept too. */
export const Representative = z.strictObject({ name: freeText(100), role: freeText(100) });

/** Facts of a visit, once for all its forms. What is null is not noted yet. */
export const VisitParties = z.strictObject({
  /** The visit's first inspection. */
  id: RecordId,
  prefectureCode: z.string(),
  arrivedAt: Instant.nullable(),
  leftAt: Instant.nullable(),
  certificatesShown: z.boolean().nullable(),
  /** The right to ask for recusal, to state views and to defend oneself. */
  rightsTold: z.boolean().nullable(),
  presence: z.enum(['present', 'absent']).nullable(),
  representative: Representative.nullable(),
  /** What the institution said, in its own words. */
  statement: freeText(2000),
  by: OfficerId,
  at: Instant,
  /** The act that wrote it, `<logId>:<seq>`: a colleague's words are not replaced unseen. */
  act: z.string(),
});
export type VisitParties = z.infer<typeof VisitParties>;

export const visitPartiesKind = recordKind<VisitParties>({
  table: 'visitParties',
  schema: VisitParties,
  compartment: 'ordinary',
  columns: {},
});

export const Witness = z.strictObject({ name: Line, unit: Line });

export const AttestationOutcome = z.discriminatedUnion('kind', [
  /** Drawn with pen or mouse, or the name typed below a statement; either way a picture is kept. */
  z.strictObject({
    kind: z.literal('signed'),
    attachmentId: RecordId,
    how: z.enum(['drawn', 'typed']),
  }),
  /** Refusal is noted with its reason and a witness (inspections.md section 4). */
  z.strictObject({
    kind: z.literal('refused'),
    reason: freeText(500).refine((text) => text.trim() !== '', 'empty'),
    witness: Witness,
  }),
  z.strictObject({
    kind: z.literal('absent'),
    reason: freeText(500).refine((text) => text.trim() !== '', 'empty'),
    witness: Witness.nullable(),
  }),
]);
export type AttestationOutcome = z.infer<typeof AttestationOutcome>;

/** How the institution answered one form. It counts only while `contentHash` is that of the form (see `formHash`). */
export const VisitAttestation = z.strictObject({
  /** The inspection. */
  id: RecordId,
  prefectureCode: z.string(),
  contentHash: Sha256Hex,
  outcome: AttestationOutcome,
  at: Instant,
  by: OfficerId,
  /** Earlier answers, voided by a change of the form. */
  events: z.array(
    z.strictObject({ kind: z.enum(['signed', 'refused', 'absent']), at: Instant, by: OfficerId }),
  ),
});
export type VisitAttestation = z.infer<typeof VisitAttestation>;

export const visitAttestationKind = recordKind<VisitAttestation>({
  table: 'visitAttestations',
  schema: VisitAttestation,
  compartment: 'ordinary',
  columns: {},
});

export type MissingParty =
  'arrived' | 'left' | 'order' | 'certificates' | 'rights' | 'presence' | 'representative';

/** What still is to be noted before the institution can answer, in the order of the form. */
export function missingParties(parties: VisitParties | null): readonly MissingParty[] {
  if (!parties) return ['arrived', 'left', 'certificates', 'rights', 'presence'];
  const { arrivedAt, leftAt, certificatesShown, rightsTold, presence, representative } = parties;
  const missing: MissingParty[] = [];
  if (!arrivedAt) missing.push('arrived');
  if (!leftAt) missing.push('left');
  if (arrivedAt && leftAt && leftAt < arrivedAt) missing.push('order');
  if (certificatesShown === null) missing.push('certificates');
  if (rightsTold === null) missing.push('rights');
  if (presence === null) missing.push('presence');
  const isNamed = representative && representative.name.trim() !== '' && representative.role.trim() !== '';
  if (presence === 'present' && !isNamed) missing.push('representative');
  return missing;
}
