import annualPlan from '../../resources/domain/documents/annual-plan.json';
import drawRecord from '../../resources/domain/documents/draw-record.json';
import evidenceList from '../../resources/domain/documents/evidence-list.json';
import fileIndex from '../../resources/domain/documents/file-index.json';
import inspectionApproval from '../../resources/domain/documents/inspection-approval.json';
import inspectionNotice from '../../resources/domain/documents/inspection-notice.json';
import inspectionReport from '../../resources/domain/documents/inspection-report.json';
import interviewRecord from '../../resources/domain/documents/interview-record.json';
import publicationSheet from '../../resources/domain/documents/publication-sheet.json';
import rectificationOrder from '../../resources/domain/documents/rectification-order.json';
import resultNotice from '../../resources/domain/documents/result-notice.json';
import siteRecord from '../../resources/domain/documents/site-record.json';
import transferLetter from '../../resources/domain/documents/transfer-letter.json';
import { DocumentTemplate } from '../../shared/domain/documents/template.ts';
import { assert } from '../../shared/lib/assert.ts';

/** Every version of every template that a paper may have been issued with; the newest of a kind last. */
const ALL: readonly DocumentTemplate[] = [
  annualPlan,
  inspectionApproval,
  drawRecord,
  inspectionNotice,
  siteRecord,
  interviewRecord,
  evidenceList,
  inspectionReport,
  resultNotice,
  rectificationOrder,
  publicationSheet,
  transferLetter,
  fileIndex,
].map((template) => DocumentTemplate.parse(template));

export const TEMPLATES: ReadonlyMap<string, DocumentTemplate> = new Map(
  ALL.map((template) => [template.kind, template]),
);

/** The newest template of a kind. */
export function templateOf(kind: string): DocumentTemplate {
  const template = TEMPLATES.get(kind);
  assert(template !== undefined, `no template for ${kind}`);
  return template;
}

/** The template a paper was issued with; null when this app is older than the paper. */
export function templateFor(document: {
  readonly kind: string;
  readonly templateVersion: string;
}): DocumentTemplate | null {
  return (
    ALL.find(({ kind, version }) => kind === document.kind && version === document.templateVersion) ?? null
  );
}
