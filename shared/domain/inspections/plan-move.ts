import type { RecordId } from '../../lib/ids.ts';
import { answerId, type Answer, type AnswerValue, type AnswerVersion } from './inspection.ts';
import type { PublishedTemplate } from './find-template.ts';
import type { MoveEntry, SetAside, TemplateMove } from './template-move.ts';
import { laterVersion } from './template-version.ts';
import type { TemplateBody, TemplateItem } from './template.ts';

/** A visit moves to a later version of the same template, or to the bureau's own line made from it. */
export function isSuccessor(
  from: Pick<PublishedTemplate, 'templateId' | 'version'>,
  to: Pick<PublishedTemplate, 'templateId' | 'version' | 'origin'>,
): boolean {
  if (to.templateId === from.templateId) return laterVersion(to.version, from.version);
  return to.origin === from.templateId;
}

export type MapFault = 'unknown-item' | 'unknown-target' | 'id-kept' | 'target-kept' | 'twice' | 'id-returns';

/** The first entry of a map that cannot be followed, and why; null when all can. */
export function mapFault(
  from: TemplateBody,
  to: TemplateBody,
  map: readonly MoveEntry[],
  earlier: readonly TemplateMove[],
): { readonly item: string; readonly why: MapFault } | null {
  const old = new Set(from.items.map((item) => item.id));
  const now = new Set(to.items.map((item) => item.id));
  // An id that went into another one must not come back as a third: late words under it would go to the wrong item.
  const gone = earlier.flatMap((move) =>
    move.map.flatMap((entry) => (entry.to === null ? [] : [entry.from])),
  );
  const returns = gone.find((id) => now.has(id));
  if (returns) return { item: returns, why: 'id-returns' };
  for (const [at, entry] of map.entries()) {
    const why = entryFault(entry, old, now, map.slice(0, at));
    if (why) return { item: entry.from, why };
  }
  return null;
}

function entryFault(
  entry: MoveEntry,
  old: ReadonlySet<string>,
  now: ReadonlySet<string>,
  before: readonly MoveEntry[],
): MapFault | null {
  if (!old.has(entry.from)) return 'unknown-item';
  if (before.some((one) => one.from === entry.from || (one.to !== null && one.to === entry.to)))
    return 'twice';
  if (entry.to === null) return null;
  if (!now.has(entry.to)) return 'unknown-target';
  if (now.has(entry.from)) return 'id-kept';
  return old.has(entry.to) ? 'target-kept' : null;
}

export interface MovedAnswers {
  /** To be written; some under a new id. */
  readonly put: readonly Answer[];
  /** Ids of records whose words now stand in another record of `put` or in `setAside`. */
  readonly remove: readonly RecordId[];
  readonly setAside: readonly SetAside[];
}

/** What becomes of the answers. Each version of each answer is afterwards in a record of the visit or among what is set aside. */
export function moveAnswers(
  to: TemplateBody,
  map: readonly MoveEntry[],
  answers: readonly Answer[],
  cleared: Omit<AnswerVersion, 'value' | 'note'>,
): MovedAnswers {
  const items = new Map(to.items.map((item) => [item.id, item]));
  const put: Answer[] = [];
  const remove: RecordId[] = [];
  const setAside: SetAside[] = [];
  const answered = new Set(answers.map((answer) => answer.itemId));
  const taken = new Set(map.flatMap(({ from, to: id }) => (id !== null && answered.has(from) ? [id] : [])));
  for (const answer of answers) {
    const entry = map.find((one) => one.from === answer.itemId);
    const target = items.get(entry ? (entry.to ?? answer.itemId) : answer.itemId);
    // No item of the new version stands for it: the record stays as it is, and the visit shows it as of an earlier version.
    if (!target) continue;
    // Words of a still earlier version under the id that another item takes now.
    if (!entry && taken.has(answer.itemId)) {
      setAside.push({
        itemId: answer.itemId,
        why: 'dropped',
        versions: [answer.current, ...answer.contested],
      });
      continue;
    }
    const versions = [answer.current, ...answer.contested];
    const isDropped = entry !== undefined && entry.to === null;
    const isFit = !isDropped && versions.every(({ value }) => fits(target, value));
    if (isFit && target.id === answer.itemId) continue;
    if (target.id !== answer.itemId) remove.push(answer.id);
    if (!isFit)
      setAside.push({
        itemId: answer.itemId,
        why: isDropped ? 'dropped' : 'does-not-fit',
        versions,
      });
    const place = { ...answer, id: answerId(answer.inspectionId, target.id), itemId: target.id };
    put.push(
      isFit
        ? place
        : {
            ...place,
            // The note stays with the item where only the form of the answer changed.
            current: { ...cleared, value: null, note: isDropped ? '' : answer.current.note },
            contested: [],
          },
    );
  }
  return { put, remove, setAside };
}

/** Whether an item can hold this answer as it is. */
export function fits(item: TemplateItem, value: AnswerValue | null): boolean {
  if (value === null) return true;
  if (item.kind === 'yes-no-na') return value.kind === 'choice';
  if (item.kind === 'score') return value.kind === 'score' && value.points <= (item.maxScore ?? Infinity);
  return item.kind === value.kind;
}
