import type { CivilDate } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import { CATEGORIES, type Institution } from '../registry/institution.ts';
import type { ConflictReason, Inspector } from './inspector.ts';
import { WEIGHT_RULES, type Layer, type Plan, type PlanContent, type WeightRule } from './plan.ts';
import { yearOf, type InspectionTask } from './task.ts';

/** As the draw takes it (design.md section 6): weights are whole numbers from 1 to 100. */
export interface PoolEntry {
  readonly id: RecordId;
  readonly weight: number;
}

export type TargetExclusion =
  'suspended' | 'cancelled' | 'expired' | 'outside-plan' | 'cap-reached' | 'already-drawn';
export type InspectorExclusion = ConflictReason | 'inactive' | 'certificate-expired' | 'other-prefecture';

export interface Excluded<Reason extends string> {
  readonly id: RecordId;
  readonly reason: Reason;
}

/** What else is known of an institution; what is not known counts as nothing against it. */
export interface InstitutionFacts {
  readonly integrityGrade: 'A' | 'B' | 'C' | 'D' | null;
  readonly complaints: number;
  readonly failedProficiency: boolean;
  readonly overdueRectifications: number;
  /** Of its last quality review that came to an end. */
  readonly qualityGrade: 'excellent' | 'good' | 'pass' | 'fail' | null;
  /** Visits of the plan's year that no task led to. */
  readonly otherVisits: number;
}

/** One part of the pool, with how many are drawn from it. `key` is a county, a category, a risk, or empty for the whole. */
export interface PoolLayer {
  readonly key: string;
  readonly entries: readonly PoolEntry[];
  readonly count: number;
}

export interface TargetPool {
  /** Sorted by id. */
  readonly entries: readonly PoolEntry[];
  readonly exclusions: readonly Excluded<TargetExclusion>[];
  /** How many the plan draws in all; never more than there are. */
  readonly count: number;
  /** The same entries by the plan's layer; one layer with the key '' where the plan has none. */
  readonly layers: readonly PoolLayer[];
  /** The rules that made an institution's weight, where any did. */
  readonly weighedBy: ReadonlyMap<RecordId, readonly WeightRule[]>;
}

/** Rules that records can meet today: nobody keeps integrity grades and complaints here yet. */
export const LIVE_RULES: readonly WeightRule['rule'][] = [
  'failed-proficiency',
  'overdue-rectification',
  'failed-quality-review',
];

export const BASE_WEIGHT = 10;
const MAX_WEIGHT = 100;
/** What is known of an institution of which nothing is. */
export const NOTHING_KNOWN: InstitutionFacts = {
  integrityGrade: null,
  complaints: 0,
  failedProficiency: false,
  overdueRectifications: 0,
  qualityGrade: null,
  otherVisits: 0,
};

/**
 * Whom the plan may draw on a day (检查对象名录库), with a reason for everyone else of the register. An institution at its yearly
 * cap is never in the pool; one that was drawn under this plan is not drawn again.
 */
export function targetPool(
  plan: PlanContent & Pick<Plan, 'id'>,
  institutions: readonly Institution[],
  facts: ReadonlyMap<RecordId, InstitutionFacts>,
  tasks: readonly InspectionTask[],
  today: CivilDate,
): TargetPool {
  const live = tasks.filter((task) => task.state !== 'voided');
  const sorted = institutions.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const judged = sorted.map((institution) => ({
    institution,
    reason: exclusionOf(plan, institution, facts.get(institution.id) ?? NOTHING_KNOWN, live, today),
  }));
  const drawable = judged.filter((one) => one.reason === null).map((one) => one.institution);
  const weighed = drawable.map((institution) => {
    const known = facts.get(institution.id) ?? NOTHING_KNOWN;
    const rules = plan.weightRules.filter(({ rule }) => applies(rule, known));
    return { institution, rules, weight: weightOf(plan, rules) };
  });
  const entries = weighed.map(({ institution, weight }) => ({ id: institution.id, weight }));
  const count = countOf(plan, entries.length);
  const groups = Map.groupBy(weighed, ({ institution }) =>
    layerKey(plan.layerBy, institution, facts.get(institution.id) ?? NOTHING_KNOWN),
  );
  const keys = [...groups.keys()].toSorted();
  const shares = apportion(
    count,
    keys.map((key) => groups.get(key)?.length ?? 0),
  );
  return {
    entries,
    exclusions: judged.flatMap(({ institution, reason }) => (reason ? [{ id: institution.id, reason }] : [])),
    count,
    layers: keys.map((key, at) => ({
      key,
      entries: (groups.get(key) ?? []).map(({ institution, weight }) => ({ id: institution.id, weight })),
      count: shares[at] ?? 0,
    })),
    weighedBy: new Map(
      weighed.flatMap(({ institution, rules }) => (rules.length > 0 ? [[institution.id, rules]] : [])),
    ),
  };
}

/** How many inspections of an institution a year already has: tasks that were not voided, and visits without a task. */
export function inspectionsInYear(
  institutionId: RecordId,
  year: number,
  tasks: readonly InspectionTask[],
  otherVisits = 0,
): number {
  const own = tasks.filter(
    (task) => task.institutionId === institutionId && task.state !== 'voided' && yearOf(task) === year,
  );
  return own.length + otherVisits;
}

function exclusionOf(
  plan: PlanContent & Pick<Plan, 'id'>,
  institution: Institution,
  facts: InstitutionFacts,
  tasks: readonly InspectionTask[],
  today: CivilDate,
): TargetExclusion | null {
  if (institution.state === 'cancelled') return 'cancelled';
  // An institution that asked for renewal goes on practising; one whose licence simply ran out does not.
  if (institution.state === 'expired') return 'expired';
  if (institution.licenceValidTo < today && institution.state !== 'renewing') return 'expired';
  if (institution.state === 'suspended') return 'suspended';
  if (plan.counties.length > 0 && !plan.counties.includes(institution.countyCode)) return 'outside-plan';
  if (plan.categories.length > 0 && !institution.categories.some((one) => plan.categories.includes(one)))
    return 'outside-plan';
  if (tasks.some((task) => task.planId === plan.id && task.institutionId === institution.id))
    return 'already-drawn';
  const made = inspectionsInYear(institution.id, plan.year, tasks, facts.otherVisits);
  return made >= plan.yearlyCap ? 'cap-reached' : null;
}

function applies(rule: WeightRule['rule'], facts: InstitutionFacts): boolean {
  switch (rule) {
    case 'low-grade':
      return facts.integrityGrade === 'C' || facts.integrityGrade === 'D';
    case 'grade-a':
      return facts.integrityGrade === 'A';
    case 'complaints':
      return facts.complaints > 0;
    case 'failed-proficiency':
      return facts.failedProficiency;
    case 'overdue-rectification':
      return facts.overdueRectifications > 0;
    case 'failed-quality-review':
      return facts.qualityGrade === 'fail';
  }
}

function weightOf(plan: PlanContent, rules: readonly WeightRule[]): number {
  if (plan.weightRules.length === 0) return 1;
  const sum = rules.reduce((total, { add }) => total + add, BASE_WEIGHT);
  return Math.min(MAX_WEIGHT, Math.max(1, sum));
}

function countOf({ amount }: PlanContent, size: number): number {
  const wanted = amount.kind === 'number' ? amount.count : Math.ceil((size * amount.percent) / 100);
  return Math.min(wanted, size);
}

/** An institution of several categories stands under the first of the official order. */
function layerKey(by: Layer, institution: Institution, facts: InstitutionFacts): string {
  switch (by) {
    case 'none':
      return '';
    case 'county':
      return institution.countyCode;
    case 'category':
      return CATEGORIES.find((one) => institution.categories.includes(one)) ?? '';
    case 'risk':
      return isHighRisk(facts) ? 'high' : 'ordinary';
  }
}

function isHighRisk(facts: InstitutionFacts): boolean {
  return WEIGHT_RULES.some((rule) => rule !== 'grade-a' && applies(rule, facts));
}

/** Divides `total` by size: each part its rounded-down share, what is left to the largest remainders, the earlier part first. */
export function apportion(total: number, sizes: readonly number[]): readonly number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  if (all === 0) return sizes.map(() => 0);
  const shares = sizes.map((size, at) => ({
    at,
    whole: Math.floor((total * size) / all),
    rest: (total * size) % all,
  }));
  let left = total - shares.reduce((sum, { whole }) => sum + whole, 0);
  const counts = shares.map(({ whole }) => whole);
  for (const { at } of shares.toSorted((a, b) => b.rest - a.rest || a.at - b.at)) {
    if (left === 0) break;
    counts[at] = (counts[at] ?? 0) + 1;
    left--;
  }
  return counts;
}

export interface InspectorPool {
  /** Sorted by id; every weight is 1. */
  readonly entries: readonly PoolEntry[];
  readonly exclusions: readonly Excluded<InspectorExclusion>[];
}

/**
 * Who may inspect an institution on a day (执法检查人员名录库), with a reason for everyone else. With `institution` null conflicts
 * do not count: that is the pool before it is known who is inspected.
 */
export function inspectorPool(
  plan: Pick<Plan, 'formerEmploymentYears' | 'prefectureCode'>,
  inspectors: readonly Inspector[],
  visitDate: CivilDate,
  institution: Pick<Institution, 'id'> | null,
): InspectorPool {
  const judged = inspectors
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((inspector) => ({
      id: inspector.id,
      reason:
        inspector.prefectureCode === plan.prefectureCode
          ? inspectorExclusion(inspector, visitDate, institution?.id ?? null, plan.formerEmploymentYears)
          : ('other-prefecture' as const),
    }));
  return {
    entries: judged.flatMap(({ id, reason }) => (reason === null ? [{ id, weight: 1 }] : [])),
    exclusions: judged.flatMap(({ id, reason }) => (reason === null ? [] : [{ id, reason }])),
  };
}

/** Why an inspector may not make a visit of an institution on a day; null when nothing stands against it. */
export function inspectorExclusion(
  inspector: Inspector,
  visitDate: CivilDate,
  institutionId: RecordId | null,
  formerEmploymentYears: number,
): InspectorExclusion | null {
  if (!inspector.active) return 'inactive';
  if (inspector.certValidTo < visitDate) return 'certificate-expired';
  const conflict = inspector.conflicts.find(
    (one) =>
      one.institutionId === institutionId &&
      one.from <= visitDate &&
      (one.to === null || visitDate <= lastDay(one.reason, one.to, formerEmploymentYears)),
  );
  return conflict?.reason ?? null;
}

/** Former employment goes on counting for some years after its last day; 29 February ends on 28 February. */
function lastDay(reason: ConflictReason, to: CivilDate, years: number): CivilDate {
  if (reason !== 'former-employment') return to;
  const later = `${Number(to.slice(0, 4)) + years}${to.slice(4)}`;
  return (later.endsWith('-02-29') ? `${later.slice(0, 8)}28` : later) as CivilDate;
}
