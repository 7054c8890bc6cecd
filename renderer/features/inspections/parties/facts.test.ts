import { expect, test } from 'vitest';
import { LEAD, PARTNER, VISIT_ID } from '../../../../test/support/inspection-builders.ts';
import type { VisitParties } from '../../../../shared/domain/inspections/visit-parties.ts';
import type { Instant } from '../../../../shared/lib/dates.ts';
import type { Desk } from '../../../data/desk.ts';
import { FactsCommands, factsOf, type Facts } from './facts.ts';

const AT = '2026-09-28T01:40:00.000Z' as Instant;

/** Keeps what was sent; `isFull`: the disk refuses. */
function aDesk(sent: Facts[], isFull = false): Pick<Desk, 'act' | 'officerId'> {
  return {
    officerId: LEAD,
    act: async (_mutation, args) => {
      if (isFull) return { kind: 'not-saved', reason: 'disk-full' };
      sent.push((args as { facts: Facts }).facts);
      return { kind: 'saved', act: { logId: 'LOG' as never, seq: sent.length }, at: AT, merged: false };
    },
  };
}

const parties: VisitParties = {
  ...factsOf(null),
  arrivedAt: AT,
  id: VISIT_ID,
  prefectureCode: '653100',
  by: LEAD,
  at: AT,
  act: 'log:7',
};

test('two quick touches build on each other before the record has caught up', async () => {
  const sent: Facts[] = [];
  const facts = new FactsCommands(aDesk(sent), VISIT_ID);
  await Promise.all([
    facts.change(parties, { certificatesShown: true }),
    facts.change(parties, { rightsTold: true }),
  ]);
  expect(sent.at(-1)).toEqual({ ...factsOf(parties), certificatesShown: true, rightsTold: true });
});

test('a touch while the screen still shows the one before the last loses nothing', async () => {
  const sent: Facts[] = [];
  const facts = new FactsCommands(aDesk(sent), VISIT_ID);
  await facts.change(null, { arrivedAt: AT });
  await facts.change(null, { certificatesShown: true });
  await facts.change({ ...parties, act: 'LOG:1' }, { rightsTold: true });
  expect(sent.at(-1)).toEqual({ ...factsOf(parties), certificatesShown: true, rightsTold: true });
});

test('what a colleague noted in between is what the next touch builds on', async () => {
  const sent: Facts[] = [];
  const facts = new FactsCommands(aDesk(sent), VISIT_ID);
  await facts.change(null, { certificatesShown: true });
  await facts.change({ ...parties, by: PARTNER, statement: '无异议' }, { rightsTold: true });
  expect(sent.at(-1)).toEqual({ ...factsOf(parties), statement: '无异议', rightsTold: true });
});

test('what changes nothing makes no act', async () => {
  const sent: Facts[] = [];
  const facts = new FactsCommands(aDesk(sent), VISIT_ID);
  await facts.change(parties, { arrivedAt: AT });
  expect(sent).toEqual([]);
});

test('on a full disk the reason comes back, and the next touch tries all of it again', async () => {
  const sent: Facts[] = [];
  expect(
    await new FactsCommands(aDesk(sent, true), VISIT_ID).change(parties, { presence: 'absent' }),
  ).toEqual({
    kind: 'not-saved',
    reason: 'disk-full',
  });
});
