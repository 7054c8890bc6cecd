import type { RecordId } from '../../lib/ids.ts';
import type { Campaign } from './campaign.ts';
import { feeTotals, type FeeTotals } from './fee-arithmetic.ts';
import type { FeeCheck } from './fee-check.ts';
import { MATTER_COUNTS, type MatterCheck } from './matter-check.ts';

/** The parts of a rectification that the report counts; the record itself belongs to another folder. */
export interface ReportedRectification {
  readonly id: RecordId;
  readonly sourceId: RecordId | null;
  readonly institutionId: RecordId;
  readonly state: string;
}

export interface CampaignReport {
  readonly inScope: number;
  /** Institutions with a task, a fee check or a count of this campaign. */
  readonly inspected: readonly RecordId[];
  readonly notInspected: readonly RecordId[];
  readonly fees: FeeTotals;
  readonly sampledFiles: number;
  /** By what was counted, in the order of the form. */
  readonly counts: readonly { readonly name: string; readonly count: number }[];
  readonly clusters: number;
  readonly moved: number;
  readonly rectifications: { readonly ordered: number; readonly done: number };
}

/** What a campaign came to, from the records alone: nobody adds anything up by hand. */
export function campaignReport(
  campaign: Campaign,
  of: {
    readonly feeChecks: readonly FeeCheck[];
    readonly matterChecks: readonly MatterCheck[];
    readonly taskInstitutions: readonly RecordId[];
    readonly rectifications: readonly ReportedRectification[];
  },
): CampaignReport {
  const feeChecks = of.feeChecks.filter((check) => check.campaignId === campaign.id);
  const matters = of.matterChecks.filter((check) => check.campaignId === campaign.id);
  const seen = new Set([
    ...feeChecks.map((check) => check.institutionId),
    ...matters.map((check) => check.institutionId),
    ...of.taskInstitutions,
  ]);
  const inspected = campaign.institutionIds.filter((id) => seen.has(id));
  const ordered = of.rectifications.filter((one) => one.sourceId === campaign.id);
  const names = [...MATTER_COUNTS.entrustment, ...MATTER_COUNTS.insurance];
  return {
    inScope: campaign.institutionIds.length,
    inspected,
    notInspected: campaign.institutionIds.filter((id) => !seen.has(id)),
    fees: feeTotals(feeChecks.flatMap((check) => caseLines(check))),
    sampledFiles: matters.reduce((sum, check) => sum + check.sampled, 0),
    counts: names
      .map((name) => ({ name, count: matters.reduce((sum, check) => sum + (check.counts[name] ?? 0), 0) }))
      .filter(({ count }) => count > 0),
    clusters: matters.reduce((sum, check) => sum + check.clusters.length, 0),
    moved: campaign.moved.length,
    rectifications: {
      ordered: ordered.length,
      done: ordered.filter((one) => one.state === 'accepted' || one.state === 'closed').length,
    },
  };
}

/** Two institutions may use one number: their charges are never added up as parts of one. */
function caseLines(check: FeeCheck): FeeCheck['lines'] {
  return check.lines.map((line) => ({
    ...line,
    opinionNo: `${check.institutionId} ${line.opinionNo.trim()}`,
  }));
}
