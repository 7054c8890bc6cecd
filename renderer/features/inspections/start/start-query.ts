import { inspectionKind } from '../../../../shared/domain/inspections/inspection.ts';
import { isBureauTemplateId } from '../../../../shared/domain/inspections/bureau-template.ts';
import { allTemplates } from '../../../../shared/domain/inspections/find-template.ts';
import { laterVersion } from '../../../../shared/domain/inspections/template-version.ts';
import {
  isKnownKind,
  readTemplate,
  type TemplateBody,
} from '../../../../shared/domain/inspections/template.ts';
import { holdsRight } from '../../../../shared/domain/org/authority.ts';
import { officerKind, type Officer } from '../../../../shared/domain/org/officer.ts';
import { institutionKind, type Institution } from '../../../../shared/domain/registry/institution.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { Desk } from '../../../data/desk.ts';

export interface Startable {
  readonly institution: Institution;
  /** Day of the newest visit, null when there was none. */
  readonly lastVisitOn: CivilDate | null;
  readonly hasOpenVisit: boolean;
}

export interface StartFacts {
  readonly institutions: readonly Startable[];
  /** Newest version of each template, annual practice inspection first. */
  readonly templates: readonly TemplateBody[];
  /** Officers who may come along: of this prefecture, active, with the right to inspect, not oneself. */
  readonly partners: readonly Officer[];
}

const USUAL_TEMPLATE = 'annual-practice-inspection';

export async function loadStartFacts({
  records,
  officerId,
  prefectureCode,
}: Pick<Desk, 'records' | 'officerId' | 'prefectureCode'>): Promise<StartFacts> {
  const [institutions, inspections, templates, officers] = await Promise.all([
    records.all(institutionKind),
    records.all(inspectionKind),
    allTemplates(records),
    records.all(officerKind),
  ]);
  const visits = Map.groupBy(inspections, (inspection) => inspection.institutionId);
  return {
    institutions: institutions
      .map((institution) => {
        const own = visits.get(institution.id) ?? [];
        const days = own.map((inspection) => inspection.startedOn).toSorted();
        return {
          institution,
          lastVisitOn: days.at(-1) ?? null,
          hasOpenVisit: own.some((one) => one.state !== 'sealed'),
        };
      })
      .toSorted((a, b) => leastRecent(a) - leastRecent(b) || (a.institution.id < b.institution.id ? -1 : 1)),
    templates: newestOfEach(
      templates.flatMap((template) => valuesOf(readTemplate(template))).filter(isForVisits),
    ),
    partners: officers.filter(
      (officer) =>
        (officer.id as string) !== officerId &&
        officer.active &&
        officer.prefectureCode === prefectureCode &&
        holdsRight(officer.roles, 'inspect'),
    ),
  };
}

/** Items that this app cannot ask: they keep a visit from being signed. */
export function unknownItems(template: TemplateBody): number {
  return template.items.filter((item) => !isKnownKind(item.kind)).length;
}

/** The longest unvisited first: never, then the earliest day. */
function leastRecent(one: Startable): number {
  return one.lastVisitOn === null ? 0 : Date.parse(one.lastVisitOn);
}

/** Newest version of each template on this computer. */
export async function newestTemplates(records: Desk['records']): Promise<readonly TemplateBody[]> {
  const all = await allTemplates(records);
  return newestOfEach(all.flatMap((template) => valuesOf(readTemplate(template))).filter(isForVisits));
}

function newestOfEach(bodies: readonly TemplateBody[]): readonly TemplateBody[] {
  const newest = new Map<string, TemplateBody>();
  for (const body of bodies) {
    const before = newest.get(body.id);
    if (!before || laterVersion(body.version, before.version)) newest.set(body.id, body);
  }
  return [...newest.values()].toSorted((a, b) => usualness(b) - usualness(a) || (a.id < b.id ? -1 : 1));
}

/** The annual inspection first, and before the region's the line that the bureau made of it. */
function usualness({ id }: TemplateBody): number {
  if (isBureauTemplateId(id)) return id.endsWith(`-${USUAL_TEMPLATE}`) ? 2 : 0;
  return id === USUAL_TEMPLATE ? 1 : 0;
}

/** A review of case files has its own screen. */
function isForVisits(template: TemplateBody): boolean {
  return template.appliesTo === undefined || template.appliesTo.includes('institution');
}

function valuesOf<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false },
): readonly T[] {
  return result.ok ? [result.value] : [];
}
