import {
  answerKind,
  attachmentKind,
  findingKind,
  inspectionKind,
  type Answer,
  type Attachment,
  type Finding,
  type Inspection,
} from '../../../../shared/domain/inspections/inspection.ts';
import { findTemplate, type TemplateRef } from '../../../../shared/domain/inspections/find-template.ts';
import { templateMovesKind, type TemplateMove } from '../../../../shared/domain/inspections/template-move.ts';
import {
  readTemplate,
  type TemplateBody,
  type TemplateProblem,
} from '../../../../shared/domain/inspections/template.ts';
import type { VisitContent } from '../../../../shared/domain/inspections/content-hash.ts';
import { visitIdOf } from '../../../../shared/domain/inspections/visit-forms.ts';
import {
  visitAttestationKind,
  visitPartiesKind,
  type VisitAttestation,
  type VisitParties,
} from '../../../../shared/domain/inspections/visit-parties.ts';
import { visitSectionKind } from '../../../../shared/domain/inspections/visit-sections.ts';
import { officerKind, officerRecordId, type Officer } from '../../../../shared/domain/org/officer.ts';
import { institutionKind, type Institution } from '../../../../shared/domain/registry/institution.ts';
import type { OfficerId, RecordId } from '../../../../shared/lib/ids.ts';
import { err, type Result } from '../../../../shared/lib/result.ts';
import type { RecordReader } from '../../../data/desk.ts';

/** What stands still during a visit. */
export interface VisitFrame {
  readonly template: Result<TemplateBody, TemplateProblem | { readonly kind: 'template-missing' }>;
  readonly institution: Institution | null;
  readonly officers: ReadonlyMap<OfficerId, Officer>;
  /** How it came to this version of its template, first move first, and the versions it left. */
  readonly moves: readonly TemplateMove[];
  readonly earlier: readonly TemplateBody[];
}

/** What changes with every touch. */
export interface VisitContentView {
  readonly inspection: Inspection;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** Evidence by item. */
  readonly photos: ReadonlyMap<string, readonly Attachment[]>;
  readonly attachments: readonly Attachment[];
  /** The form the visit began with: its own id, or that of the first one. */
  readonly visitId: RecordId;
  readonly parties: VisitParties | null;
  readonly attestation: VisitAttestation | null;
  /** Who took which section. */
  readonly sections: ReadonlyMap<string, OfficerId | null>;
}

/** A visit that can be shown. */
export interface WholeVisit {
  readonly template: TemplateBody;
  readonly frame: VisitFrame;
  readonly content: VisitContentView;
}

export async function loadFrame(records: RecordReader, id: RecordId): Promise<VisitFrame | null> {
  const inspection = await records.get(inspectionKind, id);
  if (!inspection) return null;
  const template = await findTemplate(records, inspection);
  const moves = (await records.get(templateMovesKind, id))?.moves ?? [];
  const officers = await Promise.all(
    inspection.officers.map((officer) => records.get(officerKind, officerRecordId(officer))),
  );
  return {
    template: template ? readTemplate(template) : err({ kind: 'template-missing' }),
    institution: await records.get(institutionKind, inspection.institutionId),
    officers: new Map(
      officers.flatMap((officer) => (officer ? [[officer.id as string as OfficerId, officer]] : [])),
    ),
    moves,
    earlier: (await Promise.all(moves.map((move) => bodyOf(records, move.from)))).flat(),
  };
}

async function bodyOf(records: RecordReader, of: TemplateRef): Promise<readonly TemplateBody[]> {
  const template = await findTemplate(records, of);
  const body = template && readTemplate(template);
  return body?.ok ? [body.value] : [];
}

/** What signatures cover, of what is on screen. */
export function hashedContent({
  inspection,
  answers,
  findings,
  attachments,
  parties,
  attestation,
}: VisitContentView): VisitContent {
  return {
    inspection,
    answers: [...answers.values()],
    findings: [...findings.values()].flat(),
    attachments,
    parties,
    attestation,
  };
}

/**
 * Reads a visit again and again, giving the very same objects back for what did not change: a row of the screen is
 * drawn again only when something of its own item changed.
 */
export function contentLoader(records: RecordReader, id: RecordId): () => Promise<VisitContentView | null> {
  const known = new Map<string, { readonly text: string; readonly value: unknown }>();
  const same = <T>(key: string, value: T): T => {
    const text = JSON.stringify(value instanceof Map ? [...value] : value);
    const before = known.get(key);
    if (before?.text === text) return before.value as T;
    known.set(key, { text, value });
    return value;
  };
  return async () => {
    const inspection = await records.get(inspectionKind, id);
    if (!inspection) return null;
    const answers = await records.list(answerKind, 'inspectionId', id);
    const findings = await records.list(findingKind, 'inspectionId', id);
    const attachments = await records.list(attachmentKind, 'recordId', id);
    const visitId = await visitIdOf(records, id);
    const sections = await records.list(visitSectionKind, 'inspectionId', id);
    const evidence = attachments.filter((attachment) => attachment.purpose === 'evidence');
    return {
      inspection: same('inspection', inspection),
      answers: new Map(answers.map((answer) => [answer.itemId, same(`a|${answer.itemId}`, answer)])),
      findings: mapValues(byItem(findings), (list, item) => same(`f|${item}`, list)),
      photos: mapValues(byItem(evidence), (list, item) => same(`p|${item}`, list)),
      attachments: same('attachments', attachments),
      visitId,
      parties: same('parties', await records.get(visitPartiesKind, visitId)),
      attestation: same('attestation', await records.get(visitAttestationKind, id)),
      sections: same('sections', new Map(sections.map((one) => [one.sectionId, one.officerId]))),
    };
  };
}

/** Key of what belongs to the visit as a whole. */
export const WHOLE_VISIT = '';

export function byItem<T extends { readonly itemId: string | null; readonly id: string }>(
  records: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(
    records.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    (record) => record.itemId ?? WHOLE_VISIT,
  );
}

function mapValues<T>(
  map: ReadonlyMap<string, T>,
  change: (value: T, key: string) => T,
): ReadonlyMap<string, T> {
  return new Map([...map].map(([key, value]) => [key, change(value, key)]));
}
