import type { RecordId } from '../../../../../shared/lib/ids.ts';
import type { RecordReader } from '../../../../data/desk.ts';
import type { PaperDraft } from '../../../../papers/draft.ts';
import { caseFacts } from './case-facts.ts';
import { caseOfTask, caseOfVisit } from './inspection-case.ts';
import { drawDraft, planDraft } from './plan-facts.ts';

export const SUBJECT_KINDS = ['task', 'visit', 'plan', 'draw'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** What a paper is about. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: RecordId;
}

const OF_A_CASE = [
  'inspection-approval',
  'inspection-notice',
  'site-record',
  'interview-record',
  'evidence-list',
  'inspection-report',
  'result-notice',
  'rectification-order',
  'publication-sheet',
  'transfer-letter',
  'file-index',
] as const;

/** Papers about a subject, in the order in which an inspection needs them (inspections.md section 4). */
export const PAPERS_OF: Readonly<Record<SubjectKind, readonly string[]>> = {
  task: OF_A_CASE,
  visit: OF_A_CASE,
  plan: ['annual-plan'],
  draw: ['draw-record'],
};

/** What the records say about a subject; null while it is not on this computer. */
export async function draftOf(records: RecordReader, subject: Subject): Promise<PaperDraft | null> {
  if (subject.kind === 'plan') return planDraft(records, subject.id);
  if (subject.kind === 'draw') return drawDraft(records, subject.id);
  const one = await (subject.kind === 'task' ? caseOfTask : caseOfVisit)(records, subject.id);
  if (!one) return null;
  return {
    subjectId: subject.id,
    taskId: one.task?.id ?? null,
    institutionId: one.institution.id,
    facts: caseFacts(one),
    persons: one.persons,
  };
}
