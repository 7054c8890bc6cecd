import { expect, test } from 'vitest';
import { timeLeft } from './pace-text.ts';

test('time left is a span around the measured speed', () => {
  // 1.2 MB at 4 kB/s: five minutes.
  expect(timeLeft({ bytesLeft: 1_200_000, bytesPerSecond: 4_000 })).toEqual({
    kind: 'minutes',
    least: 4,
    most: 8,
  });
});

test('less than a minute is said as that', () => {
  expect(timeLeft({ bytesLeft: 40_000, bytesPerSecond: 4_000 })).toEqual({ kind: 'soon' });
});

test('nothing is said before the line was measured, when nothing is left, or beyond a day', () => {
  expect(timeLeft({ bytesLeft: 40_000, bytesPerSecond: null })).toEqual({ kind: 'unknown' });
  expect(timeLeft({ bytesLeft: 0, bytesPerSecond: 4_000 })).toEqual({ kind: 'unknown' });
  expect(timeLeft({ bytesLeft: null, bytesPerSecond: 4_000 })).toEqual({ kind: 'unknown' });
  expect(timeLeft({ bytesLeft: 4_000_000_000, bytesPerSecond: 4_000 })).toEqual({ kind: 'unknown' });
});
