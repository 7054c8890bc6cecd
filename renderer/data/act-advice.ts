import type { JsonValue } from '../../shared/lib/json.ts';
import { entryOf, explain, type CatalogueEntry } from '../../shared/protocol/catalogue.ts';
import { Outcome } from '../../shared/protocol/outcome.ts';
import type { ActSummary } from './desk.ts';

/**
 * What the catalogue says about an act that was not taken: its code, who must act, what helps. A refusal met here only counts
 * while the server has said nothing. Null when there is nothing to explain, or when the kind is newer than this app.
 */
export function adviceOn(act: Pick<ActSummary, 'outcome' | 'localRefusal'>): CatalogueEntry | null {
  if (act.outcome) return explain(act.outcome);
  return act.localRefusal ? entryOf('state', 'refused-here') : null;
}

/** An outcome that came inside a record; null when a newer server wrote it in a way this app does not know. */
export function outcomeIn(json: JsonValue): Outcome | null {
  return Outcome.safeParse(json).data ?? null;
}
