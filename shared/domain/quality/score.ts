import { z } from 'zod';
import { Sha256Hex, type Hex } from '../../lib/bytes.ts';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { canonicalJson } from '../../lib/json.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { sha256Hex } from '../../lib/sha256.ts';
import { freeText } from '../../lib/text.ts';
import type { FormItem } from './plan.ts';

export const ScoreValue = z.union([z.int().min(0).max(100), z.enum(['yes', 'no', 'na'])]);
export type ScoreValue = z.infer<typeof ScoreValue>;

export const ScoredItem = z.strictObject({
  itemId: z.string().max(20),
  value: ScoreValue.nullable(),
  remark: freeText(500),
});
export type ScoredItem = z.infer<typeof ScoredItem>;

/**
 * What one reviewer thinks of one file. filling ─ submit ─► submitted ─ all who must are in ─► opened. It lies in the compartment
 * blind-review: until it is opened the server gives it to its author's computer alone (decision 0021).
 */
export const ReviewScore = z.strictObject({
  /** `<reviewId>:<officerId>` */
  id: RecordId,
  prefectureCode: z.string(),
  reviewId: RecordId,
  officerId: OfficerId,
  state: z.enum(['filling', 'submitted', 'opened']),
  items: z.array(ScoredItem).max(200),
  opinion: freeText(2000),
  /** Disclosed with the score: with it anybody can check that what was opened is what was submitted. */
  nonce: Sha256Hex.nullable(),
  submittedOn: CivilDate.nullable(),
  submittedAt: Instant.nullable(),
});
export type ReviewScore = z.infer<typeof ReviewScore>;

export const reviewScoreKind = recordKind<ReviewScore>({
  table: 'reviewScores',
  schema: ReviewScore,
  compartment: 'blind-review',
  columns: { reviewId: (score) => score.reviewId, state: (score) => score.state },
});

export function scoreId(reviewId: RecordId, officerId: OfficerId): RecordId {
  return `${reviewId}:${officerId}` as RecordId;
}

/** What stands in the review, for all to see, from the moment of submission: it fixes the score and tells nothing of it. */
export function scoreCommitment(score: Pick<ReviewScore, 'items' | 'opinion'>, nonce: Hex): Hex {
  const items = score.items.toSorted((a, b) => (a.itemId < b.itemId ? -1 : 1));
  return sha256Hex(canonicalJson({ items, opinion: score.opinion, nonce }));
}

export interface Tally {
  /** Whole points. */
  readonly total: number;
  /** Items that are a veto, in the order of the form. */
  readonly vetoes: readonly string[];
  readonly missing: readonly string[];
}

/** Sum of points; a critical choice answered no, or a critical item scored 0, is a veto (checklists.json, scoring). */
export function tally(form: readonly FormItem[], items: readonly ScoredItem[]): Tally {
  const values = new Map(items.map((item) => [item.itemId, item.value]));
  let total = 0;
  const vetoes: string[] = [];
  const missing: string[] = [];
  for (const line of form) {
    const value = values.get(line.id) ?? null;
    if (value === null || !isFit(line, value)) {
      missing.push(line.id);
      continue;
    }
    if (typeof value === 'number') total += value;
    if (line.critical && (value === 'no' || value === 0)) vetoes.push(line.id);
  }
  return { total, vetoes, missing };
}

/** Whether the value is of the line's kind and within its points. */
export function isFit(line: FormItem, value: ScoreValue): boolean {
  return line.kind === 'score' ? typeof value === 'number' && value <= line.max : typeof value === 'string';
}
