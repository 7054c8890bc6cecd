import type { Document } from '../../shared/domain/documents/document.ts';
import type { Facts } from '../../shared/domain/documents/facts.ts';
import { issueDocument } from '../../shared/domain/documents/mutations.ts';
import type { DocumentTemplate } from '../../shared/domain/documents/template.ts';
import { civilDateOf, type CivilDate } from '../../shared/lib/dates.ts';
import { newUlid, type RecordId } from '../../shared/lib/ids.ts';
import type { ActOutcome, Desk } from '../data/desk.ts';
import type { PaperDraft } from './draft.ts';
import { letterheadOf } from './letterhead.ts';
import { ownNumbers, type OwnNumbers } from './own-numbers.ts';

/** What every paper of the bureau carries today, and the number the next one of this kind would get. */
export interface IssueGround {
  readonly common: Facts;
  readonly prefix: string;
  readonly issuedOn: CivilDate;
  readonly numbers: OwnNumbers;
}

export async function issueGround(desk: Desk, template: DocumentTemplate): Promise<IssueGround> {
  const { bureau, mark, seal } = await letterheadOf(desk.records, desk.prefectureCode);
  const issuedOn = civilDateOf(desk.clock.now());
  return {
    common: { bureau, seal, issuedOn },
    prefix: mark + template.mark,
    issuedOn,
    numbers: await ownNumbers(desk, template.series, Number(issuedOn.slice(0, 4))),
  };
}

/** Issues the paper with the next number lent to this desk, else with a provisional one. Returns its id with what became of it. */
export async function issuePaper(
  desk: Desk,
  template: DocumentTemplate,
  draft: PaperDraft,
  made: { readonly facts: Facts; readonly language: Document['language']; readonly ground: IssueGround },
): Promise<{ readonly documentId: RecordId; readonly outcome: ActOutcome }> {
  const documentId = newUlid(desk.clock, desk.random) as RecordId;
  const { subjectId, taskId, institutionId } = draft;
  const { prefix, issuedOn } = made.ground;
  // Read again: another paper may have taken the number since the dialog was opened.
  const { next } = await ownNumbers(desk, template.series, Number(issuedOn.slice(0, 4)));
  const outcome = await desk.act(issueDocument, {
    documentId,
    prefectureCode: desk.prefectureCode,
    kind: template.kind,
    templateVersion: template.version,
    language: made.language,
    subjectId,
    taskId,
    institutionId,
    series: template.series,
    prefix,
    taken: next,
    facts: made.facts,
    issuedOn,
  });
  return { documentId, outcome };
}
