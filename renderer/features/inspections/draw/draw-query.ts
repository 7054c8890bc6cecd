import { drawKind, type Draw } from '../../../../shared/domain/draw/draw.ts';
import { drawPools, type DrawPools } from '../../../../shared/domain/draw/draw-pools.ts';
import { officerKind, type Officer } from '../../../../shared/domain/org/officer.ts';
import { inspectorKind } from '../../../../shared/domain/planning/inspector.ts';
import { canDrawFrom, planKind, type Plan } from '../../../../shared/domain/planning/plan.ts';
import { inspectionTaskKind, type InspectionTask } from '../../../../shared/domain/planning/task.ts';
import { institutionKind } from '../../../../shared/domain/registry/institution.ts';
import { civilDateOf, type CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { Bilingual } from '../../../../shared/lib/text.ts';
import type { Desk } from '../../../data/desk.ts';
import { loadPlanSources } from '../plan/plan-query.ts';

/** Names of institutions, inspectors and officers by id: people read names, hashes hold ids. */
export type NameBook = ReadonlyMap<string, Bilingual>;

export async function loadNames({ records }: Pick<Desk, 'records'>): Promise<NameBook> {
  const [institutions, inspectors, officers] = await Promise.all([
    records.all(institutionKind),
    records.all(inspectorKind),
    records.all(officerKind),
  ]);
  return new Map<string, Bilingual>([
    ...officers.map(({ id, name }) => [id, name] as const),
    ...inspectors.map(({ id, name }) => [id, name] as const),
    ...institutions.map(({ id, name }) => [id, name] as const),
  ]);
}

export interface DrawLine {
  readonly draw: Draw;
  readonly planTitle: string;
}

export interface DrawBook {
  /** Newest first. */
  readonly draws: readonly DrawLine[];
  /** Plans of this prefecture that may be drawn from. */
  readonly plans: readonly Plan[];
  readonly hasPlans: boolean;
}

export async function loadDrawBook({
  records,
  prefectureCode,
}: Pick<Desk, 'records' | 'prefectureCode'>): Promise<DrawBook> {
  const [draws, plans] = await Promise.all([records.all(drawKind), records.all(planKind)]);
  const titles = new Map(plans.map((plan) => [plan.id, plan.title]));
  const own = plans.filter((plan) => plan.prefectureCode === prefectureCode);
  return {
    draws: draws
      .toSorted((a, b) => ((a.events[0]?.at ?? '') < (b.events[0]?.at ?? '') ? 1 : -1))
      .map((draw) => ({ draw, planTitle: titles.get(draw.planId) ?? draw.planId })),
    plans: own.filter(canDrawFrom).toSorted((a, b) => b.year - a.year || (a.title < b.title ? -1 : 1)),
    hasPlans: own.length > 0,
  };
}

export interface PoolFacts {
  readonly plan: Plan;
  readonly pools: DrawPools;
  /** Draws of this plan and layer that still wait for their witnesses: one at a time. */
  readonly open: readonly Draw[];
}

/** The pools of a plan as they are now; null when the plan is not here. */
export async function loadPools(
  { records, clock }: Pick<Desk, 'records' | 'clock'>,
  planId: RecordId,
  layer: string | null,
  visitOn: CivilDate,
): Promise<PoolFacts | null> {
  const plan = await records.get(planKind, planId);
  if (!plan) return null;
  const [{ institutions, inspectors, tasks, factsOf }, draws] = await Promise.all([
    loadPlanSources({ records, prefectureCode: plan.prefectureCode }),
    records.list(drawKind, 'planId', planId),
  ]);
  const today = civilDateOf(clock.now());
  const sources = {
    plan,
    institutions,
    inspectors,
    tasks,
    known: factsOf(plan.year, today),
    today,
    visitOn,
  };
  const first = drawPools(sources, layer ?? '');
  const key = layer ?? first.layers[0]?.key ?? '';
  const pools = key === (layer ?? '') ? first : drawPools(sources, key);
  return { plan, pools, open: draws.filter((draw) => draw.state === 'committed' && draw.layer === key) };
}

export interface DrawFacts {
  readonly draw: Draw;
  readonly plan: Plan | null;
  readonly tasks: readonly InspectionTask[];
  readonly officers: readonly Officer[];
  readonly names: NameBook;
}

export async function loadDraw(desk: Desk, id: RecordId): Promise<DrawFacts | null> {
  const draw = await desk.records.get(drawKind, id);
  if (!draw) return null;
  const [plan, tasks, officers, names] = await Promise.all([
    desk.records.get(planKind, draw.planId),
    desk.records.list(inspectionTaskKind, 'drawId', id),
    desk.records.list(officerKind, 'prefectureCode', draw.prefectureCode),
    loadNames(desk),
  ]);
  return { draw, plan, tasks, officers, names };
}
