import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat } from '../../shared/lib/bytes.ts';
import { decodeEntries, encodeEntry, parsePosition, positionText } from './ingest-format.ts';

const entries = fc.array(
  fc.record({
    note: fc.string({ unit: 'grapheme', maxLength: 20 }),
    bytes: fc.uint8Array({ maxLength: 200 }),
  }),
  { maxLength: 8 },
);

describe('ingest file format', () => {
  test('what was written is read back, in order, with the place of each entry', () =>
    fc.assert(
      fc.property(entries, fc.nat(1000), (written, file) => {
        const parts = written.map(({ note, bytes }) => encodeEntry({ note }, bytes));
        const read = decodeEntries(concat(...parts), file, 0);
        expect(read.intact).toBe(true);
        expect(read.entries.map(({ header, bytes }) => ({ header, bytes: [...bytes] }))).toEqual(
          written.map(({ note, bytes }) => ({ header: { note }, bytes: [...bytes] })),
        );
        const offsets = parts.map((_, i) => parts.slice(0, i).reduce((sum, part) => sum + part.length, 0));
        expect(read.entries.map((entry) => entry.position)).toEqual(
          offsets.map((offset) => ({ file, offset })),
        );
      }),
    ));

  test('cut at any byte, every whole entry before the cut is still read and nothing else', () =>
    fc.assert(
      fc.property(entries, fc.nat(), (written, at) => {
        const parts = written.map(({ note, bytes }) => encodeEntry({ note }, bytes));
        const whole = concat(...parts);
        const cut = at % (whole.length + 1);
        let length = 0;
        const complete = parts.filter((part) => (length += part.length) <= cut).length;
        expect(decodeEntries(whole.subarray(0, cut), 1, 0).entries).toHaveLength(complete);
      }),
    ));

  test('an altered byte is noticed: no entry comes back changed', () =>
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 100 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, change) => {
          const entry = encodeEntry({ kind: 'batch' }, bytes);
          const place = at % entry.length;
          entry[place] = (entry[place] ?? 0) ^ change;
          const read = decodeEntries(entry, 1, 0);
          expect(read).toEqual({ entries: [], intact: false });
        },
      ),
    ));

  test('reading may start at any entry', () => {
    const [first, second] = [
      encodeEntry({ n: 1 }, new Uint8Array(3)),
      encodeEntry({ n: 2 }, new Uint8Array(4)),
    ];
    const read = decodeEntries(concat(first, second), 7, first.length);
    expect(read.entries.map((entry) => entry.header)).toEqual([{ n: 2 }]);
  });

  test('a position survives being written down; none means the beginning', () => {
    expect(parsePosition(positionText({ file: 12, offset: 3456 }))).toEqual({ file: 12, offset: 3456 });
    expect(parsePosition(null)).toEqual({ file: 0, offset: 0 });
  });
});
