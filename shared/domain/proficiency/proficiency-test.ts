import { z } from 'zod';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { freeText } from '../../lib/text.ts';
import { Category } from '../registry/institution.ts';

// planned → registered → received → returned → result; satisfactory and pass end there.
// fail (or not returned) → rectifying → re-tested → met | not-met → (not-met) proposed to the region.

export const PROFICIENCY_STATES = [
  'planned',
  'registered',
  'received',
  'returned',
  'result',
  'rectifying',
  're-tested',
  'met',
  'not-met',
  'proposed',
] as const;
export const ProficiencyState = z.enum(PROFICIENCY_STATES);
export type ProficiencyState = z.infer<typeof ProficiencyState>;

export const RESULTS = ['satisfactory', 'pass', 'fail', 'not-returned', 'not-evaluated'] as const;
export const ProficiencyResult = z.enum(RESULTS);
export type ProficiencyResult = z.infer<typeof ProficiencyResult>;

const nonEmpty = (max: number) => freeText(max).refine((text) => text.trim() !== '', 'empty');

/** One institution's part in one proficiency test (能力验证, measure 17). State follows from the events. */
export const ProficiencyTest = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  institutionId: RecordId,
  year: z.int().min(2000).max(2100),
  provider: nonEmpty(200),
  itemCode: nonEmpty(60),
  category: Category,
  /** Last day to register; null: not known yet. */
  registerBy: CivilDate.nullable(),
  state: ProficiencyState,
  result: ProficiencyResult.nullable(),
  events: z
    .array(
      z.strictObject({
        kind: ProficiencyState,
        on: CivilDate,
        at: Instant,
        by: OfficerId,
        /** Number of the report, what was agreed, to whom it was proposed. */
        text: freeText(1000),
        result: ProficiencyResult.nullable(),
      }),
    )
    .min(1),
});
export type ProficiencyTest = z.infer<typeof ProficiencyTest>;

export const proficiencyTestKind = recordKind<ProficiencyTest>({
  table: 'proficiencyTests',
  schema: ProficiencyTest,
  compartment: 'ordinary',
  columns: {
    institutionId: (test) => test.institutionId,
    state: (test) => test.state,
    year: (test) => test.year,
  },
});

const WAYS: Readonly<Record<ProficiencyState, readonly ProficiencyState[]>> = {
  planned: ['registered'],
  registered: ['received'],
  received: ['returned', 'result'],
  returned: ['result'],
  result: ['rectifying'],
  rectifying: ['re-tested'],
  're-tested': ['met', 'not-met'],
  met: [],
  'not-met': ['proposed'],
  proposed: [],
};

/** Results that must be put right. */
export function isFailed(result: ProficiencyResult | null): boolean {
  return result === 'fail' || result === 'not-returned';
}

/** What may come next; a result that is good ends the test. */
export function nextStates(test: Pick<ProficiencyTest, 'state' | 'result'>): readonly ProficiencyState[] {
  return test.state === 'result' && !isFailed(test.result) ? [] : WAYS[test.state];
}
