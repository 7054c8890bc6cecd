import { z } from 'zod';
import { CivilDate } from '../../lib/dates.ts';
import { RecordId } from '../../lib/ids.ts';
import { applied, mutation, refuse, type ActContext } from '../../lib/mutation.ts';
import { freeText } from '../../lib/text.ts';
import { institutionKind } from '../registry/institution.ts';
import { Campaign, campaignKind, MovedCase } from './campaign.ts';
import { FeeCheck, feeCheckKind } from './fee-check.ts';
import { isCountFit, MatterCheck, matterCheckKind } from './matter-check.ts';

/** Opens a special inspection: by whose order, whom it covers, until when. */
export const openCampaign = mutation({
  name: 'campaign/open',
  version: 1,
  args: z.strictObject({
    campaign: Campaign.omit({ state: true, moved: true, closing: true, events: true }),
    on: CivilDate,
  }),
  lane: (args) => args.campaign.id,
  run: async (tx, args, context) => {
    if (await tx.get(campaignKind, args.campaign.id))
      return refuse('already-registered', { id: args.campaign.id });
    if (args.campaign.to < args.campaign.from) return refuse('value-not-allowed', { field: 'to' });
    for (const id of args.campaign.institutionIds)
      if (!(await tx.get(institutionKind, id))) return refuse('institution-missing', { id });
    const next: Campaign = {
      ...args.campaign,
      state: 'open',
      moved: [],
      closing: null,
      events: [{ kind: 'opened', ...stamp(args.on, context) }],
    };
    tx.put(campaignKind, next);
    return applied;
  },
});

/** Notes a case that went to another authority. */
export const noteMovedCase = mutation({
  name: 'campaign/move-case',
  version: 1,
  args: z.strictObject({ campaignId: RecordId, moved: MovedCase }),
  lane: (args) => args.campaignId,
  run: async (tx, args, context) => {
    const campaign = await tx.get(campaignKind, args.campaignId);
    if (!campaign) return refuse('campaign-missing', { id: args.campaignId });
    if (campaign.state === 'closed') return refuse('campaign-closed');
    if (campaign.moved.some((one) => one.id === args.moved.id)) return applied;
    const next: Campaign = {
      ...campaign,
      moved: [...campaign.moved, args.moved],
      events: [...campaign.events, { kind: 'moved', ...stamp(args.moved.on, context) }],
    };
    tx.put(campaignKind, next);
    return applied;
  },
});

/** Closes a special inspection with its report; figures are always computed from the records anew. */
export const closeCampaign = mutation({
  name: 'campaign/close',
  version: 1,
  args: z.strictObject({
    campaignId: RecordId,
    summary: freeText(8000).refine((text) => text.trim() !== '', 'empty'),
    on: CivilDate,
  }),
  lane: (args) => args.campaignId,
  run: async (tx, args, context) => {
    const campaign = await tx.get(campaignKind, args.campaignId);
    if (!campaign) return refuse('campaign-missing', { id: args.campaignId });
    if (campaign.state === 'closed') return refuse('campaign-closed');
    const next: Campaign = {
      ...campaign,
      state: 'closed',
      closing: { on: args.on, summary: args.summary },
      events: [...campaign.events, { kind: 'closed', ...stamp(args.on, context) }],
    };
    tx.put(campaignKind, next);
    return applied;
  },
});

/**
 * Enters a fee check or rewrites it whole while it is open; `close` ends it. `seen`: how many events it had on screen, so that
 * nobody writes over what a colleague added meanwhile.
 */
export const saveFeeCheck = mutation({
  name: 'fee-check/save',
  version: 1,
  args: z.strictObject({
    check: FeeCheck.omit({ state: true, events: true }),
    close: z.boolean(),
    seen: z.int().min(0),
    on: CivilDate,
  }),
  lane: (args) => args.check.id,
  run: async (tx, args, context) => {
    const before = await tx.get(feeCheckKind, args.check.id);
    if (!(await tx.get(institutionKind, args.check.institutionId)))
      return refuse('institution-missing', { id: args.check.institutionId });
    if (before?.state === 'closed') return refuse('check-closed');
    if ((before?.events.length ?? 0) !== args.seen) return refuse('check-changed');
    if (args.close && args.check.lines.length === 0) return refuse('value-not-allowed', { field: 'lines' });
    const next: FeeCheck = {
      ...args.check,
      state: args.close ? 'closed' : 'open',
      events: [
        ...(before?.events ?? []),
        { kind: args.close ? 'closed' : before ? 'changed' : 'opened', ...stamp(args.on, context) },
      ],
    };
    tx.put(feeCheckKind, next);
    return applied;
  },
});

/** Enters the counts of an entrustment or insurance-related inspection, or rewrites them whole. */
export const saveMatterCheck = mutation({
  name: 'matter-check/save',
  version: 1,
  args: z.strictObject({ check: MatterCheck.omit({ events: true }), seen: z.int().min(0), on: CivilDate }),
  lane: (args) => args.check.id,
  run: async (tx, args, context) => {
    const before = await tx.get(matterCheckKind, args.check.id);
    if (!(await tx.get(institutionKind, args.check.institutionId)))
      return refuse('institution-missing', { id: args.check.institutionId });
    if ((before?.events.length ?? 0) !== args.seen) return refuse('check-changed');
    if (!isCountFit(args.check)) return refuse('count-above-sample');
    const next: MatterCheck = {
      ...args.check,
      events: [
        ...(before?.events ?? []),
        { kind: before ? 'changed' : 'entered', ...stamp(args.on, context) },
      ],
    };
    tx.put(matterCheckKind, next);
    return applied;
  },
});

function stamp(on: CivilDate, context: ActContext): Pick<Campaign['events'][number], 'on' | 'at' | 'by'> {
  return { on, at: context.claimedAt, by: context.actor };
}
