import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import vectorFile from '../../docs/draw-vectors.json' with { type: 'json' };
import { NumberStream } from '../../shared/domain/draw/number-stream.ts';
import { Transcript, transcriptText } from '../../shared/domain/draw/transcript.ts';
import { verifyTranscript } from '../../shared/domain/draw/verify-transcript.ts';
import { fromHex, utf8 } from '../../shared/lib/bytes.ts';
import { rootDir } from '../lib/paths.ts';

// The real command and the verifier printed in docs/draw.md, each in a process of its own.

const folder = mkdtempSync(join(tmpdir(), 'jd-draw-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const vectors = vectorFile.vectors.map(({ name, numbers, transcript }) => ({
  name,
  numbers,
  transcript: Transcript.parse(transcript),
}));
const [first] = vectors;
if (!first) throw new Error('no vectors');

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function node(...args: string[]): Ran {
  const ran = spawnSync(process.execPath, args, { cwd: rootDir, encoding: 'utf8' });
  return { status: ran.status, out: ran.stdout, err: ran.stderr };
}

const draw = (...args: string[]): Ran => node('scripts/draw/main.ts', ...args);

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const pool = [{ id: 'B', weight: 3 }, { id: 'A' }, { id: 'C', weight: 100 }];
const inspectors = [{ id: 'y' }, { id: 'x', conflicts: ['C', 'not-in-this-pool'] }, { id: 'z' }, { id: 'w' }];

function runArgs(change: Readonly<Record<string, string>> = {}): string[] {
  const options = {
    pool: file('pool.json', JSON.stringify(pool)),
    inspectors: file('inspectors.json', JSON.stringify(inspectors)),
    seed: 'ab'.repeat(32),
    'draw-id': 'trial-123456',
    targets: '2',
    ...change,
  };
  return ['run', ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]), '--json'];
}

describe('vectors of docs/draw-vectors.json', () => {
  test.each(vectors)('$name: our code agrees', ({ numbers, transcript }) => {
    const stream = new NumberStream(fromHex(transcript.seed), transcript.drawId, 'targets');
    expect(numbers.map(() => stream.next())).toEqual(numbers);
    expect(verifyTranscript(utf8(transcriptText(transcript)))).toMatchObject({
      ok: true,
      value: { isSealed: true, transcriptHash: transcript.transcriptHash },
    });
  });

  test.each(vectors)('$name: the verifier printed in docs/draw.md agrees', ({ transcript }) => {
    const path = file('vector.json', transcriptText(transcript));
    expect(node(printedVerifier(), path)).toEqual({
      status: 0,
      out: `verified ${transcript.transcriptHash}\n`,
      err: '',
    });
  });
});

test('the verifier printed in docs/draw.md and ours find the same changes', () => {
  const { transcript } = first;
  const [target = ''] = transcript.targets;
  const changes: readonly Transcript[] = [
    { ...transcript, targets: transcript.targets.toReversed() },
    { ...transcript, drawId: transcript.drawId.replace('482915', '482914') },
    { ...transcript, seed: transcript.commit },
    { ...transcript, pool: transcript.pool.slice(1) },
    { ...transcript, recusals: transcript.recusals.slice(0, 1) },
    { ...transcript, witnesses: [] },
    { ...transcript, pairs: { ...transcript.pairs, [target]: ['KS-0101', 'KS-0102'] } },
  ];
  for (const change of changes) {
    const path = file('changed.json', JSON.stringify(change));
    expect(node(printedVerifier(), path).status).toBe(1);
    expect(verifyTranscript(utf8(JSON.stringify(change))).ok).toBe(false);
  }
});

test('a draw of the command verifies by the command and by the printed verifier', () => {
  const ran = draw(...runArgs());
  expect(ran).toMatchObject({ status: 0, err: '' });
  const transcript = Transcript.parse(JSON.parse(ran.out));
  expect(transcript).toMatchObject({
    pool: [
      { id: 'A', weight: 1 },
      { id: 'B', weight: 3 },
      { id: 'C', weight: 100 },
    ],
    exclusions: [{ institutionId: 'C', inspectorId: 'x', reason: 'conflict' }],
    witnesses: [],
  });
  const path = file('transcript.json', ran.out);
  const verdict = draw('verify', path, '--json', '--hash', transcript.transcriptHash ?? '');
  expect(verdict.status).toBe(0);
  expect(JSON.parse(verdict.out)).toEqual({
    ok: true,
    drawId: 'trial-123456',
    targets: 2,
    transcriptHash: transcript.transcriptHash,
    sealed: true,
    voided: false,
  });
  expect(node(printedVerifier(), path).status).toBe(0);
  expect(draw('verify', path, '--hash', 'ab'.repeat(32))).toMatchObject({
    status: 1,
    err: expect.stringMatching(/^other-hash: /) as string,
  });
});

test('the same files in another order, written with a byte order mark, give the same bytes', () => {
  const others = {
    pool: file('pool-2.json', `\uFEFF${JSON.stringify(pool.toReversed(), null, 2)}`),
    inspectors: file('inspectors-2.json', JSON.stringify(inspectors.toReversed())),
    seed: 'AB'.repeat(32),
  };
  expect(draw(...runArgs(others)).out).toBe(draw(...runArgs()).out);
});

test.each<[string, string, Readonly<Record<string, string>>]>([
  ['file-unreadable', 'a file that is not there', { pool: '/nowhere/pool.json' }],
  ['file-not-json', 'not JSON', { pool: 'not json' }],
  ['file-shape', 'a weight of 0', { pool: '[{"id":"A","weight":0}]' }],
  ['file-shape', 'an id with |', { pool: '[{"id":"A|B"}]' }],
  ['file-shape', 'a mistyped member', { inspectors: '[{"id":"x","conflict":["A"]}]' }],
  ['id-twice', 'an id twice', { pool: '[{"id":"A"},{"id":"A"}]' }],
  ['seed-not-hex', 'a short seed', { seed: 'abc' }],
  ['draw-id', 'a draw id with |', { 'draw-id': 'a|b' }],
  ['targets-count', 'no whole number', { targets: '2.5' }],
])('exit 2 and %s for %s', (code, _what, change) => {
  const files = Object.fromEntries(
    Object.entries(change).map(([name, value]) => [
      name,
      /^[[n]/.test(value) ? file(`bad-${name}.json`, value) : value,
    ]),
  );
  const ran = draw(...runArgs(files));
  expect(ran.status).toBe(2);
  expect(JSON.parse(ran.out)).toMatchObject({ ok: false, problem: { kind: code } });
  expect(ran.err).toMatch(new RegExp(`^${code}: `));
});

test('exit 1 when nothing can be drawn from these pools', () => {
  expect(draw(...runArgs({ targets: '4' }))).toMatchObject({
    status: 1,
    out: '{"ok":false,"problem":{"kind":"too-few-targets","pool":3,"wanted":4}}\n',
  });
});

test('an unknown option is exit 2 with a word about it', () => {
  expect(draw('verify', '--quickly', 'x')).toMatchObject({
    status: 2,
    err: expect.stringContaining('--quickly') as string,
  });
});

function printedVerifier(): string {
  const page = readFileSync(join(rootDir, 'docs/draw.md'), 'utf8');
  const code = /```js\n([\s\S]*?)```/.exec(page)?.[1];
  if (code === undefined) throw new Error('docs/draw.md prints no verifier');
  return file('verify.mjs', code);
}
