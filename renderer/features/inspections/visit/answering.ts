import type { Answer, AnswerValue } from '../../../../shared/domain/inspections/inspection.ts';
import { answerItem, resolveAnswer } from '../../../../shared/domain/inspections/mutations.ts';
import { canonicalJson } from '../../../../shared/lib/json.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import type { ActOutcome, Desk } from '../../../data/desk.ts';
import { failureOf } from './save-failure.ts';
import { setMark, type SentAnswer, type VisitUiStore } from './visit-ui.ts';

export interface AnsweringDeps {
  readonly desk: Pick<Desk, 'act'>;
  readonly inspectionId: RecordId;
  readonly ui: VisitUiStore;
  /** The answer as last read. */
  readonly answerOf: (itemId: string) => Answer | undefined;
}

export interface AnswerChange {
  readonly value?: AnswerValue | null;
  readonly note?: string;
}

/**
 * Turns touches into acts. A touch changes the value or the note; the act carries both, so each builds on what was
 * sent last, also before the record on screen has caught up: a quick "yes" after a note must not take the note away.
 */
export class Answering {
  readonly #deps: AnsweringDeps;

  constructor(deps: AnsweringDeps) {
    this.#deps = deps;
  }

  /** What stands for this item, counting what is on its way. */
  standing(itemId: string): SentAnswer {
    const current = this.#deps.answerOf(itemId)?.current;
    const seen = current?.act ?? null;
    const sent = this.#deps.ui.getState().sent.get(itemId);
    return sent && sent.seen === seen
      ? sent
      : { value: current?.value ?? null, note: current?.note ?? '', seen };
  }

  /** Null when nothing would change: then no act is made. */
  async change(itemId: string, change: AnswerChange): Promise<ActOutcome | null> {
    const { desk, inspectionId, ui } = this.#deps;
    const before = this.standing(itemId);
    const isRetry = ui.getState().marks.get(itemId)?.kind === 'failed';
    const next: SentAnswer = {
      value: change.value === undefined ? before.value : change.value,
      note: change.note === undefined ? before.note : cleanText(change.note),
      seen: before.seen,
    };
    if (!isRetry && next.note === before.note && canonicalJson(next.value) === canonicalJson(before.value))
      return null;
    ui.setState((now) => ({ sent: new Map(now.sent).set(itemId, next) }));
    setMark(ui, itemId, { kind: 'saving' });
    const outcome = await desk.act(answerItem, { inspectionId, itemId, ...next });
    this.#note(itemId, outcome, () => void this.change(itemId, {}));
    return outcome;
  }

  /** The lead officer keeps one of two answers. */
  async resolve(itemId: string, keep: string): Promise<void> {
    const { desk, inspectionId, ui } = this.#deps;
    setMark(ui, itemId, { kind: 'saving' });
    const outcome = await desk.act(resolveAnswer, { inspectionId, itemId, keep });
    this.#note(itemId, outcome, () => void this.resolve(itemId, keep));
  }

  #note(itemId: string, outcome: ActOutcome, again: () => void): void {
    const failure = failureOf(outcome);
    if (outcome.kind === 'saved') setMark(this.#deps.ui, itemId, { kind: 'saved', at: outcome.at });
    else if (failure) setMark(this.#deps.ui, itemId, { kind: 'failed', failure, again });
  }
}
