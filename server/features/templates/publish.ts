import { readTemplate, TemplateBody, type Template } from '../../../shared/domain/inspections/template.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { REGION_CODE } from '../../../shared/protocol/scope.ts';
import type { Core } from '../core.ts';
import { submit } from '../org/apply-command.ts';

export type PublishRefusal =
  | { readonly kind: 'template-unreadable' }
  | { readonly kind: 'template-version-exists'; readonly id: string };

/**
 * Signs a template with the publishing key and gives it to every device of the region. Its text is kept exactly, without the
 * space between tokens. A published version never changes: other text under the same version is refused, the same is harmless.
 */
export async function publishTemplate(
  core: Core,
  text: string,
): Promise<Result<{ readonly id: RecordId }, PublishRefusal>> {
  const body = compact(text);
  if (body === null) return err({ kind: 'template-unreadable' });
  const template = signedTemplate(core, body);
  if (!template) return err({ kind: 'template-unreadable' });
  const query = core.db
    .selectFrom('records')
    .select('payload')
    .where('table_name', '=', 'templates')
    .where('id', '=', template.id);
  const published = await query.executeTakeFirst();
  if (published) {
    const same = (JSON.parse(published.payload) as Template).body === body;
    return same ? ok({ id: template.id }) : err({ kind: 'template-version-exists', id: template.id });
  }
  await submit(core, [{ kind: 'template', template }]);
  core.log.info({ template: template.id }, 'template published');
  return ok({ id: template.id });
}

function signedTemplate(core: Core, body: string): Template | null {
  const named = TemplateBody.safeParse(JSON.parse(body));
  if (!named.success) return null;
  const { id: templateId, version } = named.data;
  if (!readTemplate({ templateId, version, body }).ok) return null;
  const { signature, keyId } = core.trust.signTemplate(body);
  return {
    id: `${templateId}@${version}` as RecordId,
    prefectureCode: REGION_CODE,
    templateId,
    version,
    body,
    signature,
    keyId,
  };
}

function compact(text: string): string | null {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return null;
  }
}
