import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { concat, fromUtf8, toBase64, utf8 } from '../../shared/lib/bytes.ts';
import type { DeviceId } from '../../shared/lib/ids.ts';
import { canonicalJson } from '../../shared/lib/json.ts';
import { encodeSectionHead } from '../../shared/protocol/bundle-content.ts';
import { bundleContentKey, encodeBundleHeader } from '../../shared/protocol/bundle-header.ts';
import { PART_BYTES, PartSealer } from '../../shared/protocol/bundle-parts.ts';
import { rootFingerprint } from '../../shared/protocol/enrolment-code.ts';
import { signingBytes } from '../../shared/protocol/receipt.ts';
import { newKeyPair, sharedSecret, verifyEd25519 } from '../keys/key-pairs.ts';
import { gcm } from './gcm.ts';
import type { StickIdentity } from './identity.ts';
import { openReturn } from './return-reader.ts';

const DEVICE = '01K00000000000000000000000' as DeviceId;
const REGION = '0123456789ABCDEF';
const region = generateKeyPairSync('ed25519');
const regionKey = Uint8Array.from(region.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
const own = newKeyPair('x25519');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jd-return-'));
});
afterAll(() => rm(folder, { recursive: true }));

const identity: StickIdentity = {
  deviceId: DEVICE,
  prefectureCode: '653100',
  region: REGION,
  bundleKey: own.publicKey,
  sealingKey: own.publicKey,
  receiptKeys: [{ keyId: 'r1', publicKey: toBase64(regionKey), retired: false }],
  keysOf: () => [],
  agreeWith: () => null,
  agreeAsDevice: (ephemeral) => sharedSecret(own.privateKey, ephemeral),
  signAsDevice: (bytes) => bytes,
  verify: verifyEd25519,
};

const STATEMENTS = { receipts: [], attachmentReceipts: [] };
const FACTS = {
  epoch: 'e1',
  askedEpoch: null,
  fromCursors: {},
  logs: [],
  serverTime: '2026-11-24T00:00:00.000Z',
  anchor: { body: '{}', signature: '', keyId: 'r1' },
  manifest: null,
};

/** A return bundle as the server writes it, with a filler that makes it as long as asked. */
function aReturn(over: { readonly deviceId?: DeviceId; readonly fillBytes?: number } = {}): Uint8Array {
  const ephemeral = newKeyPair('x25519');
  const body = canonicalJson({
    kind: 'return',
    bundleId: '01K00000000000000000000001',
    region: REGION,
    deviceId: over.deviceId ?? DEVICE,
    recipientKeyId: rootFingerprint(own.publicKey),
    ephemeralKey: toBase64(ephemeral.publicKey),
    createdAt: '2026-11-24T00:00:00.000Z',
    answers: null,
  });
  const signature = toBase64(sign(null, signingBytes('jd-bundle-1', body), region.privateKey));
  const signed = { body, signature, keyId: 'r1' };
  const shared = sharedSecret(ephemeral.privateKey, own.publicKey);
  if (!shared) throw new Error('no key');
  const sealer = new PartSealer(gcm(bundleContentKey(shared, signed)));
  const section = (kind: 'facts' | 'statements', value: unknown): Uint8Array => {
    const bytes = utf8(JSON.stringify(value) + ' '.repeat(kind === 'facts' ? 0 : (over.fillBytes ?? 0)));
    return concat(encodeSectionHead({ kind, sizeBytes: bytes.length, coding: 'none' }), bytes);
  };
  const parts = [
    ...sealer.push(section('facts', FACTS)),
    ...sealer.push(section('statements', STATEMENTS)),
    ...sealer.push(encodeSectionHead({ kind: 'end', sizeBytes: 0 })),
  ];
  return concat(encodeBundleHeader(signed), ...parts, sealer.finish());
}

async function opened(bytes: Uint8Array) {
  const path = join(folder, 'given.jdb');
  await writeFile(path, bytes);
  const result = await openReturn(identity, path);
  if (!result.ok) return result.error;
  const texts: string[] = [];
  for await (const section of result.value.read())
    if (section.kind !== 'end') texts.push(fromUtf8(section.bytes).trim());
  return { facts: result.value.facts, texts };
}

const HONEST = { facts: FACTS, texts: [JSON.stringify(STATEMENTS)] };

test('S61: whatever byte of a return is changed or missing, it is refused or says the very same; nothing is thrown', async () => {
  const whole = aReturn();
  expect(await opened(whole)).toEqual(HONEST);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const bytes = Uint8Array.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      const outcome = await opened(bytes);
      if ('kind' in outcome) expect(outcome.kind).toMatch(/^bundle-/);
      else expect(outcome).toEqual(HONEST);
    }),
    { numRuns: 300 },
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
      expect(await opened(whole.subarray(0, length))).toMatchObject({
        kind: length < 8 ? 'bundle-not' : 'bundle-cut',
      });
    }),
    { numRuns: 60 },
  );
  expect(await opened(concat(whole, Uint8Array.of(0)))).toMatchObject({ kind: 'bundle-damaged' });
});

test('S61: damage is named by its part, and parts can neither be swapped, repeated nor left out', async () => {
  const whole = aReturn({ fillBytes: 3 * PART_BYTES });
  expect(await opened(whole)).toEqual(HONEST);
  const sealed = PART_BYTES + 20;
  const start = headerLength(whole);
  const part = (index: number): Uint8Array =>
    whole.slice(start + index * sealed, start + (index + 1) * sealed);
  const head = whole.slice(0, start);
  const tail = whole.slice(start + 3 * sealed);
  const damaged = Uint8Array.from(whole);
  damaged[start + sealed + 100] = (damaged[start + sealed + 100] ?? 0) ^ 1;
  expect(await opened(damaged)).toEqual({ kind: 'bundle-damaged', part: 3 });
  expect(await opened(concat(head, part(1), part(0), part(2), tail))).toEqual({
    kind: 'bundle-damaged',
    part: 2,
  });
  expect(await opened(concat(head, part(0), part(0), part(1), part(2), tail))).toEqual({
    kind: 'bundle-damaged',
    part: 3,
  });
  expect(await opened(concat(head, part(0), part(2), tail))).toEqual({ kind: 'bundle-damaged', part: 3 });
  expect(await opened(concat(head, part(0), part(1), part(2)))).toEqual({ kind: 'bundle-cut', part: 5 });
});

test('S61: a return for another device is named before anything is opened', async () => {
  const other = '01K00000000000000000000009' as DeviceId;
  expect(await opened(aReturn({ deviceId: other }))).toEqual({ kind: 'bundle-other-device' });
});

function headerLength(bytes: Uint8Array): number {
  return 14 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(10);
}
