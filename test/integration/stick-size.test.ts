import { expect, test } from 'vitest';
import { largeBundle } from '../support/large-bundle.ts';

test('S60: a bundle far larger than what may be held is written and read in bounded memory, every byte of it checked', async () => {
  const { megabytes, peakMegabytes } = await largeBundle(300);
  expect(megabytes).toBeGreaterThanOrEqual(300);
  // What is held is one photo and one part; the rest is what the collector has not taken yet.
  expect(peakMegabytes).toBeLessThan(150);
});
