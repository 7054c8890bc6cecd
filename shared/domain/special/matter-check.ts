import { z } from 'zod';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';

/** What is counted in a sample of files, by kind of inspection (inspections.md section 6). Counts only: no case, no name. */
export const MATTER_COUNTS = {
  entrustment: [
    'privateAcceptance',
    'severalInstitutions',
    'outsideLitigation',
    'contractIncomplete',
    'broughtByAgent',
  ],
  insurance: ['disabilityGrades', 'claimAgentLinks', 'sameHospital', 'reAppraised', 'reAppraisedOtherwise'],
} as const;

const Count = z.int().min(0).max(100_000);

/** An inspection of entrustment or of insurance-related work: how many files were looked at, how many of them show what. */
export const MatterCheck = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  institutionId: RecordId,
  campaignId: RecordId.nullable(),
  taskId: RecordId.nullable(),
  kind: z.enum(['entrustment', 'insurance']),
  on: CivilDate,
  sampled: z.int().min(1).max(100_000),
  counts: z.record(z.string().max(40), Count),
  /** Files that one and the same agent brought, by a number given here: who it is stays in the institution's papers. */
  clusters: z
    .array(z.strictObject({ agent: z.int().min(1).max(999), files: z.int().min(2).max(100_000) }))
    .max(100),
  note: freeText(2000),
  events: z.array(
    z.strictObject({ kind: z.enum(['entered', 'changed']), on: CivilDate, at: Instant, by: OfficerId }),
  ),
});
export type MatterCheck = z.infer<typeof MatterCheck>;

export const matterCheckKind = recordKind<MatterCheck>({
  table: 'matterChecks',
  schema: MatterCheck,
  compartment: 'ordinary',
  columns: {
    institutionId: (check) => check.institutionId,
    campaignId: (check) => check.campaignId,
    kind: (check) => check.kind,
  },
});

/** A count is of files of the sample, so none is larger than it, and the kind decides what is counted. */
export function isCountFit(check: Pick<MatterCheck, 'kind' | 'sampled' | 'counts' | 'clusters'>): boolean {
  const known = MATTER_COUNTS[check.kind] as readonly string[];
  const counts = Object.entries(check.counts);
  const clustered = check.clusters.reduce((sum, cluster) => sum + cluster.files, 0);
  return (
    counts.every(([name, count]) => known.includes(name) && count <= check.sampled) &&
    clustered <= check.sampled &&
    new Set(check.clusters.map((cluster) => cluster.agent)).size === check.clusters.length
  );
}
