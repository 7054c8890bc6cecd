import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromUtf8, toBase64, utf8 } from '../lib/bytes.ts';
import { instantOf } from '../lib/dates.ts';
import { newUlid } from '../lib/ids.ts';
import { sha256Hex } from '../lib/sha256.ts';
import { packBatch, packPage, pageText, unpackBatch, unpackPage } from './packed.ts';
import { packRows, unpackRows } from './packed-rows.ts';
import { KNOWN_WORDS } from './packed-words.ts';

const LIMIT = 10_000_000;

/** Texts as acts hold them and as nobody expects them. */
const texts = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '',
      '喀什 · قەشقەر',
      '\uD800',
      '\u0000',
      '__proto__',
      'constructor',
      '10',
      '2',
      ...KNOWN_WORDS,
    ),
    fc
      .nat(2 ** 40)
      .map((ms) => newUlid({ now: () => instantOf(ms) }, { bytes: (n) => new Uint8Array(n).fill(ms) })),
    fc.nat(2 ** 45).map((ms) => instantOf(ms)),
    fc.constantFrom(
      '2026-02-30T00:00:00.000Z',
      '8ZZZZZZZZZZZZZZZZZZZZZZZZZ',
      'A'.repeat(23),
      'AB=='.padStart(26, 'x'),
    ),
    fc.uint8Array({ minLength: 8, maxLength: 70 }).map((bytes) => toBase64(bytes)),
    fc.string().map((text) => sha256Hex(text)),
    fc
      .array(fc.constantFrom('a', '12', '0', '007', '99999999999999999', 'DR-A01'))
      .map((parts) => parts.join(':')),
    fc.array(fc.constantFrom('a:b', 'c@1', '::')).map((parts) => parts.join('@')),
  );
const rowsOfAnything = (): fc.Arbitrary<Uint8Array[]> =>
  fc.array(
    fc.oneof(
      fc.jsonValue({ stringUnit: 'binary' }).map((value) => utf8(JSON.stringify(value))),
      fc.uint8Array({ maxLength: 60 }),
      fc
        .dictionary(texts(), fc.oneof(texts(), fc.maxSafeInteger(), fc.double()))
        .map((row) => utf8(JSON.stringify(row))),
      fc
        .constantFrom(
          '{"a":1,"a":2}',
          '[-0]',
          '1e3',
          ' {}',
          '{"b":1,"a":2}',
          '"\\u0061"',
          '[[[[[[]]]]]]',
          '{}',
          '',
        )
        .map((text) => utf8(text)),
    ),
    { maxLength: 12 },
  );
/** Rows of one shape, as the acts of a visit are, with a field missing now and then. */
const rowsOfOneShape = (): fc.Arbitrary<Uint8Array[]> =>
  fc.array(
    fc
      .record(
        {
          args: fc.record({ note: texts(), value: fc.oneof(fc.constant(null), fc.record({ on: texts() })) }),
          at: fc.oneof(
            fc.nat(2 ** 44).map((ms) => instantOf(ms)),
            texts(),
          ),
          lane: texts(),
          list: fc.array(fc.oneof(fc.integer(), texts()), { maxLength: 3 }),
          seq: fc.oneof(fc.nat(3), fc.maxSafeInteger()),
        },
        { requiredKeys: ['args', 'seq'] },
      )
      .map((row) => utf8(JSON.stringify(row))),
    { maxLength: 30 },
  );

const plain = (rows: readonly Uint8Array[]): number[][] => rows.map((row) => [...row]);
const bytesOf = (rows: readonly Uint8Array[]): number => rows.reduce((sum, row) => sum + row.length, 0);

test('S26: rows come out of a packing byte for byte, whatever they hold', () => {
  fc.assert(
    fc.property(fc.oneof(rowsOfAnything(), rowsOfOneShape()), (rows) => {
      const read = unpackRows(packRows(rows), bytesOf(rows));
      expect(read.ok && plain(read.value)).toEqual(plain(rows));
    }),
    { numRuns: 150 },
  );
});

test('a batch and a page are the same before and after', () => {
  const batch = utf8('{"v":1}\n{"a":"喀什","seq":1}\nnot json\n\n{"a":"喀什","seq":2}\n');
  const unpacked = unpackBatch(packBatch(batch), LIMIT);
  expect(unpacked.ok && fromUtf8(unpacked.value)).toBe(fromUtf8(batch));
  const page = {
    entries: ['{"id":"A:1","position":1}', '{"id":"A:2","position":2}'],
    rest: '{"epoch":"e","more":false}',
  };
  const read = unpackPage(packPage(page), LIMIT);
  expect(read).toEqual({ ok: true, value: page });
  expect(JSON.parse(pageText(page))).toEqual({
    entries: page.entries.map((entry) => JSON.parse(entry) as unknown),
    epoch: 'e',
    more: false,
  });
});

test('bytes nobody packed give rows or a problem: no crash, no more output than allowed', () => {
  const some = packRows(
    [1, 2, 3, 4].map((seq) =>
      utf8(JSON.stringify({ at: instantOf(seq * 1e9), id: `v:${seq}`, list: [seq], seq })),
    ),
  );
  const readsSafely = (bytes: Uint8Array): void => {
    const read = unpackRows(bytes, 5_000);
    if (read.ok) expect(bytesOf(read.value)).toBeLessThan(200_000);
    else expect(read.error.kind).toBe('malformed-packing');
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), readsSafely), { numRuns: 500 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(some.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      (changes) => {
        const bytes = some.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        readsSafely(bytes);
        readsSafely(bytes.subarray(0, changes[0]?.[0] ?? 0));
      },
    ),
    { numRuns: 1500 },
  );
});

test('a few bytes that claim to be millions of rows are stopped by the allowance', () => {
  const long = 'x'.repeat(3_000);
  const bomb = packRows(Array.from({ length: 2_000 }, () => utf8(JSON.stringify({ long }))));
  expect(bomb.length).toBeLessThan(4_000);
  expect(unpackRows(bomb, 100_000)).toEqual({
    ok: false,
    error: { kind: 'malformed-packing', reason: 'too-large' },
  });
});

test('the words known beforehand keep their places: they are part of wire version 2', () => {
  expect([KNOWN_WORDS.length, new Set(KNOWN_WORDS).size]).toEqual([KNOWN_WORDS.length, KNOWN_WORDS.length]);
  expect(sha256Hex(JSON.stringify(KNOWN_WORDS))).toMatchInlineSnapshot(
    `"e559e167bced2d0b8b9286504a47e11f632eed924be58763c94fc8d8cfa0f1a3"`,
  );
});

test('the golden packing of wire version 2 is read for ever', () => {
  const rows = [
    utf8(
      '{"after":[1],"at":"2026-09-28T03:04:05.006Z","lane":"01JD0000000000000000000000:DR-A01","note":"喀什","seq":1}',
    ),
    utf8(
      '{"after":[],"at":"2026-09-28T03:04:09.000Z","lane":"01JD0000000000000000000000:DR-A02","note":null,"seq":2}',
    ),
    utf8('not json'),
  ];
  const packed = packRows(rows);
  expect(toBase64(packed)).toMatchInlineSnapshot(
    `"AQMBAAACCG5vdCBqc29uBAkAAQEBAAEBAACAgICAtDIAAAAAAAAAAAAAAAAGRFItQTAxRFItQTAy5ZaA5LuAAAAGBQd7DT8RAAAFAQABAQEAAAMAAAEAAAQAAQCO8eCvjjQAmh8AAAQBAAABAACDAQEAhAEAAQEABAEEAQAAAAAAhgEAAAMBAAEAAQ=="`,
  );
  const read = unpackRows(packed, LIMIT);
  expect(read.ok && plain(read.value)).toEqual(plain(rows));
});
