import { z } from 'zod';
import { RecordId } from '../../lib/ids.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { isFormatMark, isReadableMark, TEMPLATE_FORMAT } from './template-format.ts';
import { TemplateRule } from './template-rule.ts';

const Words = z.object({ zh: z.string().min(1), ug: z.string().min(1) });

export const ITEM_KINDS = ['yes-no-na', 'score', 'number', 'text', 'date', 'photo'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];
export const Severity = z.enum(['critical', 'major', 'minor']);
export type Severity = z.infer<typeof Severity>;

/** An item as published. `kind` stays open: a kind this app does not know is shown as such and never answered by guess. */
export const TemplateItem = z.object({
  id: z.string().regex(/^[A-Z]{2,4}-[A-Z]\d{2}$/),
  sectionId: z.string(),
  section: Words,
  text: Words,
  basis: z.string(),
  kind: z.string(),
  /** Only yes-no items count by weight; items of other kinds may leave it out. */
  weight: z.int().min(0).default(0),
  evidenceRequired: z.boolean(),
  severity: Severity,
  maxScore: z.int().min(1).optional(),
});
export type TemplateItem = z.infer<typeof TemplateItem>;

export const TemplateBody = z.object({
  id: z.string(),
  version: z.string(),
  title: Words,
  purpose: Words,
  items: z.array(TemplateItem).min(1),
  /** 1 when absent; see template-format.ts. */
  format: z.int().min(1).optional(),
  rules: z.array(TemplateRule).optional(),
  /** What is looked at with it: `institution` on a visit, `case-file` in a quality review; absent: an institution. */
  appliesTo: z.array(z.string()).optional(),
  scoring: z.looseObject({ method: z.string(), maxTotal: z.int().min(1).optional() }).optional(),
});
export type TemplateBody = z.infer<typeof TemplateBody>;

/** A published template: `body` is the exact JSON text that the publishing key signed (`jd-template-1|body`). */
export const Template = z.strictObject({
  /** `<templateId>@<version>` */
  id: RecordId,
  prefectureCode: z.string(),
  templateId: z.string(),
  version: z.string(),
  body: z.string(),
  signature: z.string(),
  keyId: z.string(),
});
export type Template = z.infer<typeof Template>;

export const templateKind = recordKind<Template>({
  table: 'templates',
  schema: Template,
  compartment: 'ordinary',
  columns: { templateId: (template) => template.templateId },
});

export type TemplateProblem = { kind: 'template-unreadable' } | { kind: 'template-mismatch' };

/**
 * Reads a published template. Unknown item kinds are not an error here: see `isKnownKind`. The mark of a format this app knows is
 * taken out; that of a later one stays among the items, so that nobody signs what this app only half understands.
 */
export function readTemplate(
  template: Pick<Template, 'templateId' | 'version' | 'body'>,
): Result<TemplateBody, TemplateProblem> {
  let value: unknown;
  try {
    value = JSON.parse(template.body);
  } catch {
    return err({ kind: 'template-unreadable' });
  }
  const body = TemplateBody.safeParse(isLaterFormat(value) ? { ...value, rules: [] } : value);
  if (!body.success) return err({ kind: 'template-unreadable' });
  if (body.data.id !== template.templateId || body.data.version !== template.version)
    return err({ kind: 'template-mismatch' });
  const items = body.data.items.filter((item) => !isReadableMark(item.kind));
  return items.length === 0 ? err({ kind: 'template-unreadable' }) : ok({ ...body.data, items });
}

function isLaterFormat(value: unknown): value is { readonly format: number } {
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : 1;
  return typeof format === 'number' && format > TEMPLATE_FORMAT;
}

/** Whether the text itself says in its items that it needs the format it names: then older apps do not sign it. */
export function isMarked(body: TemplateBody): boolean {
  return (body.rules ?? []).length === 0 || body.items.some((item) => isFormatMark(item.kind));
}

export function isKnownKind(kind: string): kind is ItemKind {
  return (ITEM_KINDS as readonly string[]).includes(kind);
}
