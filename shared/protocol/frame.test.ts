import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from '../lib/bytes.ts';
import { instantOf } from '../lib/dates.ts';
import type { LogId, OfficerId, RecordId } from '../lib/ids.ts';
import { decodeFrame, encodeFrame, type Frame } from './frame.ts';
import { genesis, nextHash } from './chain.ts';

const frame: Frame = {
  v: 1,
  logId: '01JD0000000000000000000000' as LogId,
  seq: 1,
  lane: 'I1:DR-A01' as RecordId,
  after: [],
  name: 'inspection/answer',
  nameVersion: 1,
  args: { note: '喀什 · قەشقەر' },
  actor: 'O-653100-1' as OfficerId,
  claimedAt: instantOf(1_790_000_000_000),
  elapsedMs: 12,
  bootId: 'boot',
  baseVersion: null,
};

test('a frame reads back as it was written', () => {
  expect(decodeFrame(encodeFrame(frame))).toEqual({ ok: true, value: frame });
});

test('the golden frame of version 1 never changes its bytes', () => {
  expect(nextHash(genesis(frame.logId), encodeFrame(frame))).toMatchInlineSnapshot(
    `"8b28a4325d9dc6a57706735731fa7e950d49ef15ec35fdc864f181f397caf843"`,
  );
});

test('any flipped bit makes a frame unreadable or another frame, never the same one', () => {
  const bytes = encodeFrame(frame);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 7 }), (at, bit) => {
      const altered = bytes.slice();
      altered[at] = (altered[at] ?? 0) ^ (1 << bit);
      const decoded = decodeFrame(altered);
      if (decoded.ok) expect(decoded.value).not.toEqual(frame);
      expect(nextHash(genesis(frame.logId), altered)).not.toBe(nextHash(genesis(frame.logId), bytes));
    }),
  );
});

test('JSON that is not in canonical form is not a frame', () => {
  expect(decodeFrame(utf8(`${JSON.stringify(frame)} `))).toEqual({
    ok: false,
    error: { kind: 'unreadable-frame', reason: 'not-canonical' },
  });
});
