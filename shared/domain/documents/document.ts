import { z } from 'zod';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';
import { Facts } from './facts.ts';
import { NumberYear, SeriesCode, numberKey } from './numbers.ts';

// issued ─ document/void ─► voided. Nothing else ever changes in it but that the server gives its official number once.

export const DocumentLanguage = z.enum(['zh', 'zh-ug']);
export type DocumentLanguage = z.infer<typeof DocumentLanguage>;

export const DocumentNumber = z.strictObject({
  series: SeriesCode,
  year: NumberYear,
  /** What stands before the year, frozen at issue: 喀司鉴检通. */
  prefix: freeText(40),
  /** What the paper is called until its official number is there. */
  provisional: z.string().regex(/^临-[0-9A-Z]{8}$/),
  official: z.int().min(1).nullable(),
  /** The lent block it was taken from; null when the server gave it. */
  blockId: RecordId.nullable(),
});
export type DocumentNumber = z.infer<typeof DocumentNumber>;

const DocumentEvent = z.strictObject({
  kind: z.enum(['issued', 'voided']),
  on: CivilDate,
  at: Instant,
  by: OfficerId,
  /** Why it was voided; empty for the issue. */
  reason: freeText(500),
});

/** An issued paper: its facts as they were, so that it can be printed again exactly. */
export const Document = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  /** Open: a kind that this app does not know is listed by its code and number. */
  kind: SeriesCode,
  templateVersion: z.string().max(20),
  language: DocumentLanguage,
  state: z.enum(['issued', 'voided']),
  /** What it is about: a task, a visit, a plan, a draw, a complaint. */
  subjectId: RecordId,
  taskId: RecordId.nullable(),
  institutionId: RecordId.nullable(),
  number: DocumentNumber,
  facts: Facts,
  issuedOn: CivilDate,
  by: OfficerId,
  events: z.array(DocumentEvent),
});
export type Document = z.infer<typeof Document>;

export const documentKind = recordKind<Document>({
  table: 'documents',
  schema: Document,
  compartment: 'ordinary',
  columns: {
    kind: (document) => document.kind,
    state: (document) => document.state,
    subjectId: (document) => document.subjectId,
    taskId: (document) => document.taskId,
    institutionId: (document) => document.institutionId,
    issuedOn: (document) => document.issuedOn,
    numberKey: (document) =>
      document.number.official === null
        ? null
        : numberKey(
            { ...document.number, prefectureCode: document.prefectureCode },
            document.number.official,
          ),
  },
});

/** `临-7K3MQ9XV`: from the end of the paper's own id, so that it needs no counter and never comes twice. */
export function provisionalOf(documentId: RecordId): string {
  return `临-${documentId
    .replaceAll(/[^0-9A-Za-z]/g, '')
    .toUpperCase()
    .padStart(8, '0')
    .slice(-8)}`;
}

/** The number as it is printed: 喀司鉴检通〔2026〕12号, or the provisional one. */
export function numberText(number: DocumentNumber): string {
  if (number.official === null) return number.provisional;
  return `${number.prefix}〔${number.year}〕${number.official}号`;
}
