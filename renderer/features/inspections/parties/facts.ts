import { noteParties } from '../../../../shared/domain/inspections/visit-mutations.ts';
import type { VisitParties } from '../../../../shared/domain/inspections/visit-parties.ts';
import { canonicalJson } from '../../../../shared/lib/json.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { Desk } from '../../../data/desk.ts';
import { failureOf, type SaveFailure } from '../visit/save-failure.ts';

export type Facts = Omit<VisitParties, 'id' | 'prefectureCode' | 'by' | 'at' | 'act'>;

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
 * Turns touches of the form into acts. An act carries all facts, so each builds on what was sent last, also before the record on
 * screen has caught up.
 */
export class FactsCommands {
  readonly #desk: Pick<Desk, 'act'>;
  readonly #visitId: RecordId;
  #sent: { readonly facts: Facts; readonly seen: string | null } | null = null;

  constructor(desk: Pick<Desk, 'act'>, visitId: RecordId) {
    this.#desk = desk;
    this.#visitId = visitId;
  }

  /** Null when it is saved, or when nothing would change. `shown` is the record as on screen. */
  async change(shown: VisitParties | null, change: Partial<Facts>): Promise<SaveFailure | null> {
    const seen = shown?.act ?? null;
    const before = this.#sent?.seen === seen ? this.#sent.facts : factsOf(shown);
    const facts = { ...before, ...change };
    if (canonicalJson(facts) === canonicalJson(before)) return null;
    this.#sent = { facts, seen };
    const failure = failureOf(await this.#desk.act(noteParties, { visitId: this.#visitId, facts, seen }));
    if (failure) this.#sent = null;
    return failure;
  }
}
