import { documentKind, type Document } from '../../../../../shared/domain/documents/document.ts';
import {
  answerKind,
  attachmentKind,
  findingKind,
  inspectionKind,
  type Answer,
  type Attachment,
  type Finding,
  type Inspection,
} from '../../../../../shared/domain/inspections/inspection.ts';
import { templateRecordId } from '../../../../../shared/domain/inspections/find-template.ts';
import {
  readTemplate,
  templateKind,
  type TemplateBody,
} from '../../../../../shared/domain/inspections/template.ts';
import {
  visitAttestationKind,
  visitPartiesKind,
  type VisitParties,
} from '../../../../../shared/domain/inspections/visit-parties.ts';
import { officerKind, officerRecordId, type Officer } from '../../../../../shared/domain/org/officer.ts';
import {
  inspectionItemKind,
  type InspectionItem,
} from '../../../../../shared/domain/planning/inspection-item.ts';
import { inspectorKind, type Inspector } from '../../../../../shared/domain/planning/inspector.ts';
import { inspectionTaskKind, type InspectionTask } from '../../../../../shared/domain/planning/task.ts';
import { appraiserKind } from '../../../../../shared/domain/registry/appraiser.ts';
import { institutionKind, type Institution } from '../../../../../shared/domain/registry/institution.ts';
import type { OfficerId, RecordId } from '../../../../../shared/lib/ids.ts';
import type { RecordReader } from '../../../../data/desk.ts';

/** Everything the records know of one inspection of one institution, from its approval to the archive. */
export interface InspectionCase {
  readonly subjectId: RecordId;
  readonly institution: Institution;
  readonly task: InspectionTask | null;
  readonly items: readonly InspectionItem[];
  readonly visit: Inspection | null;
  readonly template: TemplateBody | null;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly findings: readonly Finding[];
  readonly attachments: readonly Attachment[];
  readonly parties: VisitParties | null;
  readonly officers: readonly (Officer | Inspector)[];
  readonly papers: readonly Document[];
  /** Names, telephones and so on that must not be published. */
  readonly persons: readonly string[];
}

type Pair = readonly OfficerId[];

/** By a task, with the visit made for it; null while the task is not here. */
export async function caseOfTask(records: RecordReader, taskId: RecordId): Promise<InspectionCase | null> {
  const task = await records.get(inspectionTaskKind, taskId);
  if (!task) return null;
  const visitId = task.visitIds.at(-1);
  const visit = visitId ? await records.get(inspectionKind, visitId) : null;
  return loadCase(records, taskId, { institutionId: task.institutionId, task, visit, pair: task.officers });
}

/** By a visit, with the task it was made for where there is one. */
export async function caseOfVisit(records: RecordReader, visitId: RecordId): Promise<InspectionCase | null> {
  const visit = await records.get(inspectionKind, visitId);
  if (!visit) return null;
  const tasks = await records.list(inspectionTaskKind, 'institutionId', visit.institutionId);
  const task = tasks.find((one) => one.visitIds.includes(visitId)) ?? null;
  return loadCase(records, visitId, {
    institutionId: visit.institutionId,
    task,
    visit,
    pair: visit.officers,
  });
}

async function loadCase(
  records: RecordReader,
  subjectId: RecordId,
  of: {
    readonly institutionId: RecordId;
    readonly task: InspectionTask | null;
    readonly visit: Inspection | null;
    readonly pair: Pair;
  },
): Promise<InspectionCase | null> {
  const { institutionId, task, visit, pair } = of;
  const institution = await records.get(institutionKind, institutionId);
  if (!institution) return null;
  const template = visit && (await records.get(templateKind, templateRecordId(visit)));
  const body = template && readTemplate(template);
  const parties = visit && (await records.get(visitPartiesKind, visit.id));
  const attestation = visit && (await records.get(visitAttestationKind, visit.id));
  const answers = visit ? await records.list(answerKind, 'inspectionId', visit.id) : [];
  const findings = visit ? await records.list(findingKind, 'inspectionId', visit.id) : [];
  const attachments = visit ? await records.list(attachmentKind, 'recordId', visit.id) : [];
  const items = await Promise.all((task?.itemIds ?? []).map((id) => records.get(inspectionItemKind, id)));
  const officers = await Promise.all(pair.map((id) => whoIs(records, id)));
  const staff = await records.list(appraiserKind, 'institutionId', institutionId);
  const everybody = await records.all(officerKind);
  const witness = attestation && 'witness' in attestation.outcome ? attestation.outcome.witness : null;
  return {
    subjectId,
    institution,
    task,
    items: items.filter((item) => item !== null),
    visit,
    template: body?.ok ? body.value : null,
    answers: new Map(answers.map((answer) => [answer.itemId, answer])),
    findings,
    attachments,
    parties,
    officers: officers.filter((officer) => officer !== null),
    papers: await papersOf(records, [subjectId, ...(task ? [task.id] : []), ...(visit ? [visit.id] : [])]),
    persons: [
      ...[institution.head, ...staff.map(({ name }) => name), ...everybody.map(({ name }) => name)].flatMap(
        ({ zh, ug }) => [zh, ug],
      ),
      institution.phone,
      ...(parties?.representative ? [parties.representative.name] : []),
      ...(witness ? [witness.name] : []),
    ],
  };
}

async function whoIs(records: RecordReader, id: OfficerId): Promise<Officer | Inspector | null> {
  const recordId = officerRecordId(id);
  return (await records.get(inspectorKind, recordId)) ?? (await records.get(officerKind, recordId));
}

async function papersOf(records: RecordReader, subjects: readonly RecordId[]): Promise<readonly Document[]> {
  const lists = await Promise.all(
    [...new Set(subjects)].map((id) => records.list(documentKind, 'subjectId', id)),
  );
  return lists
    .flat()
    .toSorted((a, b) => (a.issuedOn < b.issuedOn ? -1 : a.issuedOn > b.issuedOn ? 1 : a.id < b.id ? -1 : 1));
}
