import { expect, test } from 'vitest';
import type { JsonValue } from '../lib/json.ts';
import { closingOf } from './closing.ts';
import { mutationRegistry, requiredBy } from './mutation-registry.ts';

const LOG = '01JD0000000000000000000000';

test('what an act closes is read from its arguments, the same on both ends', () => {
  const withdraw = { logId: LOG, seqs: [2, 3], reason: '' };
  expect(closingOf({ name: 'act/withdraw', args: withdraw })).toEqual({
    how: 'withdraw',
    acts: [
      { logId: LOG, seq: 2 },
      { logId: LOG, seq: 3 },
    ],
  });
  const handOver = { logId: LOG, seqs: [2], to: 'O-1', note: '' };
  expect(closingOf({ name: 'act/hand-over', args: handOver })?.how).toBe('hand-over');
  const corrects = [{ logId: LOG, seq: 2 }];
  const correct = { corrects, act: { name: 'institution/register', version: 1, args: {} }, reason: '' };
  expect(closingOf({ name: 'act/correct', args: correct })).toEqual({ how: 'correct', acts: corrects });
  expect(closingOf({ name: 'act/retry', args: { logId: LOG, seqs: [2] } })).toBeNull();
  expect(closingOf({ name: 'act/withdraw', args: { nonsense: true } })).toBeNull();
});

test('a correction needs the right of the act it carries, and is unknown where that act is', () => {
  const correcting = (act: JsonValue): Parameters<typeof requiredBy>[1] => ({
    name: 'act/correct',
    nameVersion: 1,
    args: { corrects: [{ logId: LOG, seq: 2 }], act, reason: '' },
  });
  const of = (act: JsonValue): string | null => requiredBy(mutationRegistry, correcting(act))?.right ?? null;
  expect(of({ name: 'institution/register', version: 1, args: {} })).toBe('keep-register');
  expect(of({ name: 'inspection/answer', version: 1, args: {} })).toBe('inspect');
  expect(of({ name: 'inspection/answer', version: 99, args: {} })).toBeNull();
  expect(of({ name: 'inspection/teleport', version: 1, args: {} })).toBeNull();
});

test('acts about acts are not corrected by an act', () => {
  const schema = mutationRegistry.get('act/correct')?.mutation;
  const args = {
    corrects: [{ logId: LOG, seq: 2 }],
    act: { name: 'act/withdraw', version: 1, args: {} },
    reason: '',
  };
  expect(schema?.laneOf(args)).toBeNull();
});
