import { expect, test } from 'vitest';
import type { RecordId } from '../../../shared/lib/ids.ts';
import { openActs } from './open-acts.ts';

const act = (
  seq: number,
  lane: string,
  after: number[] = [],
): { seq: number; lane: RecordId; after: number[] } => ({
  seq,
  lane: lane as RecordId,
  after,
});

test('an open act blocks later acts of its lane and those that came after it, the first of them is named', () => {
  const open = openActs([
    { seq: 2, lane: 'a', actor: 'x' },
    { seq: 4, lane: 'b', actor: 'x' },
  ]);
  expect(open.blockerOf(act(5, 'a'))).toBe(2);
  expect(open.blockerOf(act(5, 'c', [3, 4]))).toBe(4);
  expect(open.blockerOf(act(5, 'b', [2]))).toBe(2);
  expect(open.blockerOf(act(5, 'c', [3]))).toBeNull();
});

test('an act does not block itself or what came before it', () => {
  const open = openActs([{ seq: 4, lane: 'a', actor: 'x' }]);
  expect(open.blockerOf(act(4, 'a'))).toBeNull();
  expect(open.blockerOf(act(3, 'a'))).toBeNull();
});

test('an act nobody can read blocks only what names it', () => {
  const open = openActs([{ seq: 1, lane: null, actor: null }]);
  expect(open.blockerOf(act(2, 'a'))).toBeNull();
  expect(open.blockerOf(act(3, 'a', [1]))).toBe(1);
});

test('a closed act blocks nothing any more', () => {
  const open = openActs([{ seq: 1, lane: 'a', actor: 'x' }]);
  open.close(1);
  expect(open.blockerOf(act(2, 'a', [1]))).toBeNull();
});
