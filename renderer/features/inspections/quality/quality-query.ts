import { expertKind, type Expert } from '../../../../shared/domain/experts/expert.ts';
import type { TemplateBody } from '../../../../shared/domain/inspections/template.ts';
import { officerKind } from '../../../../shared/domain/org/officer.ts';
import { qualityPlanKind, type QualityPlan } from '../../../../shared/domain/quality/plan.ts';
import { qualityReviewKind, type QualityReview } from '../../../../shared/domain/quality/review.ts';
import { qualitySampleKind, type QualitySample } from '../../../../shared/domain/quality/sample.ts';
import { reviewScoreKind, type ReviewScore } from '../../../../shared/domain/quality/score.ts';
import { institutionKind, type Institution } from '../../../../shared/domain/registry/institution.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { Bilingual } from '../../../../shared/lib/text.ts';
import type { Desk } from '../../../data/desk.ts';
import { knownForms } from './quality-form.ts';

export interface QualityFacts {
  /** Newest year first. */
  readonly plans: readonly QualityPlan[];
  readonly reviews: readonly QualityReview[];
  readonly institutions: ReadonlyMap<RecordId, Institution>;
  readonly forms: readonly TemplateBody[];
}

export async function loadQuality(desk: Desk): Promise<QualityFacts> {
  const [plans, reviews, institutions, forms] = await Promise.all([
    desk.records.all(qualityPlanKind),
    desk.records.all(qualityReviewKind),
    desk.records.all(institutionKind),
    knownForms(desk),
  ]);
  return {
    plans: plans.toSorted((a, b) => b.year - a.year),
    reviews: reviews.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    institutions: new Map(institutions.map((one) => [one.id, one])),
    forms,
  };
}

export interface ReviewFacts {
  readonly review: QualityReview;
  readonly plan: QualityPlan | null;
  readonly institution: Institution | null;
  readonly form: TemplateBody | null;
  readonly experts: readonly Expert[];
  /** What this device holds: the own score, and all once they are opened. */
  readonly scores: readonly ReviewScore[];
  readonly names: ReadonlyMap<string, Bilingual>;
}

export async function loadReview(desk: Desk, id: RecordId): Promise<ReviewFacts | null> {
  const review = await desk.records.get(qualityReviewKind, id);
  if (!review) return null;
  const [plan, institution, forms, experts, scores, officers] = await Promise.all([
    desk.records.get(qualityPlanKind, review.planId),
    desk.records.get(institutionKind, review.institutionId),
    knownForms(desk),
    desk.records.all(expertKind),
    desk.records.list(reviewScoreKind, 'reviewId', id),
    desk.records.all(officerKind),
  ]);
  return {
    review,
    plan,
    institution,
    form: forms.find((form) => form.version === plan?.form.version) ?? forms.at(-1) ?? null,
    experts,
    scores,
    names: new Map(officers.map((officer) => [officer.id, officer.name])),
  };
}

export interface SampleFacts {
  readonly plan: QualityPlan;
  readonly samples: readonly QualitySample[];
  readonly institutions: readonly Institution[];
  readonly hasReview: ReadonlySet<RecordId>;
}

export async function loadSamples(desk: Desk, planId: RecordId): Promise<SampleFacts | null> {
  const plan = await desk.records.get(qualityPlanKind, planId);
  if (!plan) return null;
  const [samples, institutions, reviews] = await Promise.all([
    desk.records.list(qualitySampleKind, 'planId', planId),
    desk.records.all(institutionKind),
    desk.records.list(qualityReviewKind, 'planId', planId),
  ]);
  return {
    plan,
    samples: samples.toSorted((a, b) => (a.id < b.id ? 1 : -1)),
    institutions: institutions.toSorted((a, b) => a.name.zh.localeCompare(b.name.zh, 'zh')),
    hasReview: new Set(reviews.map((review) => review.institutionId)),
  };
}
