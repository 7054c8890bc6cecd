import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { Bilingual } from '../../../../shared/lib/text.ts';
import type { Counted } from './figures-query.ts';

/** A record behind a figure, as a line of a list. */
export interface BehindLine {
  readonly id: RecordId;
  readonly kind: 'institution' | 'visit' | 'finding' | 'rectification' | 'task' | 'review';
  readonly institution: Bilingual | null;
  readonly on: CivilDate | null;
  readonly text: string;
  readonly to: string;
}

/** What the ids of a figure are, in their order; one that is not here any more is left out. */
export function linesOf(counted: Counted, ids: readonly RecordId[]): readonly BehindLine[] {
  const names = new Map(counted.institutions.map((one) => [one.id, one.name]));
  const lines = new Map<RecordId, BehindLine>();
  const add = (line: Omit<BehindLine, 'institution'>, institutionId: RecordId | undefined): void => {
    lines.set(line.id, { ...line, institution: (institutionId && names.get(institutionId)) ?? null });
  };
  for (const { id, licenceIssuedOn, licenceNo } of counted.institutions)
    add({ id, kind: 'institution', on: licenceIssuedOn, text: licenceNo, to: `/registry/${id}` }, id);
  const visits = new Map(counted.inspections.map((one) => [one.id, one]));
  for (const { id, startedOn, templateId, institutionId } of counted.inspections)
    add({ id, kind: 'visit', on: startedOn, text: templateId, to: `/inspections/${id}` }, institutionId);
  for (const { id, events, institutionId } of counted.tasks)
    add(
      { id, kind: 'task', on: events.at(-1)?.on ?? null, text: id.slice(-6), to: `/inspections/tasks/${id}` },
      institutionId,
    );
  for (const { id, file, institutionId } of counted.reviews)
    add(
      { id, kind: 'review', on: null, text: file.opinionNo, to: `/inspections/quality/reviews/${id}` },
      institutionId,
    );
  return ids.flatMap((id) => lines.get(id) ?? ownLine(id) ?? []);

  // A rectification has its finding's id: the figure says which of the two is meant by what it counts.
  function ownLine(id: RecordId): BehindLine | null {
    const rectification = counted.rectifications.find((one) => one.id === id);
    const finding = counted.findings.find((one) => one.id === id);
    const visit = finding && visits.get(finding.inspectionId);
    const institutionId = rectification?.institutionId ?? visit?.institutionId;
    const institution = (institutionId && names.get(institutionId)) ?? null;
    if (rectification) {
      const { text, events, itemId } = rectification;
      return {
        id,
        kind: 'rectification',
        institution,
        on: events[0]?.on ?? null,
        text: [itemId, text].filter(Boolean).join(' '),
        to: `/inspections/rectify/${id}`,
      };
    }
    if (!finding || !visit) return null;
    return {
      id,
      kind: 'finding',
      institution,
      on: visit.startedOn,
      text: [finding.itemId, finding.text].filter(Boolean).join(' '),
      to: `/inspections/${visit.id}`,
    };
  }
}
