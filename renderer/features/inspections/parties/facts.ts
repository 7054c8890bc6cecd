import { noteParties } from '../../../../shared/domain/inspections/visit-mutations.ts';
import type { VisitParties } from '../../../../shared/domain/inspections/visit-parties.ts';
import { canonicalJson } from '../../../../shared/lib/json.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { Desk } from '../../../data/desk.ts';
import { failureOf, type SaveFailure } from '../visit/save-failure.ts';

export type Facts = Omit<VisitParties, 'id' | 'prefectureCode' | 'by' | 'at' | 'act'>;

/** Some fields, or how they follow from what was sent last. */
export type FactsChange = Partial<Facts> | ((before: Facts) => Partial<Facts>);

const NOTHING: Facts = {
  arrivedAt: null,
  leftAt: null,
  certificatesShown: null,
  rightsTold: null,
  presence: null,
  representative: null,
  statement: '',
};

export function factsOf(parties: VisitParties | null): Facts {
  if (!parties) return NOTHING;
  const { arrivedAt, leftAt, certificatesShown, rightsTold, presence, representative, statement } = parties;
  return { arrivedAt, leftAt, certificatesShown, rightsTold, presence, representative, statement };
}

/**
 * Turns touches of the form into acts. An act carries all facts, so each builds on what was sent last, also while the record on
 * screen still is that of an earlier touch; a colleague's record that comes in between is what the next touch builds on.
 */
export class FactsCommands {
  readonly #desk: Pick<Desk, 'act' | 'officerId'>;
  readonly #visitId: RecordId;
  #sent: { readonly facts: Facts; readonly over: string | null } | null = null;

  constructor(desk: Pick<Desk, 'act' | 'officerId'>, visitId: RecordId) {
    this.#desk = desk;
    this.#visitId = visitId;
  }

  /** Null when it is saved, or when nothing would change. `shown` is the record as on screen. */
  async change(shown: VisitParties | null, change: FactsChange): Promise<SaveFailure | null> {
    const colleagues = shown && shown.by !== this.#desk.officerId ? shown.act : null;
    const isNewToUs = colleagues !== null && colleagues !== this.#sent?.over;
    const before = this.#sent && !isNewToUs ? this.#sent.facts : factsOf(shown);
    const facts = { ...before, ...(typeof change === 'function' ? change(before) : change) };
    if (canonicalJson(facts) === canonicalJson(before)) return null;
    this.#sent = { facts, over: colleagues ?? this.#sent?.over ?? null };
    const args = { visitId: this.#visitId, facts, seen: shown?.act ?? null };
    const failure = failureOf(await this.#desk.act(noteParties, args));
    if (failure) this.#sent = null;
    return failure;
  }
}
