import { z } from 'zod';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { Category } from '../registry/institution.ts';

export const GRADES = ['excellent', 'good', 'pass', 'fail'] as const;
export const Grade = z.enum(GRADES);
export type Grade = z.infer<typeof Grade>;

/** One line of the form as scoring needs it; its words are in the template of the same version. */
export const FormItem = z.strictObject({
  id: z.string().regex(/^[A-Z]{2,4}-[A-Z]\d{2}$/),
  kind: z.enum(['score', 'yes-no-na']),
  /** Points of a scored item; 0 for a choice. */
  max: z.int().min(0).max(100),
  /** A critical item answered no, or scored 0, is a veto. */
  critical: z.boolean(),
});
export type FormItem = z.infer<typeof FormItem>;

/** Numbers nobody has fixed by law (inspections.md section 7): proposals, set by the plan of the year and frozen in it. */
export const QualityRules = z.strictObject({
  perInstitution: z.int().min(1).max(50),
  /** A larger difference between two totals calls the third reviewer. */
  differencePoints: z.int().min(0).max(100),
  /** Calendar days in which the institution may answer. */
  answerDays: z.int().min(1).max(90),
  /** From the highest to the lowest; the last begins at 0. */
  grades: z
    .array(z.strictObject({ grade: Grade, min: z.int().min(0).max(100) }))
    .min(2)
    .refine((rows) => rows.every((row, i) => i === 0 || row.min < (rows[i - 1]?.min ?? 0)), 'descending')
    .refine((rows) => rows.at(-1)?.min === 0, 'from-zero'),
});
export type QualityRules = z.infer<typeof QualityRules>;

/** The quality review of one year in one prefecture: what is looked at, by which form and which rules. */
export const QualityPlan = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  year: z.int().min(2000).max(2100),
  /** Opinions issued in this time. */
  from: CivilDate,
  to: CivilDate,
  categories: z.array(Category).min(1).max(4),
  rules: QualityRules,
  form: z.strictObject({
    templateId: z.string().max(80),
    version: z.string().max(20),
    items: z.array(FormItem).min(1).max(200),
  }),
  events: z.array(z.strictObject({ kind: z.enum(['planned']), on: CivilDate, at: Instant, by: OfficerId })),
});
export type QualityPlan = z.infer<typeof QualityPlan>;

export const qualityPlanKind = recordKind<QualityPlan>({
  table: 'qualityPlans',
  schema: QualityPlan,
  compartment: 'ordinary',
  columns: { year: (plan) => plan.year },
});

/** `tenths`: a total in tenths of a point, since a mean of two may fall between points. */
export function gradeOf(rules: Pick<QualityRules, 'grades'>, tenths: number): Grade {
  const row = rules.grades.find((one) => tenths >= one.min * 10) ?? rules.grades.at(-1);
  return row?.grade ?? 'fail';
}
