import { conflictKind } from '../domain/conflicts/conflict.ts';
import { documentKind } from '../domain/documents/document.ts';
import { numberBlockKind, numberSeriesKind } from '../domain/documents/numbers.ts';
import { drawKind } from '../domain/draw/draw.ts';
import { answerKind, attachmentKind, findingKind, inspectionKind } from '../domain/inspections/inspection.ts';
import { receivedAttachmentKind } from '../domain/inspections/received-attachment.ts';
import { bureauTemplateKind } from '../domain/inspections/bureau-template.ts';
import { templateDraftKind } from '../domain/inspections/template-draft.ts';
import { templateMovesKind } from '../domain/inspections/template-move.ts';
import { templateKind } from '../domain/inspections/template.ts';
import { visitAddendumKind } from '../domain/inspections/visit-addenda.ts';
import { visitFormKind } from '../domain/inspections/visit-forms.ts';
import { visitAttestationKind, visitPartiesKind } from '../domain/inspections/visit-parties.ts';
import { visitSectionKind } from '../domain/inspections/visit-sections.ts';
import { handOverKind } from '../domain/log/hand-over.ts';
import { quarantinedActKind } from '../domain/log/quarantined-act.ts';
import { bureauSettingKind } from '../domain/org/bureau-settings.ts';
import { officerKind } from '../domain/org/officer.ts';
import { inspectionItemKind } from '../domain/planning/inspection-item.ts';
import { inspectorKind } from '../domain/planning/inspector.ts';
import { planKind } from '../domain/planning/plan.ts';
import { inspectionTaskKind } from '../domain/planning/task.ts';
import { rectificationKind } from '../domain/rectification/rectification.ts';
import { appraiserKind } from '../domain/registry/appraiser.ts';
import { appraiserFactsKind } from '../domain/registry/appraiser-facts.ts';
import { assistantKind } from '../domain/registry/assistant.ts';
import { certificateKind } from '../domain/registry/certificate.ts';
import { institutionFactsKind } from '../domain/registry/institution-facts.ts';
import { institutionKind } from '../domain/registry/institution.ts';
import { registerEventKind } from '../domain/registry/register-event.ts';
import { expertKind } from '../domain/experts/expert.ts';
import { qualityPlanKind } from '../domain/quality/plan.ts';
import { qualityReviewKind } from '../domain/quality/review.ts';
import { qualitySampleKind } from '../domain/quality/sample.ts';
import { reviewScoreKind } from '../domain/quality/score.ts';
import { proficiencyTestKind } from '../domain/proficiency/proficiency-test.ts';
import { campaignKind } from '../domain/special/campaign.ts';
import { feeCheckKind } from '../domain/special/fee-check.ts';
import { matterCheckKind } from '../domain/special/matter-check.ts';
import type { RecordKind } from '../lib/record-kind.ts';

const ALL = [
  officerKind,
  institutionKind,
  appraiserKind,
  templateKind,
  inspectionKind,
  answerKind,
  findingKind,
  attachmentKind,
  conflictKind,
  handOverKind,
  quarantinedActKind,
  receivedAttachmentKind,
  bureauSettingKind,
  visitFormKind,
  visitPartiesKind,
  visitAttestationKind,
  visitSectionKind,
  visitAddendumKind,
  numberSeriesKind,
  numberBlockKind,
  documentKind,
  institutionFactsKind,
  appraiserFactsKind,
  assistantKind,
  certificateKind,
  registerEventKind,
  drawKind,
  inspectionItemKind,
  inspectorKind,
  planKind,
  inspectionTaskKind,
  templateDraftKind,
  bureauTemplateKind,
  templateMovesKind,
  expertKind,
  qualityPlanKind,
  qualitySampleKind,
  qualityReviewKind,
  reviewScoreKind,
  campaignKind,
  feeCheckKind,
  matterCheckKind,
  proficiencyTestKind,
  rectificationKind,
] as unknown as readonly RecordKind[];

export type RecordRegistry = ReadonlyMap<string, RecordKind>;

/** Every kind of record by its table name. */
export const recordRegistry: RecordRegistry = new Map(ALL.map((kind) => [kind.table, kind]));
