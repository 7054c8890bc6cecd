import { expect, test } from 'vitest';
import { PieceSize } from './tus-source.ts';

const MOST = 1024 * 1024;

test('a request carries what the line takes in a few seconds: more on a quick one, less on a slow one, at most the first size after a cut', () => {
  let at = 0;
  const pieces = new PieceSize(() => at);
  const whole = 1_000_000 * MOST;
  const after = (tookMs: number): number => {
    pieces.begin(whole, MOST);
    at += tookMs;
    pieces.answered();
    return Math.round(pieces.begin(whole, MOST) / 1024);
  };
  expect([after(5_000), after(500), after(500), after(500), after(500), after(500), after(500)]).toEqual([
    56, 112, 224, 448, 896, 1024, 1024,
  ]);
  pieces.cut();
  expect([after(7_000), after(21_000), after(30_000), after(7_000)]).toEqual([56, 28, 24, 24]);
  pieces.cut();
  expect(after(7_000)).toBe(24);
});

test('a file goes in equal requests, none for a last handful of bytes', () => {
  const pieces = new PieceSize(() => 0);
  expect([pieces.begin(150_000, MOST), pieces.begin(100_000, MOST), pieces.begin(50_000, MOST)]).toEqual([
    50_000, 50_000, 50_000,
  ]);
  expect([pieces.begin(1, MOST), pieces.begin(0, MOST)]).toEqual([1, 0]);
});
