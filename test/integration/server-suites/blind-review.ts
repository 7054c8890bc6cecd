import { describe, expect, test } from 'vitest';
import { saveExpert } from '../../../shared/domain/experts/mutations.ts';
import { fileIdOf } from '../../../shared/domain/quality/opinion-file.ts';
import { addFocusFile, planQualityReview } from '../../../shared/domain/quality/plan-mutations.ts';
import { assignReviewer } from '../../../shared/domain/quality/review-mutations.ts';
import { QualityReview, reviewId as reviewIdOf } from '../../../shared/domain/quality/review.ts';
import { fillScore, submitScore } from '../../../shared/domain/quality/score-mutations.ts';
import { ReviewScore, scoreCommitment } from '../../../shared/domain/quality/score.ts';
import { handOverActs } from '../../../shared/domain/log/mutations.ts';
import { registerInstitution } from '../../../shared/domain/registry/mutations.ts';
import type { Hex } from '../../../shared/lib/bytes.ts';
import type { OfficerId, RecordId } from '../../../shared/lib/ids.ts';
import type { FeedEntry } from '../../../shared/protocol/pull.ts';
import { anInstitution } from '../../support/inspection-builders.ts';
import { aFile, anExpert, aQualityPlan, entryOf, ON, planArgs } from '../../support/quality-builders.ts';
import { ulid, type TestDevice } from '../../support/test-device.ts';
import { outcomes } from './outcomes.ts';
import { HEAD, useServer, type StorageUnderTest } from './world.ts';

const NONCE = 'ab'.repeat(32) as Hex;
/** Stands in every score of these tests, so that a leak is found wherever it may lie. */
const REMARK = '仅供本人查看的评语';

export function blindReviewSuite(storage: StorageUnderTest): void {
  describe(`blind review (${storage.name})`, () => {
    const world = useServer(storage);

    test('S110: nobody but its author gets a score before both are in; then everybody does, as it was submitted', async () => {
      const { head, first, second, reviewId } = await aFileUnderReview();
      await score(first, reviewId, [45, 45]);
      expect((await pulledScores(first)).own).toMatchObject([
        { state: 'submitted', officerId: first.officerId },
      ]);
      for (const other of [second, head]) {
        const { own, text } = await pulledScores(other);
        expect(own).toEqual([]);
        expect(text).not.toContain(REMARK);
      }
      await score(second, reviewId, [44, 42]);
      const seen = await pulledScores(head);
      expect(seen.own.map(({ state, officerId }) => [state, officerId]).toSorted()).toEqual(
        [first, second].map((device) => ['opened', device.officerId]).toSorted(),
      );
      expect((await pulledScores(first)).own).toHaveLength(2);
      expect(seen.review).toMatchObject({ state: 'scored', result: { tenths: 880, grade: 'good' } });
      for (const one of seen.own) {
        const { commit } = seen.review?.reviewers.find((by) => by.officerId === one.officerId) ?? {};
        expect(scoreCommitment(one, one.nonce as Hex)).toBe(commit);
      }
    });

    test('S111: where a third is called, the first two stay sealed until the third is in', async () => {
      const { head, first, second, reviewId } = await aFileUnderReview();
      await score(first, reviewId, [50, 45]);
      await score(second, reviewId, [40, 40]);
      expect((await pulledScores(head)).review).toMatchObject({
        state: 'third-needed',
        thirdFor: 'difference',
        result: null,
      });
      const third = await world.device();
      await callExpert(head, reviewId, third.officerId);
      const before = await pulledScores(third);
      expect(before.own).toEqual([]);
      expect(before.text).not.toContain(REMARK);
      await score(third, reviewId, [45, 44]);
      expect((await pulledScores(head)).own.map((one) => one.state)).toEqual(['opened', 'opened', 'opened']);
    });

    test('S112: a computer on which two reviewers of one file work gets neither score; a stick or a new device no more', async () => {
      const { first, second, reviewId } = await aFileUnderReview();
      await score(first, reviewId, [45, 45]);
      const shared = await world.device({ roles: HEAD });
      await enrolHere(shared, first.officerId);
      await enrolHere(shared, second.officerId);
      await shared.hello();
      expect((await pulledScores(shared)).own).toEqual([]);
      const anew = await world.device();
      await enrolHere(anew, first.officerId);
      await anew.hello();
      expect((await pulledScores(anew)).own).toHaveLength(1);
    });

    test('S113: an act that holds a score is not handed over', async () => {
      const remark = '移交不得泄露';
      const { first, reviewId } = await aFileUnderReview();
      const colleague = await world.device({ roles: HEAD });
      await first.pullAll();
      const refused = first.act(fillScore, { reviewId, itemId: 'QR-A01', value: 99, remark });
      const asked = first.act(handOverActs, {
        logId: first.logId,
        seqs: [refused.seq],
        to: colleague.officerId,
        note: '',
      });
      expect(outcomes(await first.push())).toEqual([
        [refused.seq, { kind: 'refused', refusal: { kind: 'value-not-allowed', field: 'QR-A01' } }],
        [asked.seq, { kind: 'refused', refusal: { kind: 'blind-act' } }],
      ]);
      expect(JSON.stringify((await colleague.pullAll()).entries)).not.toContain(remark);
    });

    test('S114: who scores without being asked, twice, or not at all is refused', async () => {
      const { head, first, reviewId } = await aFileUnderReview();
      const stranger = await world.device();
      const uncalled = stranger.act(fillScore, { reviewId, itemId: 'QR-A01', value: 1, remark: '' });
      expect(outcomes(await stranger.push())).toEqual([
        [uncalled.seq, { kind: 'refused', refusal: { kind: 'not-reviewer' } }],
      ]);
      const early = first.act(submitScore, { reviewId, nonce: NONCE, opinion: '', on: ON });
      expect(outcomes(await first.push())).toEqual([
        [early.seq, { kind: 'refused', refusal: { kind: 'score-incomplete', missing: 3 } }],
      ]);
      const again = head.act(assignReviewer, {
        reviewId,
        expertId: `E-${first.officerId}` as RecordId,
        on: ON,
      });
      expect(outcomes(await head.push(again.seq))).toEqual([
        [again.seq, { kind: 'refused', refusal: { kind: 'reviewer-barred', why: 'already-reviewer' } }],
      ]);
    });

    async function enrolHere(device: TestDevice, officerId: OfficerId): Promise<void> {
      await device.enrol(await world.server().createCode(officerId));
    }

    async function aFileUnderReview(): Promise<{
      readonly head: TestDevice;
      readonly first: TestDevice;
      readonly second: TestDevice;
      readonly reviewId: RecordId;
    }> {
      const [head, first, second] = [
        await world.device({ roles: HEAD }),
        await world.device(),
        await world.device(),
      ];
      const institution = anInstitution({ id: ulid() as RecordId });
      const plan = aQualityPlan(ulid());
      head.act(registerInstitution, { institution });
      head.act(planQualityReview, planArgs(plan));
      head.act(addFocusFile, {
        planId: plan.id,
        institutionId: institution.id,
        file: aFile(12),
        reason: '法院未采信',
        on: ON,
      });
      const reviewId = reviewIdOf(plan.id, fileIdOf(institution.id, aFile(12).opinionNo));
      for (const reviewer of [first, second]) await callExpert(head, reviewId, reviewer.officerId);
      return { head, first, second, reviewId };
    }
  });
}

async function callExpert(head: TestDevice, reviewId: RecordId, officerId: OfficerId): Promise<void> {
  const from = head.acts.length + 1;
  const expert = anExpert(`E-${officerId}`, officerId);
  head.act(saveExpert, entryOf(expert));
  head.act(assignReviewer, { reviewId, expertId: expert.id, on: ON });
  expect(outcomes(await head.push(Math.min(from, 1)))).toEqual([]);
}

/** Two scored items and no veto, submitted and sent. */
async function score(
  device: TestDevice,
  reviewId: RecordId,
  [first, second]: readonly [number, number],
): Promise<void> {
  await device.pullAll();
  const fill = (itemId: string, value: number | 'yes'): void =>
    void device.act(fillScore, { reviewId, itemId, value, remark: REMARK });
  fill('QR-A01', first);
  fill('QR-C01', second);
  fill('QR-H01', 'yes');
  device.act(submitScore, { reviewId, nonce: NONCE, opinion: REMARK, on: ON });
  expect(outcomes(await device.push())).toEqual([]);
}

/** Everything a device may pull, from the beginning. */
async function pulledScores(device: TestDevice): Promise<{
  readonly own: readonly ReviewScore[];
  readonly review: QualityReview | null;
  readonly text: string;
}> {
  const { entries } = await device.pullAll({ cursors: {}, epoch: null });
  const review = recordsOf(entries, 'qualityReviews').at(-1);
  const newest = review === undefined ? null : QualityReview.parse(review);
  return {
    own: recordsOf(entries, 'reviewScores')
      .map((record) => ReviewScore.parse(record))
      .filter((one) => one.reviewId === newest?.id),
    review: newest,
    text: JSON.stringify(entries.filter((entry) => JSON.stringify(entry).includes(newest?.id ?? '?'))),
  };
}

function recordsOf(entries: readonly FeedEntry[], table: string): readonly unknown[] {
  return entries.flatMap((entry) => (entry.table === table && entry.op === 'put' ? [entry.record] : []));
}
