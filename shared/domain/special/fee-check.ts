import { z } from 'zod';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';
import { Fen, FeeRule } from './fee-standard.ts';

/** One charge of the sample. It names a case by the institution's own number alone: no client is in it. */
export const FeeLine = z.strictObject({
  id: RecordId,
  opinionNo: freeText(60).refine((text) => text.trim() !== '', 'empty'),
  itemCode: z.string().max(40),
  /** The rule it was computed with, kept here: a newer standard changes no finished check. */
  rule: FeeRule,
  units: z.int().min(1).max(999),
  disputedFen: Fen,
  /** What the institution displays for it; null: it displays nothing. */
  displayedFen: Fen.nullable(),
  chargedFen: Fen,
  /** What had to be taken off, as for a recipient of legal aid (法律援助法 art. 53). */
  reliefFen: Fen,
  hasReceipt: z.boolean(),
  refundedFen: Fen,
  remark: freeText(300),
});
export type FeeLine = z.infer<typeof FeeLine>;

/** The fee inspection of one institution: a sample of charges, and what they come to (fee-arithmetic.ts). */
export const FeeCheck = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  institutionId: RecordId,
  campaignId: RecordId.nullable(),
  taskId: RecordId.nullable(),
  standardVersion: z.string().max(40),
  standardConfirmed: z.boolean(),
  state: z.enum(['open', 'closed']),
  on: CivilDate,
  lines: z.array(FeeLine).max(500),
  events: z.array(
    z.strictObject({
      kind: z.enum(['opened', 'changed', 'closed']),
      on: CivilDate,
      at: Instant,
      by: OfficerId,
    }),
  ),
});
export type FeeCheck = z.infer<typeof FeeCheck>;

export const feeCheckKind = recordKind<FeeCheck>({
  table: 'feeChecks',
  schema: FeeCheck,
  compartment: 'ordinary',
  columns: {
    institutionId: (check) => check.institutionId,
    campaignId: (check) => check.campaignId,
    state: (check) => check.state,
  },
});
