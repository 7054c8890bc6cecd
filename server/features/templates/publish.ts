import { isBureauTemplateId } from '../../../shared/domain/inspections/bureau-template.ts';
import { contentOf } from '../../../shared/domain/inspections/template-content.ts';
import { templateFaults, type TemplateFault } from '../../../shared/domain/inspections/template-problems.ts';
import {
  isMarked,
  readTemplate,
  TemplateBody,
  type Template,
} from '../../../shared/domain/inspections/template.ts';
import type { RecordId } from '../../../shared/lib/ids.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { REGION_CODE } from '../../../shared/protocol/scope.ts';
import type { Core } from '../core.ts';
import { submit } from '../org/apply-command.ts';

export type PublishRefusal =
  | { readonly kind: 'template-unreadable' }
  | { readonly kind: 'template-version-exists'; readonly id: string }
  /** `faults` name what to mend: kind, part, field. */
  | { readonly kind: 'template-faulty'; readonly faults: readonly string[] };

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
  const faults = faultsOf(body);
  if (faults.length > 0) return err({ kind: 'template-faulty', faults });
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

/**
 * The editor's own checks, but for kinds of item and formats that this server does not know: it may sign what newer apps will ask.
 */
function faultsOf(body: string): readonly string[] {
  const parsed = TemplateBody.parse(JSON.parse(body));
  const found = templateFaults(contentOf(parsed)).filter((fault) => fault.kind !== 'unknown-kind');
  const own = [
    ...(isBureauTemplateId(parsed.id) ? ['id-of-a-bureau'] : []),
    ...(isMarked(parsed) ? [] : ['format-mark-missing']),
  ];
  return [...own, ...found.map(faultText)];
}

function faultText({ kind, at, details }: TemplateFault): string {
  const words = Object.entries(details).map(([name, value]) => ` ${name} ${value}`);
  return `${kind}: ${at.part} ${at.id} ${at.field}${words.join('')}`;
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
