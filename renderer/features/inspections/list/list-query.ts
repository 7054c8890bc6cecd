import {
  answerKind,
  attachmentKind,
  findingKind,
  inspectionKind,
  type Inspection,
} from '../../../../shared/domain/inspections/inspection.ts';
import { allTemplates, templateRecordId } from '../../../../shared/domain/inspections/find-template.ts';
import { countAnswered } from '../../../../shared/domain/inspections/progress.ts';
import { readTemplate, type TemplateBody } from '../../../../shared/domain/inspections/template.ts';
import { visitFormKind, withoutFurtherForms } from '../../../../shared/domain/inspections/visit-forms.ts';
import { officerKind } from '../../../../shared/domain/org/officer.ts';
import { institutionKind } from '../../../../shared/domain/registry/institution.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { Bilingual } from '../../../../shared/lib/text.ts';
import type { Desk } from '../../../data/desk.ts';
import type { Evidence } from '../../../data/evidence.ts';

export type VisitState = 'in-progress' | 'signed-by-one' | 'signed-by-both' | 'sealed';

export interface VisitLine {
  readonly inspection: Inspection;
  readonly institution: Bilingual | null;
  readonly licenceNo: string;
  readonly officers: readonly Bilingual[];
  readonly state: VisitState;
  readonly answered: number;
  /** 0 when the template is not here. */
  readonly total: number;
  /** Acts or photos of this visit that the region has not received. */
  readonly isWaiting: boolean;
  /** Checklists filled on this visit; their visit is one line. */
  readonly forms: number;
  /** Pictures and how many of them the region has; null where there are none. */
  readonly evidence: Evidence | null;
}

// More than a long journey's work; past it the sync centre still has every act.
const MAX_WAITING = 5000;

/** Every visit of the prefecture, newest first. Only open visits are read through; a sealed one is complete. */
export async function loadVisitLines(
  desk: Pick<Desk, 'records' | 'acts' | 'uploads' | 'evidence'>,
): Promise<readonly VisitLine[]> {
  const { records } = desk;
  const [inspections, institutions, officers, templates] = await Promise.all([
    records.all(inspectionKind),
    records.all(institutionKind),
    records.all(officerKind),
    allTemplates(records),
  ]);
  const bodies = new Map(
    templates.flatMap((template) => {
      const body = readTemplate(template);
      return body.ok ? [[template.id, body.value] as const] : [];
    }),
  );
  const waiting = await waitingVisits(desk);
  const evidence = await desk.evidence();
  const forms = await records.all(visitFormKind);
  const formsOf = Map.groupBy(forms, (form) => form.visitId);
  const lines = withoutFurtherForms(inspections, forms).map(async (inspection): Promise<VisitLine> => {
    const institution = institutions.find((one) => one.id === inspection.institutionId);
    const body = bodies.get(templateRecordId(inspection)) ?? null;
    const progress = await progressOf(desk, inspection, body);
    return {
      inspection,
      institution: institution?.name ?? null,
      licenceNo: institution?.licenceNo ?? '',
      officers: inspection.officers.map((id) => {
        const name = officers.find((officer) => (officer.id as string) === id)?.name;
        return name ?? { zh: id, ug: id };
      }),
      state: stateOf(inspection),
      ...progress,
      isWaiting: waiting.has(inspection.id),
      evidence: evidence.get(inspection.id) ?? null,
      forms: 1 + (formsOf.get(inspection.id)?.length ?? 0),
    };
  });
  return (await Promise.all(lines)).toSorted((a, b) =>
    a.inspection.startedAt < b.inspection.startedAt ? 1 : -1,
  );
}

function stateOf(inspection: Inspection): VisitState {
  if (inspection.state === 'sealed') return 'sealed';
  const signed = inspection.officers.filter((officer) =>
    inspection.signatures.some((one) => one.officerId === officer),
  );
  if (signed.length === 0) return 'in-progress';
  return signed.length === 1 ? 'signed-by-one' : 'signed-by-both';
}

async function progressOf(
  { records }: Pick<Desk, 'records'>,
  inspection: Inspection,
  body: TemplateBody | null,
): Promise<Pick<VisitLine, 'answered' | 'total'>> {
  if (!body) return { answered: 0, total: 0 };
  if (inspection.state === 'sealed' && (body.rules ?? []).length === 0)
    return { answered: body.items.length, total: body.items.length };
  const answers = await records.list(answerKind, 'inspectionId', inspection.id);
  const state = {
    answers: new Map(answers.map((answer) => [answer.itemId, answer])),
    attachments: await records.list(attachmentKind, 'recordId', inspection.id),
    findings: [],
  };
  return countAnswered(body, state);
}

/** From the lanes of what waits: a visit's own, its answers' (`<visit>:<item>`), its findings' and its photos'. */
async function waitingVisits(
  desk: Pick<Desk, 'records' | 'acts' | 'uploads'>,
): Promise<ReadonlySet<RecordId>> {
  const visits = new Set<RecordId>();
  const lanes = new Set((await desk.acts({ state: 'waiting', limit: MAX_WAITING })).map((act) => act.lane));
  for (const lane of lanes) {
    const owner = lane.split(':')[0] ?? lane;
    if (owner !== lane) visits.add(owner as RecordId);
    else
      visits.add(
        (await desk.records.get(findingKind, lane))?.inspectionId ??
          (await desk.records.get(attachmentKind, lane))?.recordId ??
          lane,
      );
  }
  for (const upload of await desk.uploads()) {
    if (upload.state !== 'waiting') continue;
    const photo = await desk.records.get(attachmentKind, upload.attachmentId);
    if (photo) visits.add(photo.recordId);
  }
  return visits;
}
