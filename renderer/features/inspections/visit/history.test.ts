import { expect, test } from 'vitest';
import {
  aFinding,
  anAnswer,
  anInspection,
  LEAD,
  VISIT_ID,
} from '../../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../../test/support/memory-office.ts';
import { answerKind, findingKind, inspectionKind } from '../../../../shared/domain/inspections/inspection.ts';
import { visitFormKind } from '../../../../shared/domain/inspections/visit-forms.ts';
import {
  rectificationKind,
  type Rectification,
} from '../../../../shared/domain/rectification/rectification.ts';
import { instantOf, type CivilDate } from '../../../../shared/lib/dates.ts';
import type { RecordId } from '../../../../shared/lib/ids.ts';
import type { RecordReader } from '../../../data/desk.ts';
import { fateOf, itemHistory, loadHistory } from './history.ts';

const LAST = '01JD0000000000000000000007' as RecordId;
const PARTY = '01JD0000000000000000000008' as RecordId;
const TODAY = '2026-09-28' as CivilDate;
const finding = aFinding('DR-A02', { inspectionId: LAST });

function putRight(over: Partial<Rectification> = {}): Rectification {
  return {
    id: finding.id,
    prefectureCode: '653100',
    institutionId: 'INS-1' as RecordId,
    source: 'visit',
    sourceId: LAST,
    itemId: 'DR-A02',
    severity: 'major',
    text: finding.text,
    basis: finding.basis,
    owner: '负责人',
    stopsAtOnce: false,
    officers: [LEAD],
    repeated: null,
    state: 'ordered',
    orderedOn: '2025-09-01' as CivilDate,
    dueOn: '2025-10-01' as CivilDate,
    extendedTo: null,
    extension: null,
    events: [
      {
        kind: 'ordered',
        on: '2025-09-01' as CivilDate,
        at: instantOf(1_757_000_000_000),
        by: LEAD,
        text: '',
        document: '',
        dueOn: '2025-10-01' as CivilDate,
        partner: null,
        method: null,
        attachmentId: null,
      },
    ],
    ...over,
  };
}

function readerOf(office: MemoryOffice): RecordReader {
  return {
    get: async (kind, id) => office.get(kind, id),
    list: async (kind, column, value) =>
      office.all(kind).filter((record) => kind.columns[column]?.(record) === value),
    all: async (kind) => office.all(kind),
  };
}

test('an item shows its answer, its finding and what became of it at the visit before; the other form of today is no earlier visit', async () => {
  const office = new MemoryOffice()
    .seed(
      inspectionKind,
      anInspection({
        id: LAST,
        startedAt: instantOf(1_757_000_000_000),
        startedOn: '2025-09-01' as CivilDate,
      }),
      anInspection({
        id: PARTY,
        templateId: 'party-building-inspection',
        startedAt: instantOf(1_789_999_000_000),
      }),
      anInspection(),
    )
    .seed(visitFormKind, {
      id: PARTY,
      prefectureCode: '653100',
      visitId: VISIT_ID,
      by: LEAD,
      at: instantOf(1_789_999_000_000),
    })
    .seed(answerKind, anAnswer('DR-A02', 'no', { inspectionId: LAST, id: `${LAST}:DR-A02` as RecordId }))
    .seed(findingKind, finding)
    .seed(rectificationKind, putRight());
  const history = await loadHistory(readerOf(office), VISIT_ID);
  expect(history.map(({ inspection }) => inspection.id)).toEqual([LAST]);
  expect(itemHistory(history, 'DR-A02')).toEqual([
    {
      inspectionId: LAST,
      on: '2025-09-01',
      answer: office.get(answerKind, `${LAST}:DR-A02` as RecordId),
      findings: [{ finding, putRight: putRight() }],
    },
  ]);
  expect(itemHistory(history, 'DR-A01')).toEqual([]);
});

test.each([
  ['nothing was ordered', null, 'nothing-ordered'],
  ['the last day has passed', putRight(), 'overdue'],
  ['the last day was moved', putRight({ extendedTo: '2026-12-01' as CivilDate }), 'under-way'],
  ['it was accepted', putRight({ state: 'accepted' }), 'put-right'],
])('what became of a finding: %s', (_what, record, fate) => {
  expect(fateOf(record, TODAY)).toBe(fate);
});
