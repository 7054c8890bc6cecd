import type { CivilDate } from '../../lib/dates.ts';
import type { RecordId } from '../../lib/ids.ts';
import type { Inspector } from '../planning/inspector.ts';
import type { Plan } from '../planning/plan.ts';
import { inspectorPool, targetPool, type InstitutionFacts } from '../planning/pools.ts';
import type { InspectionTask } from '../planning/task.ts';
import type { Institution } from '../registry/institution.ts';
import type { DrawCommitment } from './draw.ts';
import { institutionWithoutPair, type DrawImpossible, type Exclusion } from './draw-picks.ts';
import { poolHash, sortedPool } from './pool.ts';
import { sortedExclusions } from './run-draw.ts';

/** What a draw from a plan is made of on a day, before the seed. */
export interface DrawSources {
  readonly plan: Plan;
  readonly institutions: readonly Institution[];
  readonly known: ReadonlyMap<RecordId, InstitutionFacts>;
  readonly tasks: readonly InspectionTask[];
  readonly inspectors: readonly Inspector[];
  readonly today: CivilDate;
  /** Day for which certificates and conflicts are judged. */
  readonly visitOn: CivilDate;
}

export interface DrawPools {
  /** Parts of the plan's pool with how many are drawn from each; one with the key '' where the plan has none. */
  readonly layers: readonly { readonly key: string; readonly size: number; readonly count: number }[];
  readonly draft: Omit<DrawCommitment, 'commit'>;
  /** Why these pools cannot be committed to. */
  readonly problem: DrawImpossible | { readonly kind: 'nothing-to-draw' } | null;
}

/** Pools, hashes and exclusions of one layer of a plan: all that a commitment fixes besides the seed. */
export function drawPools(sources: DrawSources, layer: string): DrawPools {
  const { plan, institutions, known, tasks, inspectors, today, visitOn } = sources;
  const targets = targetPool(plan, institutions, known, tasks, today);
  const chosen = targets.layers.find((one) => one.key === layer) ?? { key: layer, entries: [], count: 0 };
  const pool = sortedPool(chosen.entries);
  const people = inspectorPool(plan, inspectors, visitOn, null);
  const out = new Set(people.exclusions.map((one) => one.id));
  const exclusions: Exclusion[] = [
    ...targets.exclusions.map(({ id, reason }) => ({ institutionId: id, inspectorId: null, reason })),
    ...people.exclusions.map(({ id, reason }) => ({ institutionId: null, inspectorId: id, reason })),
    ...pool.flatMap(({ id }) =>
      inspectorPool(plan, inspectors, visitOn, { id: id as RecordId })
        .exclusions.filter((one) => !out.has(one.id))
        .map((one) => ({ institutionId: id, inspectorId: one.id, reason: one.reason })),
    ),
  ];
  const draft = {
    planId: plan.id,
    layer,
    visitOn,
    targetCount: chosen.count,
    pool,
    inspectors: sortedPool(people.entries),
    poolHash: poolHash(chosen.entries),
    inspectorsHash: poolHash(people.entries),
    exclusions: sortedExclusions(exclusions),
  };
  return {
    layers: targets.layers.map(({ key, entries, count }) => ({ key, size: entries.length, count })),
    draft,
    problem: chosen.count === 0 ? { kind: 'nothing-to-draw' } : institutionWithoutPair(draft),
  };
}
