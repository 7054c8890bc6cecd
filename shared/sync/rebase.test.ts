import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerId, answerKind, type Answer, type Inspection } from '../domain/inspections/inspection.ts';
import { instantOf, type CivilDate } from '../lib/dates.ts';
import type { LogId, OfficerId, RecordId } from '../lib/ids.ts';
import type { IndexValue, RecordBase } from '../lib/record-kind.ts';
import { encodeFrame } from '../protocol/frame.ts';
import { mutationRegistry } from '../protocol/mutation-registry.ts';
import { recordRegistry } from '../protocol/record-registry.ts';
import { keyOf, type RecordSource, type ReplayAct, type Writes } from './ports.ts';
import { rebase } from './rebase.ts';

const LOG = '01JD0000000000000000000000' as LogId;
const VISIT = '01JD0000000000000000000001' as RecordId;
const OFFICERS = ['O-1', 'O-2'] as [OfficerId, OfficerId];

const visit: Inspection = {
  id: VISIT,
  prefectureCode: '653100',
  institutionId: 'INS-1' as RecordId,
  templateId: 'annual-practice-inspection',
  templateVersion: '1.0.0',
  state: 'in-progress',
  officers: OFFICERS,
  startedOn: '2026-09-28' as CivilDate,
  startedAt: instantOf(1_790_000_000_000),
  signatures: [],
  sealedAt: null,
  contentHash: null,
};

function sourceOf(records: ReadonlyMap<string, RecordBase>): RecordSource {
  return {
    read: async (table, id) => {
      const record = records.get(keyOf(table, id));
      return record ? { record, version: 1 } : null;
    },
    list: async (table: string, column: string, value: IndexValue) => {
      const columnOf = recordRegistry.get(table)?.columns[column];
      return [...records]
        .filter(([key, record]) => key.startsWith(`${table}|`) && columnOf?.(record) === value)
        .map(([, record]) => ({ record, version: 1 }));
    },
  };
}

function answerAct(
  seq: number,
  itemNo: number,
  choice: 'yes' | 'no' | 'na',
  actor: OfficerId,
  visitId: RecordId = VISIT,
): ReplayAct {
  const itemId = `DR-A0${itemNo}`;
  const frame = {
    v: 1 as const,
    logId: LOG,
    seq,
    lane: answerId(visitId, itemId),
    after: [],
    name: 'inspection/answer',
    nameVersion: 1,
    args: { inspectionId: visitId, itemId, value: { kind: 'choice', choice }, note: '', seen: null },
    actor,
    claimedAt: instantOf(1_790_000_000_000 + seq),
    elapsedMs: seq,
    bootId: 'boot',
    baseVersion: null,
  };
  return { ref: { logId: LOG, seq }, bytes: encodeFrame(frame), writes: [], state: 'waiting', outcome: null };
}

const base = () => new Map<string, RecordBase>([[keyOf('inspections', VISIT), visit]]);

const script = () =>
  fc
    .array(
      fc.record({
        item: fc.integer({ min: 1, max: 4 }),
        choice: fc.constantFrom('yes' as const, 'no' as const, 'na' as const),
        who: fc.constantFrom(...OFFICERS),
      }),
      { maxLength: 25 },
    )
    .map((steps) => steps.map(({ item, choice, who }, i) => answerAct(i + 1, item, choice, who)));

function apply(records: Map<string, RecordBase>, writes: Writes): Map<string, RecordBase> {
  for (const [key, { record }] of writes) {
    if (record) records.set(key, record);
    else records.delete(key);
  }
  return records;
}

test('S9: replaying on the same base gives the same states, however often', async () => {
  await fc.assert(
    fc.asyncProperty(script(), async (acts) => {
      const first = await rebase(sourceOf(base()), acts, mutationRegistry);
      const again = await rebase(sourceOf(base()), acts, mutationRegistry);
      expect([...again.states]).toEqual([...first.states]);
    }),
  );
});

test('S9: the server running the first k acts and the device replaying the rest end where running all of them ends', async () => {
  await fc.assert(
    fc.asyncProperty(script(), fc.nat(25), async (acts, cut) => {
      const whole = apply(base(), (await rebase(sourceOf(base()), acts, mutationRegistry)).states);
      const confirmed = apply(
        base(),
        (await rebase(sourceOf(base()), acts.slice(0, cut), mutationRegistry)).states,
      );
      const rest = apply(
        new Map(confirmed),
        (await rebase(sourceOf(confirmed), acts.slice(cut), mutationRegistry)).states,
      );
      expect([...rest].toSorted()).toEqual([...whole].toSorted());
    }),
  );
});

test('S9: an act refused on the new base writes nothing, is marked, and does not stop the others', async () => {
  const gone = answerAct(1, 1, 'yes', OFFICERS[0], '01JD0000000000000000000009' as RecordId);
  const fine = answerAct(2, 2, 'no', OFFICERS[0]);
  const rebased = await rebase(sourceOf(base()), [gone, fine], mutationRegistry);
  expect(rebased.acts.map(({ ref, refusal }) => [ref.seq, refusal?.kind ?? null])).toEqual([
    [1, 'inspection-missing'],
    [2, null],
  ]);
  expect([...rebased.states.keys()]).toEqual([keyOf(answerKind.table, answerId(VISIT, 'DR-A02'))]);
});

test('S10: two officers who did not see each other are both kept, on the device as on the server', async () => {
  const theirs = await rebase(sourceOf(base()), [answerAct(1, 1, 'no', OFFICERS[1])], mutationRegistry);
  const confirmed = apply(base(), theirs.states);
  const rebased = await rebase(sourceOf(confirmed), [answerAct(2, 1, 'yes', OFFICERS[0])], mutationRegistry);
  const answer = rebased.states.get(keyOf(answerKind.table, answerId(VISIT, 'DR-A01')))?.record as Answer;
  expect([answer.current.by, answer.contested.map((version) => version.by)]).toEqual([
    OFFICERS[1],
    [OFFICERS[0]],
  ]);
});

test('S52: a correction runs where the act it replaces stood, so that what came after it stands on it', async () => {
  const other = '01JD0000000000000000000002' as RecordId;
  const records = base();
  records.set(keyOf('institutions', 'INS-1'), { id: 'INS-1' as RecordId, prefectureCode: '653100' });
  records.set(keyOf('templates', 'T@1'), { id: 'T@1' as RecordId, prefectureCode: '650000' });
  const start = {
    inspectionId: other,
    institutionId: 'INS-1',
    templateId: 'T',
    templateVersion: '1',
    partner: OFFICERS[1],
    startedOn: '2026-09-28',
  };
  const correction = encodeFrame({
    v: 1,
    logId: LOG,
    seq: 4,
    lane: other,
    after: [],
    name: 'act/correct',
    nameVersion: 1,
    args: {
      corrects: [{ logId: LOG, seq: 2 }],
      act: { name: 'inspection/start', version: 1, args: start },
      reason: '',
    },
    actor: OFFICERS[0],
    claimedAt: instantOf(1_790_000_000_004),
    elapsedMs: 4,
    bootId: 'boot',
    baseVersion: null,
  });
  const acts: ReplayAct[] = [
    answerAct(1, 1, 'yes', OFFICERS[0]),
    answerAct(3, 1, 'no', OFFICERS[0], other),
    { ref: { logId: LOG, seq: 4 }, bytes: correction, writes: [], state: 'waiting', outcome: null },
  ];
  const rebased = await rebase(sourceOf(records), acts, mutationRegistry);
  expect(rebased.acts.map(({ ref, refusal }) => [ref.seq, refusal])).toEqual([
    [1, null],
    [4, null],
    [3, null],
  ]);
});
