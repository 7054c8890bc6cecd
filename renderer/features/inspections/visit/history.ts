import {
  answerKind,
  findingKind,
  inspectionKind,
  type Answer,
  type Finding,
  type Inspection,
} from '../../../../shared/domain/inspections/inspection.ts';
import { formsOfVisit } from '../../../../shared/domain/inspections/visit-forms.ts';
import {
  lastDay,
  rectificationKind,
  type Rectification,
} from '../../../../shared/domain/rectification/rectification.ts';
import type { CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { RecordReader } from '../../../data/desk.ts';
import { byItem } from './visit-query.ts';

/** A form of an earlier visit of the same institution. */
export interface EarlierVisit {
  readonly inspection: Inspection;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly findings: ReadonlyMap<string, readonly FindingThen[]>;
}

/** A finding of an earlier visit, and what became of it; null: nothing was ordered. */
export interface FindingThen {
  readonly finding: Finding;
  readonly putRight: Rectification | null;
}

/** One item at one earlier visit. */
export interface ItemThen {
  readonly inspectionId: RecordId;
  readonly on: CivilDate;
  readonly answer: Answer | null;
  readonly findings: readonly FindingThen[];
}

// Five years of a yearly visit with two forms: a finding that "comes back" is measured by 24 months (inspections.md section 5).
const MOST_FORMS = 10;

/** Earlier forms, newest first. The id of an item names it over all versions of a form, those of a bureau included. */
export async function loadHistory(records: RecordReader, id: RecordId): Promise<readonly EarlierVisit[]> {
  const inspection = await records.get(inspectionKind, id);
  if (!inspection) return [];
  const all = await records.list(inspectionKind, 'institutionId', inspection.institutionId);
  const { visitId, inspections } = await formsOfVisit(records, id);
  const together = new Set([visitId, ...inspections.map((one) => one.id)]);
  const earlier = all
    .filter((one) => !together.has(one.id) && one.startedAt < inspection.startedAt)
    .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
    .slice(0, MOST_FORMS);
  return Promise.all(
    earlier.map(async (one) => ({
      inspection: one,
      answers: new Map(
        (await records.list(answerKind, 'inspectionId', one.id)).map((answer) => [answer.itemId, answer]),
      ),
      findings: await findingsThen(records, one.id),
    })),
  );
}

async function findingsThen(
  records: RecordReader,
  id: RecordId,
): Promise<ReadonlyMap<string, readonly FindingThen[]>> {
  const byItemId = byItem(await records.list(findingKind, 'inspectionId', id));
  const entries = [...byItemId].map(async ([itemId, findings]) => {
    const then = findings.map(async (finding) => ({
      finding,
      putRight: await records.get(rectificationKind, finding.id),
    }));
    return [itemId, await Promise.all(then)] as const;
  });
  return new Map(await Promise.all(entries));
}

/** What became of a finding, in one word, on a day. */
export function fateOf(
  putRight: Rectification | null,
  on: CivilDate,
): 'nothing-ordered' | 'put-right' | 'moved' | 'overdue' | 'under-way' {
  if (!putRight) return 'nothing-ordered';
  const { state, events } = putRight;
  if (events.some((event) => event.kind === 'transferred')) return 'moved';
  if (state === 'accepted' || state === 'closed') return 'put-right';
  return lastDay(putRight) < on ? 'overdue' : 'under-way';
}

/** An item over the earlier visits, newest first; visits where it was neither answered nor found fault with are left out. */
export function itemHistory(history: readonly EarlierVisit[], itemId: string): readonly ItemThen[] {
  return history
    .map(({ inspection, answers, findings }) => ({
      inspectionId: inspection.id,
      on: inspection.startedOn,
      answer: answers.get(itemId) ?? null,
      findings: findings.get(itemId) ?? [],
    }))
    .filter(({ answer, findings }) => answer !== null || findings.length > 0);
}
