import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8, type Hex } from '../lib/bytes.ts';
import type { LogId, OfficerId } from '../lib/ids.ts';
import { canonicalJson } from '../lib/json.ts';
import { decodeBatch, encodeBatch, type Batch } from './batch.ts';

const hash = 'a'.repeat(64) as Hex;
const officerId = 'O-1' as OfficerId;

function batchOf(frames: readonly Uint8Array[]): Batch {
  const to = frames.length;
  return {
    header: {
      v: 1,
      logId: '01JD0000000000000000000000' as LogId,
      from: 1,
      to,
      before: hash,
      after: hash,
      signatures: [{ officerId, from: 1, to, before: hash, after: hash, signature: 'AA==' }],
    },
    frames,
  };
}

test('frames come out of a batch byte for byte, whatever text they hold', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 20 }), (texts) => {
      const frames = texts.map((text) =>
        utf8(canonicalJson({ text: text.toWellFormed().replaceAll('\u0000', '') })),
      );
      const decoded = decodeBatch(encodeBatch(batchOf(frames)));
      expect(decoded.ok && decoded.value.frames.map((frame) => [...frame])).toEqual(
        frames.map((frame) => [...frame]),
      );
    }),
  );
});

test('a batch that lost or gained a line is refused by its count', () => {
  const bytes = encodeBatch(batchOf([utf8('{}'), utf8('{}')]));
  expect(decodeBatch(bytes.subarray(0, bytes.length - 3))).toEqual({
    ok: false,
    error: { kind: 'malformed-batch', reason: 'count' },
  });
  expect(decodeBatch(new Uint8Array())).toEqual({
    ok: false,
    error: { kind: 'malformed-batch', reason: 'empty' },
  });
  expect(decodeBatch(utf8('<html>\n'))).toEqual({
    ok: false,
    error: { kind: 'malformed-batch', reason: 'utf8' },
  });
});
