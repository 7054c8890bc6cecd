import { isContested, type Answer, type Attachment, type Finding } from './inspection.ts';
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
  | { readonly kind: 'unknown-kind'; readonly itemId: string };

export interface VisitState {
  readonly answers: ReadonlyMap<string, Answer>;
  readonly attachments: readonly Attachment[];
  readonly findings: readonly Finding[];
}

export function isAnswered(item: TemplateItem, state: VisitState): boolean {
  if (item.kind === 'photo')
    return state.attachments.some((a) => a.itemId === item.id && a.purpose === 'evidence');
  return (state.answers.get(item.id)?.current.value ?? null) !== null;
}

/** Sections in template order. */
export function sectionProgress(template: TemplateBody, state: VisitState): readonly SectionProgress[] {
  const ids = [...new Set(template.items.map((item) => item.sectionId))];
  return ids.map((sectionId) => {
    const items = template.items.filter((item) => item.sectionId === sectionId);
    return { sectionId, items, answered: items.filter((item) => isAnswered(item, state)).length };
  });
}

/**
 * In template order. A "no" needs a finding or a note; a "yes" or "no" where evidence is required needs a photo or a note
 * that says why there is none (templates ask for evidence, inspections.md section 4; the note is the house rule).
 */
export function missingForSigning(template: TemplateBody, state: VisitState): readonly MissingForSigning[] {
  return template.items.flatMap((item) => missingOf(item, state));
}

function missingOf(item: TemplateItem, state: VisitState): readonly MissingForSigning[] {
  if (!isKnownKind(item.kind)) return [{ kind: 'unknown-kind', itemId: item.id }];
  if (!isAnswered(item, state)) return [{ kind: 'unanswered', itemId: item.id }];
  const answer = state.answers.get(item.id);
  if (answer && isContested(answer)) return [{ kind: 'contested', itemId: item.id }];
  if (item.kind !== 'yes-no-na' || answer?.current.value?.kind !== 'choice') return [];
  const { choice } = answer.current.value;
  const missing: MissingForSigning[] = [];
  const hasNote = answer.current.note !== '';
  const hasPhoto = state.attachments.some((a) => a.itemId === item.id && a.purpose === 'evidence');
  if (choice === 'no' && !hasNote && !state.findings.some((f) => f.itemId === item.id))
    missing.push({ kind: 'finding', itemId: item.id });
  if (choice !== 'na' && item.evidenceRequired && !hasPhoto && !hasNote)
    missing.push({ kind: 'evidence', itemId: item.id });
  return missing;
}

export interface Assessment {
  /** Sum of weights answered yes / sum of weights answered yes or no, in parts per thousand; null when the base is 0. */
  readonly ratePermille: number | null;
  /** Any critical item answered no marks the visit for rectification whatever the rate. */
  readonly criticalNo: readonly string[];
}

/** Weighted pass rate of checklists.json: "n.a." leaves the base. */
export function assess(template: TemplateBody, answers: ReadonlyMap<string, Answer>): Assessment {
  let yes = 0;
  let base = 0;
  const criticalNo: string[] = [];
  for (const item of template.items) {
    const value = answers.get(item.id)?.current.value;
    if (value?.kind !== 'choice' || value.choice === 'na') continue;
    base += item.weight;
    if (value.choice === 'yes') yes += item.weight;
    else if (item.severity === 'critical') criticalNo.push(item.id);
  }
  return { ratePermille: base === 0 ? null : Math.round((yes * 1000) / base), criticalNo };
}
