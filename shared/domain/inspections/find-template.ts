import type { RecordId } from '../../lib/ids.ts';
import type { RecordBase, RecordKind } from '../../lib/record-kind.ts';
import { bureauTemplateKind, isBureauTemplateId } from './bureau-template.ts';
import { templateKind } from './template.ts';

/** What a visit, a task or a review names: one version of one template. */
export interface TemplateRef {
  readonly templateId: string;
  readonly templateVersion: string;
}

/** A published checklist, of the region or of the bureau. */
export interface PublishedTemplate extends RecordBase {
  readonly templateId: string;
  readonly version: string;
  readonly body: string;
  readonly origin: string | null;
  readonly isOfBureau: boolean;
}

interface Reader {
  get<T extends RecordBase>(kind: RecordKind<T>, id: RecordId): Promise<T | null>;
}

export function templateRecordId(of: TemplateRef): RecordId {
  return `${of.templateId}@${of.templateVersion}` as RecordId;
}

/** The published template by its id and version, wherever it comes from; the same on a screen and in a mutation. */
export async function findTemplate(records: Reader, of: TemplateRef): Promise<PublishedTemplate | null> {
  const id = templateRecordId(of);
  if (isBureauTemplateId(of.templateId)) {
    const own = await records.get(bureauTemplateKind, id);
    return own && { ...own, isOfBureau: true };
  }
  const regional = await records.get(templateKind, id);
  return regional && { ...regional, origin: null, isOfBureau: false };
}

/** All published templates on this device. */
export async function allTemplates(records: {
  all<T extends RecordBase>(kind: RecordKind<T>): Promise<readonly T[]>;
}): Promise<readonly PublishedTemplate[]> {
  const [regional, own] = await Promise.all([records.all(templateKind), records.all(bureauTemplateKind)]);
  return [
    ...regional.map((template) => ({ ...template, origin: null, isOfBureau: false })),
    ...own.map((template) => ({ ...template, isOfBureau: true })),
  ];
}
