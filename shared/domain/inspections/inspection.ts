import { z } from 'zod';
import { Sha256Hex } from '../../lib/bytes.ts';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { canonicalJson } from '../../lib/json.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';
import { Severity } from './template.ts';

// in-progress ─ answer, finding, photo ─► in-progress ─ sign (each officer) ─► in-progress ─ seal ─► sealed
// A change after a signature voids the signatures (they cover a content hash). A sealed visit takes no change.

export const InspectionSignature = z.strictObject({
  officerId: OfficerId,
  contentHash: Sha256Hex,
  /** The drawn signature, an attachment with purpose `signature`. */
  attachmentId: RecordId,
  signedAt: Instant,
});

export const Inspection = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  institutionId: RecordId,
  templateId: z.string(),
  templateVersion: z.string(),
  state: z.enum(['in-progress', 'sealed']),
  /** Lead officer first; a visit is made by two (行政处罚法 art. 42; practice for inspections). */
  officers: z.tuple([OfficerId, OfficerId]),
  startedOn: CivilDate,
  startedAt: Instant,
  signatures: z.array(InspectionSignature),
  sealedAt: Instant.nullable(),
  contentHash: Sha256Hex.nullable(),
});
export type Inspection = z.infer<typeof Inspection>;

export const inspectionKind = recordKind<Inspection>({
  table: 'inspections',
  schema: Inspection,
  compartment: 'ordinary',
  columns: {
    state: (inspection) => inspection.state,
    institutionId: (inspection) => inspection.institutionId,
    startedOn: (inspection) => inspection.startedOn,
  },
});

export const AnswerValue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('choice'), choice: z.enum(['yes', 'no', 'na']) }),
  z.strictObject({ kind: z.literal('score'), points: z.int().min(0).max(1000) }),
  /** A decimal string: no floats in the log. */
  z.strictObject({ kind: z.literal('number'), value: z.string().regex(/^-?\d{1,12}(\.\d{1,4})?$/) }),
  z.strictObject({ kind: z.literal('text'), text: freeText(4000) }),
  z.strictObject({ kind: z.literal('date'), on: CivilDate }),
]);
export type AnswerValue = z.infer<typeof AnswerValue>;

/** One version of an answer, with the act that wrote it (`<logId>:<seq>`). */
export const AnswerVersion = z.strictObject({
  value: AnswerValue.nullable(),
  note: freeText(2000),
  by: OfficerId,
  at: Instant,
  act: z.string(),
});
export type AnswerVersion = z.infer<typeof AnswerVersion>;

/** The answer to one item. `contested` holds what another officer answered without having seen `current`, also when it is the same. */
export const Answer = z.strictObject({
  /** `<inspectionId>:<itemId>` */
  id: RecordId,
  prefectureCode: z.string(),
  inspectionId: RecordId,
  itemId: z.string(),
  current: AnswerVersion,
  contested: z.array(AnswerVersion),
});
export type Answer = z.infer<typeof Answer>;

export function sameAnswer(a: AnswerVersion, b: AnswerVersion): boolean {
  return a.note === b.note && canonicalJson(a.value) === canonicalJson(b.value);
}

/** Two officers answered differently without seeing each other: the lead officer must choose before anybody signs. */
export function isContested(answer: Answer): boolean {
  return answer.contested.some((version) => !sameAnswer(version, answer.current));
}

export const answerKind = recordKind<Answer>({
  table: 'answers',
  schema: Answer,
  compartment: 'ordinary',
  columns: { inspectionId: (answer) => answer.inspectionId },
});

export function answerId(inspectionId: RecordId, itemId: string): RecordId {
  return `${inspectionId}:${itemId}` as RecordId;
}

export const Finding = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  inspectionId: RecordId,
  itemId: z.string().nullable(),
  severity: Severity,
  text: freeText(4000),
  basis: freeText(300),
  /** Last day for rectification; proposals in inspections.md section 5: minor 15, major 30, critical 7 calendar days. */
  dueOn: CivilDate,
  by: OfficerId,
  at: Instant,
});
export type Finding = z.infer<typeof Finding>;

export const findingKind = recordKind<Finding>({
  table: 'findings',
  schema: Finding,
  compartment: 'ordinary',
  columns: {
    inspectionId: (finding) => finding.inspectionId,
    severity: (finding) => finding.severity,
    dueOn: (finding) => finding.dueOn,
  },
});

export const Attachment = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  /** The record it is evidence for; who may read that may fetch this. */
  recordId: RecordId,
  itemId: z.string().nullable(),
  purpose: z.enum(['evidence', 'signature']),
  /** Over the bytes as stored: after scaling and marking, before encryption. */
  sha256: Sha256Hex,
  sizeBytes: z.int().min(1),
  mime: z.enum(['image/jpeg', 'image/png']),
  widthPx: z.int().min(1),
  heightPx: z.int().min(1),
  takenAt: Instant,
  by: OfficerId,
});
export type Attachment = z.infer<typeof Attachment>;

export const attachmentKind = recordKind<Attachment>({
  table: 'attachments',
  schema: Attachment,
  compartment: 'ordinary',
  columns: { recordId: (attachment) => attachment.recordId },
});
