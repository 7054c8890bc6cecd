import {
  allTemplates,
  findTemplate,
  type PublishedTemplate,
} from '../../../../shared/domain/inspections/find-template.ts';
import {
  answerKind,
  attachmentKind,
  findingKind,
  inspectionKind,
  type Answer,
  type Inspection,
} from '../../../../shared/domain/inspections/inspection.ts';
import { fits, isSuccessor } from '../../../../shared/domain/inspections/plan-move.ts';
import type { MoveEntry } from '../../../../shared/domain/inspections/template-move.ts';
import { laterVersion } from '../../../../shared/domain/inspections/template-version.ts';
import {
  readTemplate,
  type TemplateBody,
  type TemplateItem,
} from '../../../../shared/domain/inspections/template.ts';
import { institutionKind, type Institution } from '../../../../shared/domain/registry/institution.ts';
import { canonicalJson } from '../../../../shared/lib/json.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { RecordReader } from '../../../data/desk.ts';

export interface MoveTarget {
  readonly template: PublishedTemplate;
  readonly body: TemplateBody;
}

export interface MoveFacts {
  readonly inspection: Inspection;
  readonly institution: Institution | null;
  readonly from: TemplateBody;
  /** Newest first. */
  readonly targets: readonly MoveTarget[];
  readonly answers: ReadonlyMap<string, Answer>;
  /** Photos and findings by item. */
  readonly counts: ReadonlyMap<string, { readonly photos: number; readonly findings: number }>;
}

/** Later versions a visit may move to, newest first; the bureau's own line before the region's. */
export async function successorsOf(
  records: RecordReader,
  inspection: Inspection,
): Promise<readonly MoveTarget[]> {
  const from = await findTemplate(records, inspection);
  if (!from) return [];
  return (await allTemplates(records))
    .filter((template) => isSuccessor(from, template))
    .flatMap((template) => {
      const body = readTemplate(template);
      return body.ok ? [{ template, body: body.value }] : [];
    })
    .toSorted(
      (a, b) =>
        Number(b.template.isOfBureau) - Number(a.template.isOfBureau) ||
        (laterVersion(a.template.version, b.template.version) ? -1 : 1),
    );
}

export async function loadMove(records: RecordReader, id: RecordId): Promise<MoveFacts | null> {
  const inspection = await records.get(inspectionKind, id);
  const template = inspection && (await findTemplate(records, inspection));
  const from = template && readTemplate(template);
  if (!inspection || !from?.ok) return null;
  const [answers, photos, findings] = await Promise.all([
    records.list(answerKind, 'inspectionId', id),
    records.list(attachmentKind, 'recordId', id),
    records.list(findingKind, 'inspectionId', id),
  ]);
  const counts = new Map<string, { photos: number; findings: number }>();
  const count = (itemId: string | null, what: 'photos' | 'findings'): void => {
    if (itemId === null) return;
    const before = counts.get(itemId) ?? { photos: 0, findings: 0 };
    counts.set(itemId, { ...before, [what]: before[what] + 1 });
  };
  for (const photo of photos) if (photo.purpose === 'evidence') count(photo.itemId, 'photos');
  for (const finding of findings) count(finding.itemId, 'findings');
  return {
    inspection,
    institution: await records.get(institutionKind, inspection.institutionId),
    from: from.value,
    targets: await successorsOf(records, inspection),
    answers: new Map(answers.map((answer) => [answer.itemId, answer])),
    counts,
  };
}

export interface ChangedItem {
  readonly before: TemplateItem;
  readonly after: TemplateItem;
  readonly hasContent: boolean;
  /** The answer cannot stand under the new kind of question: it is set aside whatever is chosen. */
  readonly isUnfit: boolean;
}

/** How a visit would look under a target: what needs the officer's eyes, and what goes by itself. */
export interface MovePlan {
  /** Same id, same question: taken over by themselves. */
  readonly same: number;
  /** Same id, other words or another kind. */
  readonly changed: readonly ChangedItem[];
  /** Items with answers, photos or findings that the new version does not have. */
  readonly homeless: readonly TemplateItem[];
  /** Gone without anything on them. */
  readonly goneEmpty: number;
  /** Items of the new version that the old one did not have: possible homes, and new questions. */
  readonly fresh: readonly TemplateItem[];
}

export function planOf({ from, answers, counts }: MoveFacts, to: TemplateBody): MovePlan {
  const now = new Map(to.items.map((item) => [item.id, item]));
  const old = new Set(from.items.map((item) => item.id));
  const hasContent = (id: string): boolean => answers.has(id) || counts.has(id);
  const changed: ChangedItem[] = [];
  const homeless: TemplateItem[] = [];
  let same = 0;
  let goneEmpty = 0;
  for (const before of from.items) {
    const after = now.get(before.id);
    if (!after) {
      if (hasContent(before.id)) homeless.push(before);
      else goneEmpty += 1;
    } else if (isSameQuestion(before, after)) same += 1;
    else {
      const answer = answers.get(before.id);
      const versions = answer ? [answer.current, ...answer.contested] : [];
      changed.push({
        before,
        after,
        hasContent: hasContent(before.id),
        isUnfit: versions.some(({ value }) => !fits(after, value)),
      });
    }
  }
  return { same, changed, homeless, goneEmpty, fresh: to.items.filter((item) => !old.has(item.id)) };
}

function isSameQuestion(a: TemplateItem, b: TemplateItem): boolean {
  return a.kind === b.kind && a.maxScore === b.maxScore && canonicalJson(a.text) === canonicalJson(b.text);
}

/** What the officer chose for one item: undefined while nothing was chosen. */
export interface Choice {
  readonly to: string | null;
  readonly reason: string;
}

/** The map of the act, and the items that still need a word. */
export function mapOf(
  plan: MovePlan,
  choices: ReadonlyMap<string, Choice>,
): { readonly map: readonly MoveEntry[]; readonly open: readonly string[] } {
  const map: MoveEntry[] = [];
  const open: string[] = [];
  for (const { before, hasContent } of plan.changed) {
    const choice = choices.get(before.id);
    if (!hasContent || !choice || choice.to !== null) continue;
    if (choice.reason === '') open.push(before.id);
    map.push({ from: before.id, to: null, reason: choice.reason });
  }
  for (const item of plan.homeless) {
    const choice = choices.get(item.id);
    if (!choice || (choice.to === null && choice.reason === '')) open.push(item.id);
    if (choice) map.push({ from: item.id, to: choice.to, reason: choice.reason });
  }
  return { map, open };
}
