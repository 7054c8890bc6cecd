import bundled from '../../../../resources/domain/templates/case-file-quality-review.json' with { type: 'json' };
import quality from '../../../../resources/domain/quality-rules.json' with { type: 'json' };
import {
  readTemplate,
  TemplateBody,
  templateKind,
  type TemplateItem,
} from '../../../../shared/domain/inspections/template.ts';
import { QualityRules, type FormItem, type QualityPlan } from '../../../../shared/domain/quality/plan.ts';
import type { Desk } from '../../../data/desk.ts';

export const PROPOSED_RULES = QualityRules.parse(quality.rules);
const OURS = TemplateBody.parse(bundled);

/** The scoring part of a template: scored items, and choices that may be a veto. Texts and numbers of it are not asked again. */
export function formOf(body: TemplateBody): QualityPlan['form'] {
  return {
    templateId: body.id,
    version: body.version,
    items: body.items.flatMap((item) => lineOf(item) ?? []),
  };
}

function lineOf(item: TemplateItem): FormItem | null {
  const isCritical = item.severity === 'critical';
  if (item.kind === 'score')
    return { id: item.id, kind: 'score', max: item.maxScore ?? 0, critical: isCritical };
  return item.kind === 'yes-no-na' ? { id: item.id, kind: 'yes-no-na', max: 0, critical: isCritical } : null;
}

/** Every version of the form this device knows: published ones, and the one that came with the app. Newest last. */
export async function knownForms(desk: Desk): Promise<readonly TemplateBody[]> {
  const published = await desk.records.list(templateKind, 'templateId', quality.templateId);
  const bodies = published.flatMap((template) => {
    const body = readTemplate(template);
    return body.ok ? [body.value] : [];
  });
  const all = bodies.some((body) => body.version === OURS.version) ? bodies : [OURS, ...bodies];
  return all.toSorted((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }));
}
