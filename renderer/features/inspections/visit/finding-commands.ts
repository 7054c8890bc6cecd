import type { Finding, Inspection } from '../../../../shared/domain/inspections/inspection.ts';
import { noteFinding, removeFinding } from '../../../../shared/domain/inspections/mutations.ts';
import type { Severity } from '../../../../shared/domain/inspections/template.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import { cleanText } from '../../../../shared/lib/text.ts';
import type { Desk } from '../../../data/desk.ts';
import { failureOf } from './save-failure.ts';
import { setMark, type VisitUiStore } from './visit-ui.ts';

export interface FindingDraft {
  readonly findingId: RecordId;
  readonly itemId: string;
  readonly severity: Severity;
  readonly text: string;
  readonly basis: string;
  readonly dueOn: CivilDate;
}

/** Notes, rewrites and takes back findings of one visit. */
export class FindingCommands {
  readonly #desk: Pick<Desk, 'act'>;
  readonly #inspection: Pick<Inspection, 'id'>;
  readonly #ui: VisitUiStore;

  constructor(desk: Pick<Desk, 'act'>, inspection: Pick<Inspection, 'id'>, ui: VisitUiStore) {
    this.#desk = desk;
    this.#inspection = inspection;
    this.#ui = ui;
  }

  /** False when it was not saved; a draft without words is no finding yet and is left alone. */
  async note(draft: FindingDraft): Promise<boolean> {
    const args = {
      ...draft,
      inspectionId: this.#inspection.id,
      text: cleanText(draft.text),
      basis: cleanText(draft.basis),
    };
    if (args.text === '') return false;
    setMark(this.#ui, draft.itemId, { kind: 'saving' });
    const outcome = await this.#desk.act(noteFinding, args);
    const failure = failureOf(outcome);
    if (outcome.kind === 'saved') setMark(this.#ui, draft.itemId, { kind: 'saved', at: outcome.at });
    else if (failure)
      setMark(this.#ui, draft.itemId, { kind: 'failed', failure, again: () => void this.note(draft) });
    return failure === null;
  }

  /** Takes a finding back at once and offers to bring it again. */
  async remove(itemId: string, finding: Finding): Promise<void> {
    setMark(this.#ui, itemId, { kind: 'saving' });
    const outcome = await this.#desk.act(removeFinding, {
      findingId: finding.id,
      inspectionId: this.#inspection.id,
    });
    const failure = failureOf(outcome);
    if (failure)
      return setMark(this.#ui, itemId, {
        kind: 'failed',
        failure,
        again: () => void this.remove(itemId, finding),
      });
    if (outcome.kind !== 'saved') return;
    setMark(this.#ui, itemId, { kind: 'saved', at: outcome.at });
    const { id: findingId, severity, text, basis, dueOn } = finding;
    const run = () => void this.note({ findingId, itemId, severity, text, basis, dueOn });
    this.#ui.setState({ undo: { what: 'finding', itemId, run } });
  }
}
