import { z } from 'zod';
import { CivilDate, Instant } from '../../lib/dates.ts';
import { OfficerId, RecordId } from '../../lib/ids.ts';
import { canonicalJson, PortableJson, type JsonValue } from '../../lib/json.ts';
import { recordKind } from '../../lib/record-kind.ts';
import { DraftItem, DraftRule, DraftSection, DraftWords, TemplateContent } from './template-content.ts';

// open ─ save ─► open ─ publish ─► published ─ save (the next version begins) ─► open
//      └ discard ─► discarded ─ save ─► open. Nothing is deleted.

/** `title`, `purpose`, `section:<id>`, `item:<id>` or `rule:<id>`: what one officer may change without meeting another. */
export const DraftPart = z.string().regex(/^(title|purpose|(section|item|rule):[A-Za-z0-9-]{1,26})$/);

/** The other version of a part that two officers changed unseen; it waits here until one of them decides. */
export const DraftClash = z.strictObject({
  part: DraftPart,
  value: PortableJson,
  by: OfficerId,
  at: Instant,
  act: z.string(),
});
export type DraftClash = z.infer<typeof DraftClash>;

export const DraftEvent = z.strictObject({
  kind: z.enum(['started', 'reopened', 'discarded', 'published']),
  on: CivilDate,
  at: Instant,
  by: OfficerId,
  version: z.string().nullable(),
});
export type DraftEvent = z.infer<typeof DraftEvent>;

export const TemplateDraft = z.strictObject({
  id: RecordId,
  prefectureCode: z.string(),
  templateId: z.string(),
  /** The published version it goes on from, `<templateId>@<version>`; null when written anew. */
  basedOn: RecordId.nullable(),
  state: z.enum(['open', 'published', 'discarded']),
  content: TemplateContent,
  /** Who last changed a part, and when. */
  authors: z.record(z.string(), z.strictObject({ by: OfficerId, at: Instant })),
  clashes: z.array(DraftClash),
  events: z.array(DraftEvent),
});
export type TemplateDraft = z.infer<typeof TemplateDraft>;

export const templateDraftKind = recordKind<TemplateDraft>({
  table: 'templateDrafts',
  schema: TemplateDraft,
  compartment: 'ordinary',
  columns: { state: (draft) => draft.state, templateId: (draft) => draft.templateId },
});

export function sameJson(a: JsonValue, b: JsonValue): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

/** A part as it stands; null when there is none. */
export function partOf(content: TemplateContent, part: string): JsonValue {
  if (part === 'title' || part === 'purpose') return content[part];
  const [kind, id] = part.split(':');
  const things: readonly { readonly id: string }[] = content[listOf(kind)];
  return (things.find((thing) => thing.id === id) as JsonValue | undefined) ?? null;
}

/** The content with one part put, or taken out (`null`); null when the value is not one of that part. */
export function withPart(content: TemplateContent, part: string, value: JsonValue): TemplateContent | null {
  if (part === 'title' || part === 'purpose') {
    const words = DraftWords.safeParse(value);
    return words.success ? { ...content, [part]: words.data } : null;
  }
  const [kind, id = ''] = part.split(':');
  const list = listOf(kind);
  const others = (content[list] as readonly { readonly id: string }[]).filter((thing) => thing.id !== id);
  if (value === null) return { ...content, [list]: others };
  const parsed = SCHEMAS[list].safeParse(value);
  return parsed.success && parsed.data.id === id
    ? { ...content, [list]: byId([...others, parsed.data]) }
    : null;
}

const SCHEMAS = { sections: DraftSection, items: DraftItem, rules: DraftRule } as const;

function listOf(kind: string | undefined): keyof typeof SCHEMAS {
  return kind === 'section' ? 'sections' : kind === 'rule' ? 'rules' : 'items';
}

/** Kept by id, so that the same changes in another order make the same record. */
function byId<T extends { readonly id: string }>(things: readonly T[]): readonly T[] {
  return things.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
