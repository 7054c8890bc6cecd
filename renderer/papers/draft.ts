import type { Facts } from '../../shared/domain/documents/facts.ts';
import { publicFacts } from '../../shared/domain/documents/public-text.ts';
import type { DocumentTemplate } from '../../shared/domain/documents/template.ts';
import type { RecordId } from '../../shared/lib/ids.ts';

/** What the records say for a paper that is about to be issued. */
export interface PaperDraft {
  readonly subjectId: RecordId;
  readonly taskId: RecordId | null;
  readonly institutionId: RecordId | null;
  readonly facts: Facts;
  /** Names, telephones and addresses of people that the records know: they never stand in a published paper. */
  readonly persons: readonly string[];
}

/** The facts as the paper will hold them: of the template's own, and stripped where it is meant for the public. */
export function paperFacts(
  template: DocumentTemplate,
  draft: PaperDraft,
  entries: Facts,
  common: Facts,
): Facts {
  const own = Object.entries({ ...entries, ...draft.facts }).filter(([name]) => name in template.facts);
  const facts = { ...Object.fromEntries(own), ...common };
  return template.isPublic ? publicFacts(template, facts, draft.persons) : facts;
}
