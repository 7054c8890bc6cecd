import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anInspection, LEAD, PARTNER, VISIT_ID } from '../../../../test/support/inspection-builders.ts';
import { MemoryOffice } from '../../../../test/support/memory-office.ts';
import {
  answerId,
  answerKind,
  inspectionKind,
  type Answer,
  type AnswerValue,
} from '../../../../shared/domain/inspections/inspection.ts';
import { answerItem } from '../../../../shared/domain/inspections/mutations.ts';
import { instantOf } from '../../../../shared/lib/dates.ts';
import type { ActOutcome, Desk } from '../../../data/desk.ts';
import { Answering } from './answering.ts';
import { createVisitUi, type Mark } from './visit-ui.ts';

const ITEM = 'DR-A01';
const choice = (picked: 'yes' | 'no' | 'na'): AnswerValue => ({ kind: 'choice', choice: picked });

/** An office behind a desk that can refuse to save; the screen reads the record only when it is told to. */
function world() {
  const office = new MemoryOffice().seed(inspectionKind, anInspection());
  const ui = createVisitUi();
  let onScreen: Answer | undefined;
  let acts = 0;
  let isDiskFull = false;
  const desk: Pick<Desk, 'act'> = {
    act: async (mutation, args): Promise<ActOutcome> => {
      if (isDiskFull) return { kind: 'not-saved', reason: 'disk-full' };
      const outcome = await office.act(mutation, args, LEAD);
      if (!outcome.ok) return { kind: 'refused', refusal: outcome.error };
      acts += 1;
      return {
        kind: 'saved',
        act: { logId: 'log' as never, seq: acts },
        at: instantOf(1_790_000_000_000),
        merged: false,
      };
    },
  };
  return {
    office,
    ui,
    answering: new Answering({ desk, inspectionId: VISIT_ID, ui, answerOf: () => onScreen }),
    record: () => office.get(answerKind, answerId(VISIT_ID, ITEM)),
    catchUp: () => (onScreen = office.get(answerKind, answerId(VISIT_ID, ITEM)) ?? undefined),
    fillDisk: (isFull: boolean) => (isDiskFull = isFull),
    mark: (): Mark | undefined => ui.getState().marks.get(ITEM),
    acts: () => acts,
  };
}

test('a quick answer after a note does not take the note away, though the screen has not caught up', async () => {
  const { answering, record } = world();
  await Promise.all([
    answering.change(ITEM, { note: '见照片' }),
    answering.change(ITEM, { value: choice('yes') }),
  ]);
  expect([record()?.current.value, record()?.current.note]).toEqual([choice('yes'), '见照片']);
});

test('the same answer again makes no act', async () => {
  const { answering, catchUp, acts } = world();
  await answering.change(ITEM, { value: choice('yes') });
  expect(await answering.change(ITEM, { value: choice('yes') })).toBeNull();
  catchUp();
  expect(await answering.change(ITEM, { value: choice('yes') })).toBeNull();
  expect(acts()).toBe(1);
});

test('what could not be saved stays as it was given, says why, and is saved by trying again', async () => {
  const { answering, record, mark, fillDisk } = world();
  fillDisk(true);
  await answering.change(ITEM, { value: choice('no'), note: '校准已过期' });
  expect(record()).toBeNull();
  expect(answering.standing(ITEM)).toEqual({ value: choice('no'), note: '校准已过期', seen: null });
  const failed = mark();
  expect(failed).toMatchObject({ kind: 'failed', failure: { kind: 'not-saved', reason: 'disk-full' } });
  fillDisk(false);
  if (failed?.kind === 'failed') failed.again?.();
  await expect.poll(() => mark()).toEqual({ kind: 'saved', at: instantOf(1_790_000_000_000) });
  expect(record()?.current.value).toEqual(choice('no'));
});

test('"saved" is never shown for what was refused', async () => {
  const { office, answering, mark } = world();
  office.seed(inspectionKind, anInspection({ state: 'sealed' }));
  await answering.change(ITEM, { value: choice('yes') });
  expect(mark()).toMatchObject({
    kind: 'failed',
    failure: { kind: 'refused', refusal: { kind: 'inspection-sealed' } },
  });
});

test('an answer that came from the partner meanwhile is what stands, and is seen by the next touch', async () => {
  const { office, answering, catchUp, record } = world();
  await answering.change(ITEM, { value: choice('yes') });
  catchUp();
  const seen = record()!.current.act;
  await office.act(
    answerItem,
    { inspectionId: VISIT_ID, itemId: ITEM, value: choice('na'), note: '', seen },
    PARTNER,
  );
  catchUp();
  expect(answering.standing(ITEM).value).toEqual(choice('na'));
  await answering.change(ITEM, { value: choice('no') });
  expect([record()?.current.by, record()?.contested]).toEqual([LEAD, []]);
});

test('whatever is touched in whatever order, and whenever the screen catches up, the last value and the last note stand', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.record({ value: fc.constantFrom(choice('yes'), choice('no'), choice('na'), null) }),
          fc.record({ note: fc.constantFrom('', '甲', '乙', 'ئىزاھات') }),
          fc.constant('catch up' as const),
        ),
        { maxLength: 12 },
      ),
      async (script) => {
        const { answering, catchUp, record } = world();
        let value: AnswerValue | null = null;
        let note = '';
        for (const step of script) {
          if (step === 'catch up') catchUp();
          else {
            await answering.change(ITEM, step);
            if ('value' in step) value = step.value;
            else note = step.note;
          }
        }
        const current = record()?.current;
        expect([current?.value ?? null, current?.note ?? '']).toEqual([value, note]);
      },
    ),
  ));
