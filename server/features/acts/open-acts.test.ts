import { expect, test } from 'vitest';
import type { RecordId } from '../../../shared/lib/ids.ts';
import type { Instant } from '../../../shared/lib/dates.ts';
import { openActs, type OpenAct } from './open-acts.ts';

const act = (
  seq: number,
  lane: string,
  after: number[] = [],
): { seq: number; lane: RecordId; after: number[] } => ({
  seq,
  lane: lane as RecordId,
  after,
});

const anOpen = (seq: number, lane: string | null, after: number[] = []): OpenAct => ({
  seq,
  lane,
  name: 'x/y',
  actor: 'x',
  after,
  outcome: '{"kind":"forked"}',
  receivedAt: '2026-01-01T00:00:00.000Z' as Instant,
});

test('an open act blocks later acts of its lane and those that came after it, the first of them is named', () => {
  const open = openActs([anOpen(2, 'a'), anOpen(4, 'b')]);
  expect(open.blockerOf(act(5, 'a'))).toBe(2);
  expect(open.blockerOf(act(5, 'c', [3, 4]))).toBe(4);
  expect(open.blockerOf(act(5, 'b', [2]))).toBe(2);
  expect(open.blockerOf(act(5, 'c', [3]))).toBeNull();
});

test('an act does not block itself or what came before it', () => {
  const open = openActs([anOpen(4, 'a')]);
  expect(open.blockerOf(act(4, 'a'))).toBeNull();
  expect(open.blockerOf(act(3, 'a'))).toBeNull();
});

test('an act nobody can read blocks only what names it', () => {
  const open = openActs([anOpen(1, null)]);
  expect(open.blockerOf(act(2, 'a'))).toBeNull();
  expect(open.blockerOf(act(3, 'a', [1]))).toBe(1);
});

test('a closed act blocks nothing any more', () => {
  const open = openActs([anOpen(1, 'a')]);
  open.close(1);
  expect(open.blockerOf(act(2, 'a', [1]))).toBeNull();
});

test('a correction stands in the place of the act it replaces: what waits for that one does not block it', () => {
  const open = openActs([
    anOpen(2, 'b'),
    anOpen(3, 'a'),
    anOpen(5, 'a'),
    anOpen(6, 'c', [5]),
    anOpen(7, 'd'),
  ]);
  expect(open.blockerOf(act(9, 'a'), [3])).toBeNull();
  expect(open.blockerOf(act(9, 'a', [6]), [3])).toBeNull();
  expect(open.blockerOf(act(9, 'a', [7]), [3])).toBe(7);
  expect(open.blockerOf(act(9, 'b', [6]), [3])).toBe(2);
  expect(open.blockerOf(act(9, 'a'), [5])).toBe(3);
});
