import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newKeyPair, sharedSecret, signEd25519, verifyEd25519 } from '../../electron/keys/key-pairs.ts';
import { gcm } from '../../electron/sticks/gcm.ts';
import { OutwardWriter } from '../../electron/sticks/outward-writer.ts';
import { ByteReader } from '../../shared/lib/byte-reader.ts';
import type { Hex } from '../../shared/lib/bytes.ts';
import { instantOf } from '../../shared/lib/dates.ts';
import type { DeviceId, RecordId } from '../../shared/lib/ids.ts';
import { readSections } from '../../shared/protocol/bundle-content.ts';
import { bundleContentKey, readBundleHeader } from '../../shared/protocol/bundle-header.ts';
import { openParts, PART_BYTES } from '../../shared/protocol/bundle-parts.ts';

export interface LargeBundle {
  readonly megabytes: number;
  readonly writeSeconds: number;
  readonly readSeconds: number;
  /** Largest growth of the process's resident memory while writing and reading. */
  readonly peakMegabytes: number;
}

const PHOTO_BYTES = 4_000_000;

/** Writes a bundle of so many megabytes to a file with the shipped writer, then opens and checks all of it with the shipped reader. */
export async function largeBundle(megabytes: number): Promise<LargeBundle> {
  const folder = await mkdtemp(join(tmpdir(), 'jd-large-'));
  const [server, device] = [newKeyPair('x25519'), newKeyPair('ed25519')];
  const photo = new Uint8Array(randomBytes(PHOTO_BYTES));
  const sha256 = createHash('sha256').update(photo).digest('hex') as Hex;
  const count = Math.ceil((megabytes * 1_000_000) / PHOTO_BYTES);
  const before = process.memoryUsage().rss;
  let peak = before;
  const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  try {
    const writing = performance.now();
    const writer = await OutwardWriter.begin(
      {
        deviceId: '01K00000000000000000000000' as DeviceId,
        prefectureCode: '653100',
        region: '0123456789ABCDEF',
        bundleKey: server.publicKey,
        sealingKey: server.publicKey,
        receiptKeys: [],
        keysOf: () => [],
        agreeWith: (publicKey) => {
          const pair = newKeyPair('x25519');
          const shared = sharedSecret(pair.privateKey, publicKey);
          return shared && { ephemeral: pair.publicKey, shared };
        },
        agreeAsDevice: () => null,
        signAsDevice: (bytes) => signEd25519(device.privateKey, bytes),
        verify: verifyEd25519,
      },
      { folder, bundleId: '01K00000000000000000000001', at: instantOf(Date.now()), number: 1 },
      { v: 1 },
    );
    for (let i = 0; i < count; i++) await writer.file(`photo-${i}` as RecordId, sha256, photo);
    const path = join(folder, await writer.finish());
    const reading = performance.now();
    await readAll(path, server.privateKey, sha256, count);
    const seconds = (from: number, to: number): number => Math.round((to - from) / 100) / 10;
    return {
      megabytes: Math.round(writer.sizeBytes / 1_000_000),
      writeSeconds: seconds(writing, reading),
      readSeconds: seconds(reading, performance.now()),
      peakMegabytes: Math.round((peak - before) / 1_000_000),
    };
  } finally {
    clearInterval(look);
    await rm(folder, { recursive: true, force: true });
  }
}

async function readAll(path: string, privateKey: Uint8Array, sha256: Hex, expected: number): Promise<void> {
  const reader = new ByteReader(
    createReadStream(path, { highWaterMark: PART_BYTES }) as AsyncIterable<Buffer>,
  );
  const { signed, header } = await readBundleHeader(reader);
  const shared = sharedSecret(privateKey, Buffer.from(header.ephemeralKey, 'base64'));
  if (!shared) throw new Error('no key');
  let whole = 0;
  for await (const section of readSections(openParts(reader, gcm(bundleContentKey(shared, signed))))) {
    if (section.head.kind !== 'file') continue;
    const hash = createHash('sha256');
    for await (const part of section.stream()) hash.update(part);
    if (hash.digest('hex') === sha256) whole += 1;
  }
  if (whole !== expected) throw new Error(`${whole} of ${expected} files came out whole`);
}
