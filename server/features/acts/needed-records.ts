import { conflictKind } from '../../../shared/domain/conflicts/conflict.ts';
import { documentKind } from '../../../shared/domain/documents/document.ts';
import { expertKind } from '../../../shared/domain/experts/expert.ts';
import { inspectionKind } from '../../../shared/domain/inspections/inspection.ts';
import {
  bureauTemplateKind,
  isBureauTemplateId,
} from '../../../shared/domain/inspections/bureau-template.ts';
import { templateDraftKind } from '../../../shared/domain/inspections/template-draft.ts';
import { templateKind } from '../../../shared/domain/inspections/template.ts';
import { drawKind } from '../../../shared/domain/draw/draw.ts';
import { handOverKind } from '../../../shared/domain/log/hand-over.ts';
import { proficiencyTestKind } from '../../../shared/domain/proficiency/proficiency-test.ts';
import { campaignKind } from '../../../shared/domain/special/campaign.ts';
import { qualityPlanKind } from '../../../shared/domain/quality/plan.ts';
import { qualityReviewKind } from '../../../shared/domain/quality/review.ts';
import { qualitySampleKind } from '../../../shared/domain/quality/sample.ts';
import { appraiserKind } from '../../../shared/domain/registry/appraiser.ts';
import { inspectionItemKind } from '../../../shared/domain/planning/inspection-item.ts';
import { inspectorKind } from '../../../shared/domain/planning/inspector.ts';
import { planKind } from '../../../shared/domain/planning/plan.ts';
import { inspectionTaskKind } from '../../../shared/domain/planning/task.ts';
import { institutionKind } from '../../../shared/domain/registry/institution.ts';
import type { Refusal } from '../../../shared/lib/mutation.ts';
import { recordRegistry } from '../../../shared/protocol/record-registry.ts';
import { readAct } from '../../store/acts-store.ts';
import { wasRemoved } from '../../store/judgement-store.ts';
import type { LogId, RecordId } from '../../../shared/lib/ids.ts';
import type { Hearing } from './hearing.ts';

export interface Needed {
  readonly table: string;
  readonly id: string;
}

/** Refusals that only say that a record, or the work of another act, is not here yet: by kind, which detail names it. */
const NEEDS: Readonly<Record<string, { readonly table: string; readonly detail: string }>> = {
  'inspection-missing': { table: inspectionKind.table, detail: 'id' },
  'institution-missing': { table: institutionKind.table, detail: 'id' },
  'appraiser-missing': { table: appraiserKind.table, detail: 'id' },
  'item-missing': { table: inspectionItemKind.table, detail: 'id' },
  'plan-missing': { table: planKind.table, detail: 'id' },
  'task-missing': { table: inspectionTaskKind.table, detail: 'id' },
  'inspector-missing': { table: inspectorKind.table, detail: 'id' },
  'template-missing': { table: templateKind.table, detail: 'template' },
  'template-draft-missing': { table: templateDraftKind.table, detail: 'id' },
  'conflict-missing': { table: conflictKind.table, detail: 'id' },
  'document-missing': { table: documentKind.table, detail: 'id' },
  'draw-missing': { table: drawKind.table, detail: 'id' },
  'hand-over-missing': { table: handOverKind.table, detail: 'id' },
  'campaign-missing': { table: campaignKind.table, detail: 'id' },
  'proficiency-missing': { table: proficiencyTestKind.table, detail: 'id' },
  'expert-missing': { table: expertKind.table, detail: 'id' },
  'quality-plan-missing': { table: qualityPlanKind.table, detail: 'id' },
  'quality-review-missing': { table: qualityReviewKind.table, detail: 'id' },
  'sample-missing': { table: qualitySampleKind.table, detail: 'id' },
  'answer-version-missing': { table: 'acts', detail: 'act' },
};

/**
 * What an act that a mutator refused must wait for; null when waiting would not help: the record is here, or was removed. It may
 * still be on another computer or on a stick.
 */
export async function neededFor(hearing: Hearing, refusal: Refusal): Promise<Needed | null> {
  const named = NEEDS[refusal.kind];
  const id = named && refusal[named.detail];
  const needs =
    named && isBureausTemplate(named.table, id) ? { ...named, table: bureauTemplateKind.table } : named;
  if (!needs || typeof id !== 'string') return null;
  if (needs.table === 'acts') return (await isStillToCome(hearing, id)) ? { table: 'acts', id } : null;
  const kind = recordRegistry.get(needs.table);
  if (!kind || (await hearing.records.get(kind, id as RecordId))) return null;
  return (await wasRemoved(hearing.tx, needs.table, id)) ? null : { table: needs.table, id };
}

/** A refusal names a template by its id only; a bureau's own lie in their own table. */
function isBureausTemplate(table: string, id: unknown): boolean {
  return table === templateKind.table && typeof id === 'string' && isBureauTemplateId(id);
}

async function isStillToCome(hearing: Hearing, act: string): Promise<boolean> {
  const named = /^([0-9A-Z]{26}):(\d{1,9})$/.exec(act);
  if (!named) return false;
  const row = await readAct(hearing.tx, named[1] as LogId, Number(named[2]));
  return row === null || row.state === 'quarantined';
}
