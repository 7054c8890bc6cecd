import { afterAll, expect, test } from 'vitest';
import { Runner } from '../sim/run.ts';

const runner = new Runner();
afterAll(() => runner.close());

// Seeds that once failed, and what it was. Faults and acts of a seed change with the code that it runs; the questions do not.

test('the same seed plays the same run, to the last step', async () => {
  const [first, again, other] = [await runner.run(7), await runner.run(7), await runner.run(8)];
  expect(again).toEqual(first);
  expect(other.traceHash).not.toBe(first.traceHash);
});

test('S23: seeds 1022 and 1066: a restored server gave receipts of its old epoch, which no device believes', async () => {
  for (const seed of [1022, 1066]) expect((await runner.run(seed)).failure).toBeNull();
});

test('S2: seed 2019: a disk that is full while a new log is begun leaves the desk closed, not broken', async () => {
  expect((await runner.run(2019)).failure).toBeNull();
});

test('S17: seed 67: a server that dies while others wait for its database leaves nobody waiting', async () => {
  expect((await runner.run(67)).failure).toBeNull();
});

test('S9: seeds 1255 and 1073: an act that was closed does not go on showing until the next pull', async () => {
  for (const seed of [1255, 1073]) expect((await runner.run(seed)).failure).toBeNull();
});

test('S9: seed 1904: an act and its re-issue show once', async () => {
  expect((await runner.run(1904)).failure).toBeNull();
});

test('S32: seeds 2071 and 3545: a re-issue of what a person withdrew in another copy is not called delivered', async () => {
  for (const seed of [2071, 3545]) expect((await runner.run(seed)).failure).toBeNull();
});

test('S32: seeds 4061 and 4714: copies of a profile that issue the same act again hear that it ran, and close theirs', async () => {
  for (const seed of [4061, 4714]) expect((await runner.run(seed)).failure).toBeNull();
});

test('S32: seed 3995: a fork that came in parts by several roads is receipted whole', async () => {
  expect((await runner.run(3995)).failure).toBeNull();
});
