import { qualityReviewKind, type QualityReview } from '../../../shared/domain/quality/review.ts';
import { reviewScoreKind, type ReviewScore } from '../../../shared/domain/quality/score.ts';
import type { DeviceId } from '../../../shared/lib/ids.ts';
import type { Scope } from '../../../shared/protocol/scope.ts';
import type { FeedGate } from '../../store/feed-store.ts';
import type { Tx } from '../../store/open-database.ts';

/**
 * What of a prefecture's blind reviews a device may have (decision 0021): every opened score; one that is not opened only where
 * its author works and no other reviewer of the same file does, since one workstation opens what lies on it for all its officers.
 * Opening writes the score anew, further up in the feed, so that nobody misses it whose cursor has passed the sealed one.
 */
export async function blindGate(tx: Tx, deviceId: DeviceId, scopes: readonly Scope[]): Promise<FeedGate> {
  if (!scopes.some(isBlind)) return everything;
  const rows = await tx
    .selectFrom('device_officers')
    .select('officer_id')
    .where('device_id', '=', deviceId)
    .execute();
  const here = new Set(rows.map((row) => row.officer_id));
  return async (scope, row) => {
    if (!isBlind(scope) || row.payload === null) return true;
    if (row.table !== reviewScoreKind.table) return false;
    const score = JSON.parse(row.payload) as ReviewScore;
    if (score.state === 'opened') return true;
    if (!here.has(score.officerId)) return false;
    const reviewers = await reviewersOf(tx, score);
    return reviewers.every((officerId) => officerId === score.officerId || !here.has(officerId));
  };
}

const everything: FeedGate = async () => true;

function isBlind(scope: Scope): boolean {
  return scope.endsWith('/blind-review');
}

async function reviewersOf(tx: Tx, score: ReviewScore): Promise<readonly string[]> {
  const row = await tx
    .selectFrom('records')
    .select('payload')
    .where('prefecture', '=', score.prefectureCode)
    .where('table_name', '=', qualityReviewKind.table)
    .where('id', '=', score.reviewId)
    .executeTakeFirst();
  if (!row) return [];
  return (JSON.parse(row.payload) as QualityReview).reviewers.map((one) => one.officerId);
}
