import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from '../../lib/bytes.ts';
import { canonicalJson } from '../../lib/json.ts';
import { sha256 } from '../../lib/sha256.ts';
import type { DrawInput } from './draw-picks.ts';
import { replaceRecused } from './recusal.ts';
import { runDraw } from './run-draw.ts';
import { transcriptHash, transcriptText, type Transcript } from './transcript.ts';
import { verifyTranscript } from './verify-transcript.ts';

const input: DrawInput = {
  drawId: '653100-20261125-7K3QZM-482915',
  seed: sha256(utf8('a seed for tests')),
  pool: ['JD-11', 'JD-02', 'JD-07', 'JD-30', 'JD-21'].map((id, at) => ({ id, weight: 1 + at * 3 })),
  inspectors: ['P-5', 'P-1', 'P-3', 'P-2', 'P-4'].map((id) => ({ id, weight: 1 })),
  exclusions: [
    { institutionId: 'JD-11', inspectorId: 'P-1', reason: '近亲属在该机构任职' },
    { institutionId: null, inspectorId: 'P-9', reason: 'certificate-expired' },
    { institutionId: 'JD-99', inspectorId: null, reason: 'suspended' },
  ],
  targetCount: 3,
};

function aTranscript(): Transcript {
  const run = runDraw(input, [{ name: '阿不都拉', unit: 'قەشقەر گۇۋاھچىلىق ئورنى' }]);
  if (!run.ok) throw new Error(run.error.kind);
  const { transcript } = run.value;
  const [institutionId = ''] = transcript.targets;
  const inspectorId = transcript.pairs[institutionId]?.[1] ?? '';
  const recusal = { institutionId, inspectorId, round: 1, reason: '本人申请回避' };
  const replaced = replaceRecused(input, new Map(Object.entries(transcript.pairs)), [], recusal);
  if (!replaced.ok) throw new Error(replaced.error.kind);
  return {
    ...transcript,
    pairs: Object.fromEntries(replaced.value.pairs) as Transcript['pairs'],
    recusals: [recusal],
    voided: { reason: '名单有误', approvedBy: 'KS-HEAD', at: '2026-11-25T04:00:00.000Z' },
  };
}

const whole = aTranscript();
const text = transcriptText(whole);

function kindOf(bytes: Uint8Array): string | null {
  const verdict = verifyTranscript(bytes);
  return verdict.ok ? null : verdict.error.kind;
}

/** Sealed anew after the change: as somebody would do who has only the file, not the printed page. */
function resealed(change: (transcript: Transcript) => Transcript): string | null {
  return kindOf(utf8(transcriptText(change(whole))));
}

test('every byte counts: changed, left out or put in, the transcript does not verify', () => {
  const bytes = utf8(text);
  expect(kindOf(bytes)).toBeNull();
  fc.assert(
    fc.property(
      fc.nat({ max: bytes.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      fc.constantFrom('change', 'leave-out', 'put-in'),
      (at, by, how) => {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        const middle = {
          change: changed.subarray(at, at + 1),
          'leave-out': new Uint8Array(),
          'put-in': Uint8Array.of(by, bytes[at] ?? 0),
        };
        const other = Uint8Array.from([...bytes.subarray(0, at), ...middle[how], ...bytes.subarray(at + 1)]);
        expect(kindOf(other)).not.toBeNull();
      },
    ),
    { numRuns: 1500 },
  );
});

test('every single byte of the text, changed in its lowest bit and to a blank', () => {
  const bytes = utf8(text);
  for (let at = 0; at < bytes.length; at++)
    for (const value of [(bytes[at] ?? 0) ^ 1, 0x20]) {
      if (value === bytes[at]) continue;
      const changed = Uint8Array.from(bytes);
      changed[at] = value;
      if (kindOf(changed) === null) throw new Error(`byte ${at} does not count`);
    }
});

test.each<[string, (transcript: Transcript) => Transcript]>([
  [
    'pool-hash',
    (t) => ({ ...t, pool: t.pool.map((e, at) => (at === 0 ? { ...e, weight: e.weight + 1 } : e)) }),
  ],
  ['inspectors-hash', (t) => ({ ...t, inspectors: t.inspectors.slice(1) })],
  ['not-sorted', (t) => ({ ...t, pool: t.pool.toReversed() })],
  ['id-twice', (t) => ({ ...t, pool: [...t.pool.slice(0, 1), ...t.pool] })],
  ['commit', (t) => ({ ...t, seed: t.poolHash })],
  ['targets', (t) => ({ ...t, targets: t.targets.toReversed() })],
  ['targets', (t) => ({ ...t, drawId: t.drawId.replace('482915', '482916') })],
  [
    'exclusion-ignored',
    (t) => ({ ...t, exclusions: [{ institutionId: 'JD-02', inspectorId: null, reason: 'x' }] }),
  ],
  ['pairs', (t) => ({ ...t, pairs: { ...t.pairs, [t.targets[1] ?? '']: ['P-1', 'P-1'] } })],
  ['pairs', (t) => ({ ...t, pairs: { ...t.pairs, 'JD-98': ['P-1', 'P-2'] } })],
  ['pairs', (t) => ({ ...t, recusals: [] })],
  ['recusal-round', (t) => ({ ...t, recusals: t.recusals.map((one) => ({ ...one, round: 2 })) })],
  [
    'recusal-not-in-pair',
    (t) => ({ ...t, recusals: t.recusals.map((one) => ({ ...one, inspectorId: 'P-9' })) }),
  ],
  ['too-few-targets', (t) => ({ ...t, targets: Array.from({ length: 6 }, (_, at) => `JD-${at}`) })],
  ['shape', (t) => ({ ...t, inspectors: t.inspectors.map((one) => ({ ...one, weight: 2 })) })],
  ['unknown-algorithm', (t) => ({ ...t, algorithm: 'jd-draw-2' as 'jd-draw-1' })],
])('the first thing that is wrong is named, hash made anew or not: %s', (kind, change) => {
  expect(resealed(change)).toBe(kind);
});

test.each<[string, Uint8Array]>([
  ['not-json', utf8('{"algorithm"')],
  ['not-utf8', Uint8Array.of(0x7b, 0xff, 0x7d)],
  ['not-json', utf8(`\uFEFF${text}`)],
  ['shape', utf8('[]')],
  ['shape', utf8(text.replace('"witnesses"', '"witnessed"'))],
  ['layout', utf8(text.replace(',"pairs"', ', "pairs"'))],
  ['layout', utf8(text.replace('{"algorithm"', '{"drawId":"x","algorithm"'))],
  ['transcript-hash', utf8(text.replace('阿不都拉', '阿不都热'))],
  ['transcript-hash', utf8(text.replace('近亲属', '近亲友'))],
])('%s', (kind, bytes) => {
  expect(kindOf(bytes)).toBe(kind);
});

test.each([
  ['canonical with a line end', `${text}\n`],
  ['indented by two', JSON.stringify(JSON.parse(text), null, 2)],
  ['indented by four', JSON.stringify(JSON.parse(text), null, 4)],
])('a program that only lays it out anew does no harm: %s', (_how, other) => {
  expect(kindOf(utf8(other))).toBeNull();
});

test('a file without its own hash is repeated all the same, but is said to be unsealed', () => {
  const verdict = verifyTranscript(utf8(canonicalJson(whole)));
  expect(verdict).toEqual({
    ok: true,
    value: { transcript: whole, transcriptHash: transcriptHash(whole), isSealed: false },
  });
});
