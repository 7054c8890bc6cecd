import { expect, test } from 'vitest';
import { minutesLeft } from './time-left.ts';

test('at the pace so far, in whole minutes, never nought', () => {
  expect(minutesLeft({ done: 1_000_000, total: 4_000_000, elapsedMs: 60_000 })).toBe(3);
  expect(minutesLeft({ done: 3, total: 4, elapsedMs: 6_000 })).toBe(1);
});

test('nothing is promised before there is a pace, and nothing when all is done', () => {
  expect(minutesLeft({ done: 0, total: 10, elapsedMs: 60_000 })).toBeNull();
  expect(minutesLeft({ done: 1, total: 10, elapsedMs: 500 })).toBeNull();
  expect(minutesLeft({ done: 10, total: 10, elapsedMs: 60_000 })).toBeNull();
});
