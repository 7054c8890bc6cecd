import { contentOf, type TemplateContent } from '../../../../shared/domain/inspections/template-content.ts';
import { TemplateBody } from '../../../../shared/domain/inspections/template.ts';

export type TemplateFile =
  | {
      readonly kind: 'read';
      readonly content: TemplateContent;
      readonly templateId: string;
      readonly version: string;
    }
  /** `where`: the first place that does not fit, as a path. */
  | { readonly kind: 'not-json' | 'not-utf8' | 'not-a-template' | 'too-large'; readonly where: string };

// A checklist of 200 items in two languages is about 100 kB.
const MAX_BYTES = 400_000;

/** Reads a checklist file as the region's `publish template` takes it. */
export function readTemplateFile(bytes: Uint8Array): TemplateFile {
  if (bytes.length > MAX_BYTES) return { kind: 'too-large', where: '' };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { kind: 'not-utf8', where: '' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { kind: 'not-json', where: error instanceof Error ? error.message : '' };
  }
  const body = TemplateBody.safeParse(value);
  if (!body.success) {
    const [issue] = body.error.issues;
    return { kind: 'not-a-template', where: issue?.path.join('.') ?? '' };
  }
  return {
    kind: 'read',
    content: contentOf(body.data),
    templateId: body.data.id.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-'),
    version: body.data.version,
  };
}
