import { z } from 'zod';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { Bilingual, freeText } from '../../lib/text.ts';

export const CAMPAIGN_KINDS = ['entrustment', 'fees', 'insurance', 'rectification', 'joint'] as const;
export const CampaignKind = z.enum(CAMPAIGN_KINDS);

const nonEmpty = (max: number) => freeText(max).refine((text) => text.trim() !== '', 'empty');

/** A case that went to another authority: to whom and what about, without a name. */
export const MovedCase = z.strictObject({
  id: RecordId,
  institutionId: RecordId,
  on: CivilDate,
  to: nonEmpty(200),
  matter: nonEmpty(1000),
});

/** A special inspection by order: open ─ cases moved, checks and tasks beside it ─► closed with its report. */
export const Campaign = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  kind: CampaignKind,
  name: Bilingual,
  /** Number of the paper that orders it. */
  order: nonEmpty(200),
  scope: freeText(2000),
  tasks: freeText(4000),
  from: CivilDate,
  to: CivilDate,
  institutionIds: z.array(RecordId).min(1).max(500),
  checklistIds: z.array(z.string().max(60)).max(10),
  /** Authorities that take part, as in a joint inspection. */
  partners: z.array(nonEmpty(200)).max(20),
  state: z.enum(['open', 'closed']),
  moved: z.array(MovedCase).max(200),
  closing: z.strictObject({ on: CivilDate, summary: freeText(8000) }).nullable(),
  events: z.array(
    z.strictObject({
      kind: z.enum(['opened', 'moved', 'closed']),
      on: CivilDate,
      at: Instant,
      by: OfficerId,
    }),
  ),
});
export type Campaign = z.infer<typeof Campaign>;

export const campaignKind = recordKind<Campaign>({
  table: 'campaigns',
  schema: Campaign,
  compartment: 'ordinary',
  columns: { state: (campaign) => campaign.state },
});
