import { z } from 'zod';
import { Sha256Hex } from '../../lib/bytes.ts';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';
import { OpinionFile } from './opinion-file.ts';
import { Grade } from './plan.ts';

export const REVIEW_STATES = [
  'sampled',
  'scoring',
  'third-needed',
  'scored',
  'told',
  'answered',
  'final',
] as const;
export const ReviewState = z.enum(REVIEW_STATES);
export type ReviewState = z.infer<typeof ReviewState>;

export const Reviewer = z.strictObject({
  officerId: OfficerId,
  expertId: RecordId,
  part: z.enum(['first', 'third']),
  assignedOn: CivilDate,
  /** Hash of what they submitted and a secret; null while they have not. */
  commit: Sha256Hex.nullable(),
});
export type Reviewer = z.infer<typeof Reviewer>;

export const ReviewFinding = z.strictObject({
  id: RecordId,
  itemId: z.string().max(20).nullable(),
  severity: z.enum(['critical', 'major', 'minor']),
  text: freeText(2000).refine((text) => text.trim() !== '', 'empty'),
  basis: freeText(300),
  dueOn: CivilDate,
});
export type ReviewFinding = z.infer<typeof ReviewFinding>;

/**
 * One file under review. sampled ─ two reviewers ─► scoring ─ both in ─► scored (or third-needed ─ third assigned ─► scoring) ─
 * institution told ─► told ─ it answers ─► answered ─ a head decides ─► final. Nothing is skipped; each step is an event.
 */
export const QualityReview = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  planId: RecordId,
  year: z.int(),
  institutionId: RecordId,
  file: OpinionFile,
  /** How it came into the sample. `focus`: added for a complaint, penalty, re-appraisal or refusal by a court. */
  origin: z.enum(['drawn', 'focus']),
  sampleId: RecordId.nullable(),
  focusReason: freeText(300),
  state: ReviewState,
  reviewers: z.array(Reviewer).max(3),
  thirdFor: z.enum(['difference', 'veto']).nullable(),
  /** What the scores say together; null until they are opened. Totals in whole points, the result in tenths. */
  result: z
    .strictObject({
      totals: z.array(z.strictObject({ officerId: OfficerId, total: z.int(), vetoes: z.array(z.string()) })),
      tenths: z.int().min(0),
      vetoes: z.array(z.string()),
      grade: Grade,
    })
    .nullable(),
  answerDueOn: CivilDate.nullable(),
  answer: z
    .strictObject({ on: CivilDate, kind: z.enum(['agrees', 'objects']), text: freeText(4000) })
    .nullable(),
  final: z
    .strictObject({ on: CivilDate, grade: Grade, tenths: z.int().min(0), reason: freeText(2000) })
    .nullable(),
  findings: z.array(ReviewFinding).max(50),
  events: z.array(
    z.strictObject({
      kind: z.enum([
        'sampled',
        'assigned',
        'replaced',
        'submitted',
        'third-called',
        'opened',
        'told',
        'answered',
        'final',
      ]),
      on: CivilDate,
      at: Instant,
      by: OfficerId,
      /** Whom or why, where the step needs it. */
      note: freeText(500),
    }),
  ),
});
export type QualityReview = z.infer<typeof QualityReview>;

export const qualityReviewKind = recordKind<QualityReview>({
  table: 'qualityReviews',
  schema: QualityReview,
  compartment: 'ordinary',
  columns: {
    planId: (review) => review.planId,
    institutionId: (review) => review.institutionId,
    state: (review) => review.state,
  },
});

export function reviewId(planId: RecordId, fileId: string): RecordId {
  return `${planId}:${fileId}` as RecordId;
}
