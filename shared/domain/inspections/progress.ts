import { isContested, type Answer, type Attachment, type Finding } from './inspection.ts';
import { demandsOn, visibleItems } from './template-rules.ts';
import type { Demand } from './template-rule.ts';
import { isKnownKind, type TemplateBody, type TemplateItem } from './template.ts';

export interface SectionProgress {
  readonly sectionId: string;
  readonly items: readonly TemplateItem[];
  readonly answered: number;
}

/** What still keeps a visit from being signed; each names the item to go to. */
export type MissingForSigning =
  | { readonly kind: 'unanswered'; readonly itemId: string }
  | { readonly kind: 'evidence'; readonly itemId: string }
  | { readonly kind: 'finding'; readonly itemId: string }
  | { readonly kind: 'contested'; readonly itemId: string }
  | { readonly kind: 'unknown-kind'; readonly itemId: string }
  /** A rule of the template asks for it after this answer. */
  | { readonly kind: 'demanded-photo'; readonly itemId: string }
  | { readonly kind: 'demanded-note'; readonly itemId: string }
  | { readonly kind: 'demanded-finding'; readonly itemId: string };

export interface VisitState {
  readonly answers: ReadonlyMap<string, Answer>;
  readonly attachments: readonly Attachment[];
  readonly findings: readonly Finding[];
}

export function isAnswered(item: TemplateItem, state: VisitState): boolean {
  if (item.kind === 'photo') return hasPhoto(item.id, state);
  return (state.answers.get(item.id)?.current.value ?? null) !== null;
}

/** Sections in template order, with the items that are asked now; a section of which none is asked is left out. */
export function sectionProgress(template: TemplateBody, state: VisitState): readonly SectionProgress[] {
  const visible = visibleItems(template, state.answers);
  const ids = [...new Set(visible.map((item) => item.sectionId))];
  return ids.map((sectionId) => {
    const items = visible.filter((item) => item.sectionId === sectionId);
    return { sectionId, items, answered: items.filter((item) => isAnswered(item, state)).length };
  });
}

/** How many of the items that are asked now are answered. */
export function countAnswered(
  template: TemplateBody,
  state: VisitState,
): { readonly answered: number; readonly total: number } {
  const visible = visibleItems(template, state.answers);
  return { answered: visible.filter((item) => isAnswered(item, state)).length, total: visible.length };
}

/**
 * In template order, of the items that are asked now. A "no" needs a finding or a note; a "yes" or "no" where evidence is required needs a photo or a note
 * that says why there is none (templates ask for evidence, inspections.md section 4; the note is the house rule).
 * What a rule demands is asked for as it stands: a note does not stand in for a demanded photo.
 */
export function missingForSigning(template: TemplateBody, state: VisitState): readonly MissingForSigning[] {
  return visibleItems(template, state.answers).flatMap((item) => missingOf(template, item, state));
}

function missingOf(
  template: TemplateBody,
  item: TemplateItem,
  state: VisitState,
): readonly MissingForSigning[] {
  if (!isKnownKind(item.kind)) return [{ kind: 'unknown-kind', itemId: item.id }];
  if (!isAnswered(item, state)) return [{ kind: 'unanswered', itemId: item.id }];
  const answer = state.answers.get(item.id);
  if (answer && isContested(answer)) return [{ kind: 'contested', itemId: item.id }];
  const demanded = missingDemands(template, item, state);
  const usual = missingByAnswer(item, state).filter(
    ({ kind }) => !demanded.has(kind === 'finding' ? 'finding' : 'photo'),
  );
  return [
    ...usual,
    ...[...demanded].map((demand) => ({ kind: `demanded-${demand}` as const, itemId: item.id })),
  ];
}

function missingByAnswer(item: TemplateItem, state: VisitState): readonly MissingForSigning[] {
  const answer = state.answers.get(item.id);
  if (item.kind !== 'yes-no-na' || answer?.current.value?.kind !== 'choice') return [];
  const { choice } = answer.current.value;
  const missing: MissingForSigning[] = [];
  const hasNote = answer.current.note !== '';
  if (choice === 'no' && !hasNote && !state.findings.some((f) => f.itemId === item.id))
    missing.push({ kind: 'finding', itemId: item.id });
  if (choice !== 'na' && item.evidenceRequired && !hasPhoto(item.id, state) && !hasNote)
    missing.push({ kind: 'evidence', itemId: item.id });
  return missing;
}

/** What rules demand of this item and is not there, each once. */
function missingDemands(template: TemplateBody, item: TemplateItem, state: VisitState): ReadonlySet<Demand> {
  const isThere: Readonly<Record<Demand, () => boolean>> = {
    photo: () => hasPhoto(item.id, state),
    note: () => (state.answers.get(item.id)?.current.note ?? '') !== '',
    finding: () => state.findings.some((finding) => finding.itemId === item.id),
  };
  return new Set(
    demandsOn(template, item.id, state.answers)
      .map((rule) => rule.demand)
      .filter((demand) => !isThere[demand]()),
  );
}

function hasPhoto(itemId: string, state: VisitState): boolean {
  return state.attachments.some((a) => a.itemId === itemId && a.purpose === 'evidence');
}

export interface Assessment {
  /** Sum of weights answered yes / sum of weights answered yes or no, in parts per thousand; null when the base is 0. */
  readonly ratePermille: number | null;
  /** Any critical item answered no marks the visit for rectification whatever the rate. */
  readonly criticalNo: readonly string[];
}

/** Weighted pass rate of checklists.json: "n.a." leaves the base, and so does an item that is not asked. */
export function assess(template: TemplateBody, answers: ReadonlyMap<string, Answer>): Assessment {
  let yes = 0;
  let base = 0;
  const criticalNo: string[] = [];
  for (const item of visibleItems(template, answers)) {
    const value = answers.get(item.id)?.current.value;
    if (value?.kind !== 'choice' || value.choice === 'na') continue;
    base += item.weight;
    if (value.choice === 'yes') yes += item.weight;
    else if (item.severity === 'critical') criticalNo.push(item.id);
  }
  return { ratePermille: base === 0 ? null : Math.round((yes * 1000) / base), criticalNo };
}
