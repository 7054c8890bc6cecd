import { expect, test } from 'vitest';
import { PieceSize } from './tus-source.ts';

const MOST = 1024 * 1024;

test('a request carries what the line takes in a few seconds: more on a quick one, less on a slow one, the first size after a cut', () => {
  let at = 0;
  const pieces = new PieceSize(() => at);
  const after = (tookMs: number): number => {
    pieces.begin(MOST);
    at += tookMs;
    pieces.answered();
    return pieces.begin(MOST) / 1024;
  };
  expect([after(8_000), after(500), after(500), after(500), after(500)]).toEqual([128, 256, 512, 1024, 1024]);
  pieces.cut();
  expect([after(20_000), after(20_000), after(20_000), after(4_000)]).toEqual([64, 32, 32, 32]);
});
