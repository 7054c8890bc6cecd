import {
  allTemplates,
  templateRecordId,
  type PublishedTemplate,
} from '../../../../shared/domain/inspections/find-template.ts';
import { inspectionKind, type Inspection } from '../../../../shared/domain/inspections/inspection.ts';
import {
  templateDraftKind,
  type TemplateDraft,
} from '../../../../shared/domain/inspections/template-draft.ts';
import { laterVersion } from '../../../../shared/domain/inspections/template-version.ts';
import { readTemplate, type TemplateBody } from '../../../../shared/domain/inspections/template.ts';
import { bureauTemplateKind } from '../../../../shared/domain/inspections/bureau-template.ts';
import { officerKind, type Officer } from '../../../../shared/domain/org/officer.ts';
import { institutionKind, type Institution } from '../../../../shared/domain/registry/institution.ts';
import type { Instant } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { Bilingual } from '../../../../shared/lib/text.ts';
import type { RecordReader } from '../../../data/desk.ts';

/** One version as read; `body` null where this app cannot read it. */
export interface VersionView {
  readonly template: PublishedTemplate;
  readonly body: TemplateBody | null;
  readonly visits: readonly Inspection[];
  /** Of a bureau's own version: who gave it, and when. */
  readonly publishedBy: Bilingual | null;
  readonly publishedAt: Instant | null;
}

/** All versions of one template, newest first. */
export interface TemplateLine {
  readonly templateId: string;
  readonly isOfBureau: boolean;
  readonly versions: readonly VersionView[];
}

export interface DraftLine {
  readonly draft: TemplateDraft;
  readonly lastBy: Bilingual | null;
  readonly lastAt: Instant | null;
}

export interface TemplatesView {
  readonly lines: readonly TemplateLine[];
  /** Open ones first, newest work first. */
  readonly drafts: readonly DraftLine[];
  readonly officers: ReadonlyMap<string, Officer>;
  readonly institutions: ReadonlyMap<string, Institution>;
}

export async function loadTemplates(records: RecordReader): Promise<TemplatesView> {
  const [templates, own, drafts, visits, officers, institutions] = await Promise.all([
    allTemplates(records),
    records.all(bureauTemplateKind),
    records.all(templateDraftKind),
    records.all(inspectionKind),
    records.all(officerKind),
    records.all(institutionKind),
  ]);
  const people = new Map(officers.map((officer) => [officer.id as string, officer]));
  const acts = new Map(own.map((one) => [one.id, one]));
  const used = Map.groupBy(visits, (visit) => templateRecordId(visit));
  const versions = templates.map((template): VersionView => {
    const body = readTemplate(template);
    const act = acts.get(template.id);
    return {
      template,
      body: body.ok ? body.value : null,
      visits: used.get(template.id) ?? [],
      publishedBy: (act && people.get(act.publishedBy)?.name) ?? null,
      publishedAt: act?.publishedAt ?? null,
    };
  });
  return {
    lines: linesOf(versions),
    drafts: drafts.map((draft) => draftLine(draft, people)).toSorted(byState),
    officers: people,
    institutions: new Map(institutions.map((one) => [one.id as string, one])),
  };
}

function linesOf(versions: readonly VersionView[]): readonly TemplateLine[] {
  const groups = Map.groupBy(versions, ({ template }) => template.templateId);
  return [...groups]
    .map(([templateId, group]): TemplateLine => ({
      templateId,
      isOfBureau: group[0]?.template.isOfBureau ?? false,
      versions: group.toSorted((a, b) => (laterVersion(a.template.version, b.template.version) ? -1 : 1)),
    }))
    .toSorted(
      (a, b) => Number(b.isOfBureau) - Number(a.isOfBureau) || (a.templateId < b.templateId ? -1 : 1),
    );
}

function draftLine(draft: TemplateDraft, people: ReadonlyMap<string, Officer>): DraftLine {
  const words = [...Object.values(draft.authors), ...draft.events];
  const last = words.reduce<{ readonly by: string; readonly at: Instant } | null>(
    (best, one) => (best === null || one.at >= best.at ? one : best),
    null,
  );
  return { draft, lastAt: last?.at ?? null, lastBy: (last && people.get(last.by)?.name) ?? null };
}

function byState(a: DraftLine, b: DraftLine): number {
  return (
    Number(b.draft.state === 'open') - Number(a.draft.state === 'open') ||
    ((a.lastAt ?? '') < (b.lastAt ?? '') ? 1 : -1)
  );
}

/** Ids that any version of this line, or of the one it was made from, ever used: none is given a second time. */
export function idsEverUsed(view: TemplatesView, draft: TemplateDraft): readonly string[] {
  const origin = draft.basedOn?.split('@')[0];
  return view.lines
    .filter((line) => line.templateId === draft.templateId || line.templateId === origin)
    .flatMap((line) => line.versions)
    .flatMap(({ body, template }) => [
      ...(body?.items ?? []).map((item) => item.id),
      ...view.lines
        .filter((line) => line.templateId === template.origin)
        .flatMap((line) => line.versions.flatMap((one) => one.body?.items.map((item) => item.id) ?? [])),
    ]);
}

export function versionOf(view: TemplatesView, id: RecordId | string): VersionView | null {
  return view.lines.flatMap((line) => line.versions).find(({ template }) => template.id === id) ?? null;
}
