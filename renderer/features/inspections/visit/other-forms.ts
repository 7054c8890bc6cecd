import { inspectionKind } from '../../../../shared/domain/inspections/inspection.ts';
import { findTemplate } from '../../../../shared/domain/inspections/find-template.ts';
import { countAnswered, missingForSigning } from '../../../../shared/domain/inspections/progress.ts';
import { readTemplate, type TemplateBody } from '../../../../shared/domain/inspections/template.ts';
import { visitFormKind, visitIdOf } from '../../../../shared/domain/inspections/visit-forms.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { RecordReader } from '../../../data/desk.ts';
import { contentLoader, type VisitContentView } from './visit-query.ts';

/** A form of the visit: the one on screen or another. `template` null: its checklist is not on this computer. */
export interface FormOfVisit {
  readonly id: RecordId;
  readonly template: TemplateBody | null;
  readonly content: VisitContentView;
}

/** Forms of the same visit beside this one. Where there are none, nothing but their index is read. */
export async function loadOtherForms(records: RecordReader, id: RecordId): Promise<readonly FormOfVisit[]> {
  const visitId = await visitIdOf(records, id);
  const further = await records.list(visitFormKind, 'visitId', visitId);
  const others = [visitId, ...further.map((form) => form.id)].filter((one) => one !== id);
  const loaded = await Promise.all(others.map((one) => loadForm(records, one)));
  return loaded.filter((form) => form !== null);
}

async function loadForm(records: RecordReader, id: RecordId): Promise<FormOfVisit | null> {
  const inspection = await records.get(inspectionKind, id);
  const content = inspection && (await contentLoader(records, id)());
  if (!content) return null;
  const template = await findTemplate(records, inspection);
  const body = template && readTemplate(template);
  return { id, template: body?.ok ? body.value : null, content };
}

/** All forms in their order: the first, then as they were added. */
export function inOrder(forms: readonly FormOfVisit[]): readonly FormOfVisit[] {
  return forms.toSorted((a, b) => {
    if (a.id === a.content.visitId || b.id === b.content.visitId) return a.id === a.content.visitId ? -1 : 1;
    return a.content.inspection.startedAt < b.content.inspection.startedAt ? -1 : 1;
  });
}

export interface FormProgress {
  readonly answered: number;
  readonly total: number;
  readonly missing: number;
}

export function progressOf({ template, content }: FormOfVisit): FormProgress {
  if (!template) return { answered: 0, total: 0, missing: 1 };
  const state = {
    answers: content.answers,
    attachments: content.attachments,
    findings: [...content.findings.values()].flat(),
  };
  return { ...countAnswered(template, state), missing: missingForSigning(template, state).length };
}
