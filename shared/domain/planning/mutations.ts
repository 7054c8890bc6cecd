import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { canonicalJson, type JsonValue } from '../../lib/json.ts';
import {
  applied,
  mutation,
  refuse,
  type ActContext,
  type MutationOutcome,
  type MutatorTx,
} from '../../lib/mutation.ts';
import { freeText } from '../../lib/text.ts';
import { officerKind } from '../org/officer.ts';
import { institutionKind } from '../registry/institution.ts';
import { inspectionItemKind, ItemContent, itemRecordId, versionsOf } from './inspection-item.ts';
import { InspectorContent, inspectorKind, type Inspector } from './inspector.ts';
import { missingInPlan, PlanContent, planKind, type Plan, type PlanEvent } from './plan.ts';
import { hasOtherApprover } from './task-facts.ts';

const PrefectureCode = z.string().regex(/^\d{6}$/);
const said = (max: number): z.ZodType<string> => freeText(max).refine((text) => text.trim() !== '', 'empty');

/** Publishes the next version of an item of the list. Of two bureaus' officers who publish the same version the second is refused. */
export const publishItemVersion = mutation({
  name: 'item/publish-version',
  version: 1,
  args: z.strictObject({
    prefectureCode: PrefectureCode,
    content: ItemContent,
    version: z.int().min(1),
    validFrom: CivilDate,
    validTo: CivilDate.nullable(),
    publishedOn: CivilDate,
    publishedWhere: said(300),
  }),
  lane: ({ prefectureCode, content }) => `${prefectureCode}:${content.itemId}` as RecordId,
  run: async (tx, args, context) => {
    const { content, prefectureCode, version } = args;
    const all = await tx.list(inspectionItemKind, 'itemId', content.itemId);
    const newest = versionsOf(
      all.filter((item) => item.prefectureCode === prefectureCode),
      content.itemId,
    ).at(-1);
    if (version !== (newest?.version ?? 0) + 1)
      return refuse('item-version-taken', { version, newest: newest?.version ?? 0 });
    if (newest && args.validFrom <= newest.validFrom)
      return refuse('value-not-allowed', { field: 'validFrom' });
    if (args.validTo !== null && args.validTo < args.validFrom)
      return refuse('value-not-allowed', { field: 'validTo' });
    tx.put(inspectionItemKind, {
      ...content,
      id: itemRecordId(prefectureCode, content.itemId, version),
      prefectureCode,
      version,
      validFrom: args.validFrom,
      validTo: args.validTo,
      publishedOn: args.publishedOn,
      publishedWhere: args.publishedWhere,
      publishedBy: context.actor,
      publishedAt: context.claimedAt,
    });
    return applied;
  },
});

/** Enters an inspector in the pool. */
export const registerInspector = mutation({
  name: 'inspector/register',
  version: 1,
  args: z.strictObject({
    id: RecordId,
    prefectureCode: PrefectureCode,
    content: InspectorContent,
    on: CivilDate,
  }),
  lane: (args) => args.id,
  run: async (tx, { id, prefectureCode, content, on }, context) => {
    if (await tx.get(inspectorKind, id)) return refuse('already-registered', { id });
    const refusal = await unknownInstitution(tx, content);
    if (refusal) return refusal;
    tx.put(inspectorKind, {
      ...content,
      id,
      prefectureCode,
      active: true,
      events: [{ kind: 'registered', on, ...byOf(context) }],
    });
    return applied;
  },
});

/**
 * Changes an inspector's entry. `before` is what the officer had on screen: where somebody changed the same field meanwhile the act
 * is refused and nothing of either is lost; fields this act does not change keep what they have.
 */
export const amendInspector = mutation({
  name: 'inspector/amend',
  version: 1,
  args: z.strictObject({ id: RecordId, before: InspectorContent, after: InspectorContent, on: CivilDate }),
  lane: (args) => args.id,
  run: async (tx, { id, before, after, on }, context) => {
    const inspector = await tx.get(inspectorKind, id);
    if (!inspector) return refuse('inspector-missing', { id });
    const names = Object.keys(InspectorContent.shape) as (keyof typeof after)[];
    const changed = names.filter((name) => !isSame(before[name], after[name]));
    const overtaken = changed.find(
      (name) => !isSame(inspector[name], before[name]) && !isSame(inspector[name], after[name]),
    );
    if (overtaken) return refuse('changed-meanwhile', { field: overtaken });
    if (changed.length === 0) return applied;
    const refusal = await unknownInstitution(tx, after);
    if (refusal) return refusal;
    const next: Inspector = {
      ...inspector,
      ...Object.fromEntries(changed.map((name) => [name, after[name]])),
      events: [...inspector.events, { kind: 'amended', on, ...byOf(context), fields: changed }],
    };
    tx.put(inspectorKind, next);
    return applied;
  },
});

/** Takes an inspector out of the pool, or back into it; the entry and its history stay. */
export const closeInspector = mutation({
  name: 'inspector/close',
  version: 1,
  args: z.strictObject({ id: RecordId, active: z.boolean(), reason: said(500), on: CivilDate }),
  lane: (args) => args.id,
  run: async (tx, { id, active, reason, on }, context) => {
    const inspector = await tx.get(inspectorKind, id);
    if (!inspector) return refuse('inspector-missing', { id });
    if (inspector.active === active) return applied;
    const kind = active ? ('reopened' as const) : ('closed' as const);
    tx.put(inspectorKind, {
      ...inspector,
      active,
      events: [...inspector.events, { kind, on, ...byOf(context), reason }],
    });
    return applied;
  },
});

/** Drafts a plan, or drafts it again while it is not approved. */
export const draftPlan = mutation({
  name: 'plan/draft',
  version: 1,
  args: z.strictObject({
    planId: RecordId,
    prefectureCode: PrefectureCode,
    content: PlanContent,
    /** How many events the plan had on screen; 0 for a new one. Two who draft the same plan do not overwrite each other. */
    seen: z.int().min(0),
    on: CivilDate,
  }),
  lane: (args) => args.planId,
  run: async (tx, { planId, prefectureCode, content, seen, on }, context) => {
    const plan = await tx.get(planKind, planId);
    if (plan && plan.state !== 'drafted') return notAllowed('draft', plan);
    if ((plan?.events.length ?? 0) !== seen) return refuse('changed-meanwhile', { field: 'plan' });
    for (const id of content.itemIds)
      if (!(await tx.get(inspectionItemKind, id))) return refuse('item-missing', { id });
    const event: PlanEvent = { kind: 'drafted', on, ...byOf(context) };
    const next: Plan = {
      ...content,
      id: planId,
      prefectureCode,
      state: 'drafted',
      events: [...(plan?.events ?? []), event],
    };
    tx.put(planKind, next);
    return applied;
  },
});

/** A head approves a plan; whoever drafted it last approves it only where nobody else of the bureau may. */
export const approvePlan = mutation({
  name: 'plan/approve',
  version: 1,
  args: z.strictObject({ planId: RecordId, seen: z.int().min(1), on: CivilDate, note: freeText(500) }),
  lane: (args) => args.planId,
  run: async (tx, { planId, seen, on, note }, context) => {
    const plan = await tx.get(planKind, planId);
    if (!plan) return refuse('plan-missing', { id: planId });
    if (plan.state !== 'drafted') return notAllowed('approve', plan);
    if (plan.events.length !== seen) return refuse('changed-meanwhile', { field: 'plan' });
    const [lacking] = missingInPlan(plan);
    if (lacking) return refuse('step-incomplete', { step: 'approve', missing: lacking, id: plan.id });
    const isDrafter = plan.events.at(-1)?.by === context.actor;
    const officers = await tx.list(officerKind, 'prefectureCode', plan.prefectureCode);
    if (isDrafter && hasOtherApprover(officers, context.actor)) return refuse('approver-is-drafter');
    return put(tx, plan, 'approved', { kind: 'approved', on, ...byOf(context), alone: isDrafter, note });
  },
});

/** Publishes an approved plan: where and under which address. */
export const publishPlan = mutation({
  name: 'plan/publish',
  version: 1,
  args: z.strictObject({ planId: RecordId, on: CivilDate, where: said(300), link: freeText(300) }),
  lane: (args) => args.planId,
  run: async (tx, { planId, on, where, link }, context) => {
    const plan = await tx.get(planKind, planId);
    if (!plan) return refuse('plan-missing', { id: planId });
    if (plan.state !== 'approved') return notAllowed('publish', plan);
    return put(tx, plan, 'published', { kind: 'published', on, ...byOf(context), where, link });
  },
});

/** Closes a plan, done or given up; nothing is drawn from it any more. */
export const closePlan = mutation({
  name: 'plan/close',
  version: 1,
  args: z.strictObject({ planId: RecordId, on: CivilDate, reason: said(500) }),
  lane: (args) => args.planId,
  run: async (tx, { planId, on, reason }, context) => {
    const plan = await tx.get(planKind, planId);
    if (!plan) return refuse('plan-missing', { id: planId });
    if (plan.state === 'closed') return notAllowed('close', plan);
    return put(tx, plan, 'closed', { kind: 'closed', on, ...byOf(context), reason });
  },
});

function put(tx: MutatorTx, plan: Plan, state: Plan['state'], event: PlanEvent): MutationOutcome {
  tx.put(planKind, { ...plan, state, events: [...plan.events, event] });
  return applied;
}

function notAllowed(step: string, plan: Plan): MutationOutcome {
  return refuse('step-not-allowed', { step, state: plan.state });
}

async function unknownInstitution(tx: MutatorTx, content: InspectorContent): Promise<MutationOutcome | null> {
  for (const { institutionId } of content.conflicts)
    if (!(await tx.get(institutionKind, institutionId)))
      return refuse('institution-missing', { id: institutionId });
  return null;
}

function isSame(a: JsonValue, b: JsonValue): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

function byOf(context: ActContext): {
  readonly at: typeof context.claimedAt;
  readonly by: typeof context.actor;
} {
  return { at: context.claimedAt, by: context.actor };
}
