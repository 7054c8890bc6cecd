import type { Instant } from '../../lib/dates.ts';
import type { OfficerId } from '../../lib/ids.ts';
import type { JsonValue } from '../../lib/json.ts';
import { partOf, sameJson, withPart, type TemplateDraft } from './template-draft.ts';

/** One part as the officer saw it and as it should be. */
export interface DraftChange {
  readonly part: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

export interface DraftAuthor {
  readonly by: OfficerId;
  readonly at: Instant;
  readonly act: string;
}

/**
 * Puts changes into a draft. A part that stands as the officer saw it is changed; one that another changed meanwhile keeps its
 * words, and the newcomer's are kept beside it as a clash. Null: a value that is none of its part.
 */
export function mergeDraft(
  draft: TemplateDraft,
  changes: readonly DraftChange[],
  author: DraftAuthor,
): { readonly draft: TemplateDraft; readonly clashed: boolean } | null {
  let now = draft;
  let clashed = false;
  for (const { part, before, after } of changes) {
    if (after !== null && withPart(now.content, part, after) === null) return null;
    const standing = partOf(now.content, part);
    if (sameJson(standing, before)) now = put(now, part, after, author);
    else if (!sameJson(standing, after)) {
      now = withClash(now, { part, before, after }, author);
      clashed = true;
    }
  }
  return { draft: now, clashed };
}

function put(draft: TemplateDraft, part: string, value: JsonValue, { by, at }: DraftAuthor): TemplateDraft {
  const content = withPart(draft.content, part, value) ?? draft.content;
  return { ...draft, content, authors: { ...draft.authors, [part]: { by, at } } };
}

/** An officer's later word on their own clashing version takes its place. */
function withClash(
  draft: TemplateDraft,
  { part, before, after }: DraftChange,
  { by, at, act }: DraftAuthor,
): TemplateDraft {
  const others = draft.clashes.filter(
    (clash) => !(clash.part === part && clash.by === by && sameJson(clash.value, before)),
  );
  return { ...draft, clashes: [...others, { part, value: after, by, at, act }] };
}
