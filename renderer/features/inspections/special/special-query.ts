import fees from '../../../../resources/domain/fee-standards.json' with { type: 'json' };
import { inspectionTaskKind } from '../../../../shared/domain/planning/task.ts';
import { rectificationKind } from '../../../../shared/domain/rectification/rectification.ts';
import { institutionKind, type Institution } from '../../../../shared/domain/registry/institution.ts';
import { campaignKind, type Campaign } from '../../../../shared/domain/special/campaign.ts';
import { campaignReport, type CampaignReport } from '../../../../shared/domain/special/campaign-report.ts';
import { feeCheckKind, type FeeCheck } from '../../../../shared/domain/special/fee-check.ts';
import { FeeStandards } from '../../../../shared/domain/special/fee-standard.ts';
import { matterCheckKind, type MatterCheck } from '../../../../shared/domain/special/matter-check.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { Desk } from '../../../data/desk.ts';

/** The amounts that come with the app; nobody has confirmed them, and every check says so. */
export const FEE_STANDARDS = FeeStandards.parse(fees);

export interface CampaignFacts {
  readonly campaign: Campaign;
  readonly institutions: readonly Institution[];
  readonly feeChecks: readonly FeeCheck[];
  readonly matterChecks: readonly MatterCheck[];
  readonly report: CampaignReport;
}

export async function loadCampaign(desk: Desk, id: RecordId): Promise<CampaignFacts | null> {
  const campaign = await desk.records.get(campaignKind, id);
  if (!campaign) return null;
  const [institutions, feeChecks, matterChecks, tasks, rectifications] = await Promise.all([
    desk.records.all(institutionKind),
    desk.records.list(feeCheckKind, 'campaignId', id),
    desk.records.list(matterCheckKind, 'campaignId', id),
    desk.records.all(inspectionTaskKind),
    desk.records.all(rectificationKind),
  ]);
  const own = tasks.filter(
    (task) => task.source.kind === 'campaign' && task.source.reference === campaign.order,
  );
  return {
    campaign,
    institutions: institutions.filter((one) => campaign.institutionIds.includes(one.id)),
    feeChecks,
    matterChecks,
    report: campaignReport(campaign, {
      feeChecks,
      matterChecks,
      taskInstitutions: own.map((task) => task.institutionId),
      rectifications,
    }),
  };
}
