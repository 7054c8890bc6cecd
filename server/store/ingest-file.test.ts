import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parsePosition, positionText } from './ingest-format.ts';
import { openIngest, readIngest } from './ingest-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jd-ingest-'));
});
afterEach(() => rm(folder, { recursive: true }));

const bytes = Uint8Array.of(1, 2, 3);

test('everything before the earliest unsettled entry counts as settled', async () => {
  const ingest = await openIngest(folder);
  const [first, second] = await Promise.all([ingest.append({ n: 1 }, bytes), ingest.append({ n: 2 }, bytes)]);
  ingest.settle(second);
  expect(ingest.settledUpTo()).toBe(positionText(first));
  ingest.settle(first);
  expect(parsePosition(ingest.settledUpTo()).offset).toBeGreaterThan(second.offset);
  await ingest.close();
});

test('from the settled mark on, only what was not settled and the marks themselves are read', async () => {
  const ingest = await openIngest(folder);
  ingest.settle(await ingest.append({ kind: 'first' }, bytes));
  const mark = ingest.settledUpTo();
  await ingest.append({ kind: 'second' }, bytes);
  await ingest.close();
  const { entries } = await readIngest(folder, parsePosition(mark));
  const kinds = entries.map((entry) => (entry.header as { kind: string }).kind);
  expect(kinds.filter((kind) => kind !== 'settled')).toEqual(['second']);
});

test('an older file is never appended to, and empty ones are cleared away', async () => {
  for (const n of [1, 2]) {
    const ingest = await openIngest(folder);
    await ingest.append({ n }, bytes);
    await ingest.close();
  }
  await (await openIngest(folder)).close();
  await (await openIngest(folder)).close();
  expect((await readdir(folder)).filter((name) => name.endsWith('.log'))).toEqual([
    '00000001.log',
    '00000002.log',
    '00000003.log',
  ]);
  const { entries } = await readIngest(folder, parsePosition(null));
  expect(entries.map((entry) => entry.header)).toEqual([{ n: 1 }, { n: 2 }]);
});

test('a folder keeps its id', async () => {
  const first = await openIngest(folder);
  await first.close();
  const second = await openIngest(folder);
  await second.close();
  expect(second.id).toBe(first.id);
});
