import {
  attachmentKind,
  findingKind,
  inspectionKind,
  type Attachment,
  type Finding,
  type Inspection,
} from '../../../../shared/domain/inspections/inspection.ts';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import { officerKind, type Officer } from '../../../../shared/domain/org/officer.ts';
import {
  lastDay,
  rectificationKind,
  type Rectification,
} from '../../../../shared/domain/rectification/rectification.ts';
import { institutionKind, type Institution } from '../../../../shared/domain/registry/institution.ts';
import type { OfficerId, RecordId } from '../../../../shared/lib/ids.ts';
import type { Desk } from '../../../data/desk.ts';

type Reading = Pick<Desk, 'records'>;

export interface RectifyLine {
  readonly rectification: Rectification;
  /** Null when the institution is not on this device. */
  readonly institution: Institution | null;
}

/** Everything that was ordered in the prefecture. */
export async function loadLines({ records }: Reading): Promise<readonly RectifyLine[]> {
  const [all, institutions] = await Promise.all([
    records.all(rectificationKind),
    records.all(institutionKind),
  ]);
  const byId = new Map(institutions.map((institution) => [institution.id, institution]));
  return all.map((rectification) => ({
    rectification,
    institution: byId.get(rectification.institutionId) ?? null,
  }));
}

export interface RectifyDetail extends RectifyLine {
  /** Pictures of the visit's item and those added as "before". */
  readonly before: readonly Attachment[];
  readonly after: readonly Attachment[];
  readonly officers: ReadonlyMap<OfficerId, Officer>;
  /** Who may come along to a recheck. */
  readonly partners: readonly Officer[];
  /** What else was ordered at the institution, newest first. */
  readonly others: readonly Rectification[];
  /** The visit of the earlier finding it repeats, where it is on this device. */
  readonly earlierVisitId: RecordId | null;
}

export async function loadDetail(
  { records, officerId, prefectureCode }: Pick<Desk, 'records' | 'officerId' | 'prefectureCode'>,
  id: RecordId,
): Promise<RectifyDetail | null> {
  const rectification = await records.get(rectificationKind, id);
  if (!rectification) return null;
  const { institutionId, source, sourceId, itemId, repeated } = rectification;
  const [institution, own, ofVisit, officers, others, earlier] = await Promise.all([
    records.get(institutionKind, institutionId),
    records.list(attachmentKind, 'recordId', id),
    source === 'visit' && sourceId ? records.list(attachmentKind, 'recordId', sourceId) : [],
    records.all(officerKind),
    records.list(rectificationKind, 'institutionId', institutionId),
    repeated ? records.get(findingKind, repeated.findingId) : null,
  ]);
  const taken = (a: Attachment, b: Attachment): number => (a.takenAt < b.takenAt ? -1 : 1);
  const found = ofVisit.filter(
    (one) => one.purpose === 'evidence' && itemId !== null && one.itemId === itemId,
  );
  return {
    rectification,
    institution,
    before: [...found, ...own.filter((one) => one.itemId === 'before')].toSorted(taken),
    after: own.filter((one) => one.itemId === 'after').toSorted(taken),
    officers: new Map(officers.map((officer) => [officer.id as string as OfficerId, officer])),
    partners: officers.filter(
      (officer) =>
        (officer.id as string) !== officerId &&
        officer.active &&
        officer.prefectureCode === prefectureCode &&
        holdsRight(officer.roles, 'inspect'),
    ),
    others: others.filter((one) => one.id !== id).toSorted((a, b) => (lastDay(a) < lastDay(b) ? 1 : -1)),
    earlierVisitId: earlier?.inspectionId ?? null,
  };
}

export interface Orderable {
  readonly inspection: Inspection;
  readonly institution: Institution | null;
  /** Findings without an order yet, gravest first. */
  readonly open: readonly Finding[];
  readonly ordered: readonly Rectification[];
}

const GRAVITY = { critical: 0, major: 1, minor: 2 } as const;

/** The findings of one visit; null when the visit is not here. */
export async function loadOrderable({ records }: Reading, id: RecordId): Promise<Orderable | null> {
  const inspection = await records.get(inspectionKind, id);
  if (!inspection) return null;
  const [institution, findings] = await Promise.all([
    records.get(institutionKind, inspection.institutionId),
    records.list(findingKind, 'inspectionId', id),
  ]);
  const ordered = await Promise.all(findings.map((finding) => records.get(rectificationKind, finding.id)));
  return {
    inspection,
    institution,
    open: findings
      .filter((_finding, at) => ordered[at] === null)
      .toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity] || (a.id < b.id ? -1 : 1)),
    ordered: ordered.filter((one) => one !== null),
  };
}
