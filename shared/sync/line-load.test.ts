import { expect, test } from 'vitest';
import { FIRST_PUSH_BYTES, nextLoad } from './line-load.ts';
import type { WireAnswer } from './ports.ts';

const answer = (tookMs?: number): WireAnswer => ({
  kind: 'answer',
  body: new Uint8Array(),
  sentBytes: 0,
  receivedBytes: 0,
  ...(tookMs === undefined ? {} : { tookMs }),
});

test('on a slow line a load shrinks to about six seconds, on a fast one it grows to the limit', () => {
  // 64 kB in 12 s, packed 1 : 20.
  expect(nextLoad(FIRST_PUSH_BYTES, 1_280_000, 64_000, answer(12_000))).toBe(640_000);
  expect(nextLoad(FIRST_PUSH_BYTES, 1_280_000, 64_000, answer(100))).toBe(3_000_000);
});

test('a line that was cut gets half of it, again and again down to the least', () => {
  let load = FIRST_PUSH_BYTES;
  for (let i = 0; i < 10; i++) load = nextLoad(load, 1, 1, { kind: 'cut-off' });
  expect(load).toBe(64_000);
});

test('a short answer and a refusal say nothing of the line', () => {
  expect(nextLoad(500_000, 2_000, 900, answer(700))).toBe(500_000);
  expect(nextLoad(500_000, 900_000, 90_000, answer())).toBe(500_000);
  const busy: WireAnswer = { kind: 'http', status: 503, error: 'server-busy', retryAfterSeconds: 5 };
  expect(nextLoad(500_000, 900_000, 90_000, busy)).toBe(500_000);
});
