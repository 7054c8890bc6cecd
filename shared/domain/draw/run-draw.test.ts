import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from '../../lib/bytes.ts';
import { sha256 } from '../../lib/sha256.ts';
import { eligibleFor, institutionWithoutPair, streamOf, type DrawInput } from './draw-picks.ts';
import { NumberStream } from './number-stream.ts';
import { pickWeighted } from './pick.ts';
import { poolHash, type PoolEntry } from './pool.ts';
import { runDraw } from './run-draw.ts';
import { transcriptText } from './transcript.ts';
import { verifyTranscript } from './verify-transcript.ts';

const seedOf = (text: string): Uint8Array => sha256(utf8(text));

const entries = (prefix: string, min: number, max: number): fc.Arbitrary<PoolEntry[]> =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: min, maxLength: max })
    .chain((ids) =>
      fc.tuple(
        ...ids.map((id) =>
          fc.integer({ min: 1, max: 100 }).map((weight) => ({ id: `${prefix}${id}`, weight })),
        ),
      ),
    );

const inputs = fc
  .record({
    pool: entries('JD-', 1, 12),
    inspectors: entries('P-', 4, 9).map((all) => all.map(({ id }) => ({ id, weight: 1 }))),
    seed: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    digits: fc.integer({ min: 100_000, max: 999_999 }),
    share: fc.integer({ min: 1, max: 100 }),
  })
  .map(({ pool, inspectors, seed, digits, share }): DrawInput => {
    // Every second institution has a conflict with the first inspector.
    const [first] = inspectors;
    const exclusions = pool.flatMap(({ id }, at) =>
      first && at % 2 === 0 ? [{ institutionId: id, inspectorId: first.id, reason: 'conflict' }] : [],
    );
    const targetCount = Math.max(1, Math.floor((pool.length * share) / 100));
    return { drawId: `653100-20261125-7K3QZM-${digits}`, seed, pool, inspectors, exclusions, targetCount };
  });

test('the order in which pools and exclusions were put together does not matter', () =>
  fc.assert(
    fc.property(inputs, fc.infiniteStream(fc.nat()), (input, dice) => {
      const shuffled = <T>(list: readonly T[]): T[] =>
        list
          .map((item) => ({ item, key: dice.next().value as number }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ item }) => item);
      const other = {
        ...input,
        pool: shuffled(input.pool),
        inspectors: shuffled(input.inspectors),
        exclusions: shuffled(input.exclusions),
      };
      expect(runDraw(other, [])).toEqual(runDraw(input, []));
    }),
    { numRuns: 60 },
  ));

test('what is drawn is in the pools, nobody twice, nobody with a conflict, and the transcript verifies', () =>
  fc.assert(
    fc.property(inputs, (input) => {
      const run = runDraw(input, [{ name: '买买提', unit: '公证处' }]);
      if (!run.ok) throw new Error(run.error.kind);
      const { transcript } = run.value;
      expect(new Set(transcript.targets).size).toBe(input.targetCount);
      for (const id of transcript.targets) {
        const [a, b] = transcript.pairs[id] ?? ['', ''];
        const eligible = eligibleFor(input, id).map((one) => one.id);
        expect(a).not.toBe(b);
        expect(eligible).toEqual(expect.arrayContaining([a, b]));
      }
      const verdict = verifyTranscript(utf8(transcriptText(transcript)));
      expect(verdict.ok && verdict.value.isSealed).toBe(true);
    }),
    { numRuns: 60 },
  ));

test('weights act as stated: chi-square over 100,000 draws of one from six', () => {
  const pool = [1, 2, 3, 10, 34, 50].map((weight, at) => ({ id: `JD-${at}`, weight }));
  const stream = new NumberStream(seedOf('chi-square'), 'chi-1-000000', 'targets');
  const draws = 100_000;
  const hits = new Map<string, number>();
  for (let at = 0; at < draws; at++) {
    const [pick] = pickWeighted(stream, pool, 1);
    hits.set(pick?.id ?? '', (hits.get(pick?.id ?? '') ?? 0) + 1);
  }
  // 5 degrees of freedom: 20.5 is passed by chance once in a thousand times. The seed is fixed, so this cannot flicker.
  expect(chiSquare(pool.map(({ id, weight }) => [hits.get(id) ?? 0, (draws * weight) / 100]))).toBeLessThan(
    20.5,
  );
});

test('the second pick follows the weights that are left: chi-square over 100,000 draws of two from three', () => {
  const pool = [1, 2, 3].map((weight, at) => ({ id: `JD-${at}`, weight }));
  const stream = new NumberStream(seedOf('pairs'), 'chi-2-000000', 'targets');
  const draws = 100_000;
  const hits = new Map<string, number>();
  for (let at = 0; at < draws; at++) {
    const key = pickWeighted(stream, pool, 2)
      .map((pick) => pick.id)
      .join(' ');
    hits.set(key, (hits.get(key) ?? 0) + 1);
  }
  const expected = pool.flatMap((a) =>
    pool
      .filter((b) => b !== a)
      .map(
        (b) =>
          [hits.get(`${a.id} ${b.id}`) ?? 0, ((draws * a.weight) / 6) * (b.weight / (6 - a.weight))] as const,
      ),
  );
  expect(chiSquare(expected)).toBeLessThan(20.5);
});

test('a number at or above the limit is passed over, so that every remainder is equally likely', () => {
  // n just above a half of 2^32: about every second number has to be passed over.
  const stream = new NumberStream(seedOf('limit'), 'limit-000000', 'targets');
  const n = 2 ** 31 + 1;
  const drawn = Array.from({ length: 200 }, () => stream.uniform(n));
  expect(drawn.some((one) => one.taken.length > 1)).toBe(true);
  for (const { value, taken, limit } of drawn) {
    expect(limit).toBe(n);
    expect(taken.slice(0, -1).every((number) => number >= limit)).toBe(true);
    expect(value).toBe(taken.at(-1));
  }
});

test('a pool hash is that of the sorted canonical JSON, whatever else the entries carry', () => {
  const pool = [
    { id: 'b', weight: 2, name: 'x' },
    { id: 'a', weight: 1 },
  ];
  expect(poolHash(pool)).toBe(
    poolHash([
      { id: 'a', weight: 1 },
      { id: 'b', weight: 2 },
    ]),
  );
});

test('an institution that fewer than two may visit is named before anything is committed', () => {
  const of = {
    pool: [{ id: 'JD-1', weight: 1 }],
    inspectors: ['A', 'B'].map((id) => ({ id, weight: 1 })),
    exclusions: [{ institutionId: 'JD-1', inspectorId: 'A', reason: 'conflict' }],
  };
  const expected = { kind: 'too-few-inspectors', institutionId: 'JD-1', eligible: 1 };
  expect(institutionWithoutPair(of)).toEqual(expected);
  const input = { ...of, drawId: 'd-000000', seed: seedOf('x'), targetCount: 1 };
  expect(runDraw(input, [])).toEqual({ ok: false, error: expected });
  expect(runDraw({ ...input, targetCount: 2 }, [])).toEqual({
    ok: false,
    error: { kind: 'too-few-targets', pool: 1, wanted: 2 },
  });
});

test('streams of two labels are different', () => {
  const of = { seed: seedOf('labels'), drawId: 'labels-000000' };
  expect(streamOf(of, 'targets').next()).not.toBe(streamOf(of, 'inspectors:a:0').next());
});

function chiSquare(cells: readonly (readonly [number, number])[]): number {
  return cells.reduce((sum, [seen, expected]) => sum + (seen - expected) ** 2 / expected, 0);
}
