import { contentHash } from '../../../../shared/domain/inspections/content-hash.ts';
import type { Finding } from '../../../../shared/domain/inspections/inspection.ts';
import { assess } from '../../../../shared/domain/inspections/progress.ts';
import { visibleItems } from '../../../../shared/domain/inspections/template-rules.ts';
import type { TemplateBody } from '../../../../shared/domain/inspections/template.ts';
import type { Hex } from '../../../../shared/lib/bytes.ts';
import { hashedContent, type VisitContentView } from '../visit/visit-query.ts';

/** What both sides look at before they sign, counted from the records. */
export interface VisitSummary {
  readonly yes: number;
  readonly no: number;
  readonly na: number;
  readonly other: number;
  /** Parts per thousand; null when no item counts. */
  readonly ratePermille: number | null;
  readonly criticalNo: readonly string[];
  readonly findings: readonly Finding[];
  readonly photos: number;
  /** Of what is on screen; the act refuses when the records say otherwise. */
  readonly hash: Hex;
}

export function summaryOf(template: TemplateBody, content: VisitContentView): VisitSummary {
  const answers = [...content.answers.values()];
  const asked = new Set(visibleItems(template, content.answers).map((item) => item.id));
  const counted = answers.filter((answer) => asked.has(answer.itemId));
  const chosen = (choice: 'yes' | 'no' | 'na'): number =>
    counted.filter(({ current }) => current.value?.kind === 'choice' && current.value.choice === choice)
      .length;
  const findings = [...content.findings.values()].flat();
  const other = counted.filter(
    ({ current }) => current.value !== null && current.value.kind !== 'choice',
  ).length;
  return {
    yes: chosen('yes'),
    no: chosen('no'),
    na: chosen('na'),
    other,
    ...assess(template, content.answers),
    findings: findings.toSorted((a, b) =>
      a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.id < b.id ? -1 : 1,
    ),
    photos: content.attachments.filter((attachment) => attachment.purpose === 'evidence').length,
    hash: contentHash(hashedContent(content)),
  };
}

/** `87.5 %` of parts per thousand. */
export function rateText(permille: number): string {
  return `${(permille / 10).toFixed(1)}%`;
}
