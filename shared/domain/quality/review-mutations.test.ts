import { expect, test } from 'vitest';
import { anInstitution } from '../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../test/support/memory-office.ts';
import {
  aFile,
  anExpert,
  aQualityPlan,
  entryOf,
  ON,
  planArgs,
} from '../../../test/support/quality-builders.ts';
import { fromHex, type Hex } from '../../lib/bytes.ts';
import type { CivilDate } from '../../lib/dates.ts';
import type { OfficerId, RecordId } from '../../lib/ids.ts';
import { sha256Hex } from '../../lib/sha256.ts';
import { saveExpert } from '../experts/mutations.ts';
import { institutionKind } from '../registry/institution.ts';
import { commitSample, drawSample, planQualityReview, voidSample } from './plan-mutations.ts';
import {
  assignReviewer,
  decideReview,
  noteAnswer,
  replaceReviewer,
  tellInstitution,
} from './review-mutations.ts';
import { qualityReviewKind, type QualityReview } from './review.ts';
import { filePoolHash, pickFiles, qualitySampleKind } from './sample.ts';
import { fillScore, submitScore } from './score-mutations.ts';
import { reviewScoreKind } from './score.ts';

const HEAD = 'officer-head' as OfficerId;
const BOSS = 'officer-boss' as OfficerId;
const [A, B, C] = ['officer-a', 'officer-b', 'officer-c'] as [OfficerId, OfficerId, OfficerId];
const institution = anInstitution({ id: 'INS-1' as RecordId });
const plan = aQualityPlan('PLAN-1');
const SAMPLE = 'SAMPLE-1' as RecordId;
const SEED = '5e'.repeat(32) as Hex;
const NONCE = 'ab'.repeat(32) as Hex;
const files = Array.from({ length: 30 }, (_, i) => aFile(i + 1));
const expertOf = (officerId: OfficerId): RecordId => `E-${officerId}` as RecordId;

/** The side that sees everything, as the server does; 5 of 30 files drawn. */
async function drawnOffice(): Promise<MemoryOffice> {
  const office = new MemoryOffice().seed(institutionKind, institution);
  await office.act(planQualityReview, planArgs(plan), HEAD);
  await office.act(commitSample, commitArgs(), HEAD);
  await office.act(
    drawSample,
    { sampleId: SAMPLE, seed: SEED, digits: '314159', witnesses: [{ name: '某甲', unit: '公证处' }], on: ON },
    HEAD,
  );
  for (const officer of [A, B, C])
    await office.act(saveExpert, entryOf(anExpert(expertOf(officer), officer)), HEAD);
  return office;
}

function commitArgs(over: Partial<Parameters<(typeof commitSample)['lane']>[0]> = {}) {
  return {
    sampleId: SAMPLE,
    planId: plan.id,
    institutionId: institution.id,
    files,
    count: 5,
    poolHash: filePoolHash(institution.id, files),
    commit: sha256Hex(fromHex(SEED)),
    on: ON,
    ...over,
  };
}

function firstReview(office: MemoryOffice): QualityReview {
  const [review] = office.all(qualityReviewKind);
  if (!review) throw new Error('nothing was drawn');
  return review;
}

async function scoredBy(office: MemoryOffice, officer: OfficerId, points: number): Promise<void> {
  const { id: reviewId, reviewers } = firstReview(office);
  if (!reviewers.some((one) => one.officerId === officer))
    await office.act(assignReviewer, { reviewId, expertId: expertOf(officer), on: ON }, HEAD);
  const fill = (itemId: string, value: number | 'yes') =>
    office.act(fillScore, { reviewId, itemId, value, remark: '' }, officer);
  await fill('QR-A01', Math.min(points, 50));
  await fill('QR-C01', points - Math.min(points, 50));
  await fill('QR-H01', 'yes');
  await office.act(submitScore, { reviewId, nonce: NONCE, opinion: '', on: ON }, officer);
}

test('who runs the draw draws the same files, whatever the order of the list; another seed than promised draws nothing', async () => {
  const office = await drawnOffice();
  const sample = office.get(qualitySampleKind, SAMPLE);
  expect(sample?.picked).toHaveLength(5);
  expect(office.all(qualityReviewKind)).toHaveLength(5);
  const list = { institutionId: institution.id, files: files.toReversed(), count: 5 };
  expect(pickFiles(list, `${SAMPLE}-314159`, fromHex(SEED))).toEqual(sample?.picked);
  expect(filePoolHash(institution.id, files.toReversed())).toBe(sample?.poolHash);

  const other = new MemoryOffice().seed(institutionKind, institution);
  await other.act(planQualityReview, planArgs(plan), HEAD);
  await other.act(commitSample, commitArgs(), HEAD);
  const seed = '5f'.repeat(32) as Hex;
  const witnesses = [{ name: '某甲', unit: '公证处' }];
  expect(
    await other.act(drawSample, { sampleId: SAMPLE, seed, digits: '314159', witnesses, on: ON }, HEAD),
  ).toMatchObject({ error: { kind: 'sample-seed-differs' } });
});

test('a list with a number twice, a day outside the period, or fewer files than are to be drawn is not taken', async () => {
  const office = new MemoryOffice().seed(institutionKind, institution);
  await office.act(planQualityReview, planArgs(plan), HEAD);
  const lists = [[aFile(1), aFile(1)], [aFile(1, { issuedOn: '2024-12-31' as CivilDate })], [aFile(1)]];
  for (const [at, list] of lists.entries())
    expect(
      await office.act(
        commitSample,
        commitArgs({ files: list, count: at === 2 ? 2 : 1, poolHash: filePoolHash(institution.id, list) }),
        HEAD,
      ),
    ).toMatchObject({ error: { kind: 'sample-list-unfit' } });
});

test('a draw is voided with its untouched files and stays listed; once somebody scores it is not', async () => {
  const office = await drawnOffice();
  await office.act(voidSample, { sampleId: SAMPLE, reason: '清单有误', on: ON }, HEAD);
  expect(office.all(qualityReviewKind)).toEqual([]);
  expect(office.get(qualitySampleKind, SAMPLE)).toMatchObject({
    state: 'voided',
    picked: [{}, {}, {}, {}, {}].map(() => expect.any(String)),
  });
  const worked = await drawnOffice();
  await scoredBy(worked, A, 80);
  await scoredBy(worked, B, 80);
  expect(await worked.act(voidSample, { sampleId: SAMPLE, reason: '清单有误', on: ON }, HEAD)).toMatchObject({
    error: { kind: 'sample-in-work' },
  });
});

test('more than ten points apart a third is called and the first two stay shut; with the third all are opened', async () => {
  const office = await drawnOffice();
  await scoredBy(office, A, 95);
  await scoredBy(office, B, 70);
  expect(firstReview(office)).toMatchObject({ state: 'third-needed', thirdFor: 'difference', result: null });
  expect(office.all(reviewScoreKind).map((one) => one.state)).toEqual(['submitted', 'submitted']);
  await scoredBy(office, C, 92);
  expect(firstReview(office)).toMatchObject({ state: 'scored', result: { tenths: 935, grade: 'excellent' } });
  expect(office.all(reviewScoreKind).map((one) => one.state)).toEqual(['opened', 'opened', 'opened']);
});

test('where the other score is not to be seen, submitting opens nothing', async () => {
  const office = await drawnOffice();
  await scoredBy(office, A, 80);
  const device = new MemoryOffice().seed(institutionKind, institution);
  const { id: reviewId } = firstReview(office);
  await office.act(assignReviewer, { reviewId, expertId: expertOf(B), on: ON }, HEAD);
  device.seed(qualityReviewKind, firstReview(office));
  await device.act(planQualityReview, planArgs(plan), HEAD);
  await scoredBy(device, B, 80);
  expect(firstReview(device)).toMatchObject({ state: 'scoring', result: null });
  expect(device.all(reviewScoreKind).map((one) => one.officerId)).toEqual([B]);
});

test('told, answered, decided: nothing is skipped, an objection and another grade need a reason, who scored does not decide', async () => {
  const office = await drawnOffice();
  await scoredBy(office, A, 84);
  await scoredBy(office, B, 86);
  const { id: reviewId } = firstReview(office);
  type Decision = Parameters<(typeof decideReview)['lane']>[0];
  const plain: Decision = { reviewId, grade: 'good', reason: '', findings: [], on: ON };
  const decide = (over: Partial<Decision>, by = BOSS) => office.act(decideReview, { ...plain, ...over }, by);
  expect(await decide({})).toMatchObject({ error: { kind: 'quality-state', state: 'scored' } });
  await office.act(tellInstitution, { reviewId, on: ON }, HEAD);
  expect(firstReview(office).answerDueOn).toBe('2026-12-04');
  expect(await decide({})).toMatchObject({ error: { kind: 'answer-still-open', until: '2026-12-04' } });
  const objection: Parameters<(typeof noteAnswer)['lane']>[0] = {
    reviewId,
    kind: 'objects',
    text: '扣分过重',
    on: ON,
  };
  await office.act(noteAnswer, objection, HEAD);
  expect(await decide({})).toMatchObject({ error: { kind: 'reason-needed' } });
  expect(await decide({ reason: '复核后维持' }, A)).toMatchObject({ error: { kind: 'decider-scored' } });
  expect((await decide({ reason: '复核后维持' })).ok).toBe(true);
  expect(firstReview(office)).toMatchObject({ state: 'final', final: { grade: 'good', tenths: 850 } });
  expect(firstReview(office).events.map((one) => one.kind)).toEqual([
    'sampled',
    'assigned',
    'submitted',
    'assigned',
    'submitted',
    'opened',
    'told',
    'answered',
    'final',
  ]);
});

test('a reviewer who stands back before submitting is replaced; what they had filled in is never opened', async () => {
  const office = await drawnOffice();
  const { id: reviewId } = firstReview(office);
  await office.act(assignReviewer, { reviewId, expertId: expertOf(A), on: ON }, HEAD);
  await office.act(assignReviewer, { reviewId, expertId: expertOf(B), on: ON }, HEAD);
  await office.act(fillScore, { reviewId, itemId: 'QR-A01', value: 3, remark: '' }, A);
  await office.act(replaceReviewer, { reviewId, officerId: A, reason: '申请回避', on: ON }, HEAD);
  expect(await office.act(fillScore, { reviewId, itemId: 'QR-C01', value: 3, remark: '' }, A)).toMatchObject({
    error: { kind: 'not-reviewer' },
  });
  await office.act(assignReviewer, { reviewId, expertId: expertOf(C), on: ON }, HEAD);
  await scoredBy(office, B, 80);
  await scoredBy(office, C, 80);
  expect(firstReview(office).state).toBe('scored');
  expect(office.all(reviewScoreKind).find((one) => one.officerId === A)?.state).toBe('filling');
});
