import { createReadStream } from 'node:fs';
import { BundleFault, type BundleRefusal } from '../../../shared/lib/bundle-refusal.ts';
import { ByteReader } from '../../../shared/lib/byte-reader.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { OutwardFacts, readSections, type Section } from '../../../shared/protocol/bundle-content.ts';
import {
  bundleContentKey,
  DEVICE_KEY_ID,
  readBundleHeader,
  type BundleHeader,
  type SignedHeader,
} from '../../../shared/protocol/bundle-header.ts';
import { openParts, PART_BYTES, type BundleCipher } from '../../../shared/protocol/bundle-parts.ts';
import { signingBytes } from '../../../shared/protocol/receipt.ts';
import { fromUtf8 } from '../../../shared/lib/bytes.ts';
import type { DeviceRow } from '../../store/tables.ts';
import type { Core } from '../core.ts';
import { sharedSecret, verifyBytes } from '../trust/keys.ts';
import { decodedBody } from './coded.ts';
import { gcm } from './gcm.ts';

/** An outward bundle of a known device whose every part was opened once: reading it again gives exactly this content. */
export interface OutwardBundle {
  readonly header: BundleHeader;
  readonly device: DeviceRow;
  readonly facts: OutwardFacts;
  /** Reads the file again, section by section. Throws `BundleFault` when it changed or went away meanwhile. */
  read(take: (section: Section) => Promise<void>): Promise<void>;
}

/** Checks a whole file before anything of it counts: signature, recipient, every part, the shape of the content. */
export async function openOutward(core: Core, path: string): Promise<Result<OutwardBundle, BundleRefusal>> {
  try {
    const { signed, header } = await readHeader(path);
    if (header.kind !== 'outward') return err({ kind: 'bundle-wrong-way' });
    if (header.region !== core.trust.rootFingerprint) return err({ kind: 'bundle-other-region' });
    const query = core.db.selectFrom('devices').selectAll().where('id', '=', header.deviceId);
    const device = await query.executeTakeFirst();
    if (!device) return err({ kind: 'bundle-unknown-device' });
    const vouched =
      signed.keyId === DEVICE_KEY_ID &&
      verifyBytes(device.signing_key, signingBytes('jd-bundle-1', signed.body), signed.signature);
    if (!vouched) return err({ kind: 'bundle-altered' });
    const privateKey = core.trust.bundleKey(header.recipientKeyId);
    if (privateKey === null) return err({ kind: 'bundle-retired-key' });
    const shared = sharedSecret(privateKey, header.ephemeralKey);
    if (shared === null) return err({ kind: 'bundle-altered' });
    const cipher = gcm(bundleContentKey(shared, signed));
    const read = (take: (section: Section) => Promise<void>): Promise<void> => readFrom(path, cipher, take);
    return ok({ header, device, facts: await firstPass(read), read });
  } catch (problem) {
    if (problem instanceof BundleFault) return err(problem.refusal);
    throw problem;
  }
}

async function firstPass(
  read: (take: (section: Section) => Promise<void>) => Promise<void>,
): Promise<OutwardFacts> {
  let facts: OutwardFacts | null = null;
  await read(async (section) => {
    if (section.head.kind === 'facts') facts = factsOf(await decodedBody(section));
    else if (section.head.kind === 'segment') await decodedBody(section);
    else if (section.head.kind !== 'file' && section.head.kind !== 'end')
      throw new BundleFault({ kind: 'bundle-damaged', part: 2 });
  });
  if (facts === null) throw new BundleFault({ kind: 'bundle-damaged', part: 2 });
  return facts;
}

function factsOf(bytes: Uint8Array): OutwardFacts {
  try {
    return OutwardFacts.parse(JSON.parse(fromUtf8(bytes)));
  } catch {
    throw new BundleFault({ kind: 'bundle-damaged', part: 2 });
  }
}

async function readHeader(path: string): Promise<SignedHeader> {
  return withFile(path, readBundleHeader);
}

function readFrom(
  path: string,
  cipher: BundleCipher,
  take: (section: Section) => Promise<void>,
): Promise<void> {
  return withFile(path, async (reader) => {
    await readBundleHeader(reader);
    for await (const section of readSections(openParts(reader, cipher))) await take(section);
  });
}

async function withFile<T>(path: string, use: (reader: ByteReader) => Promise<T>): Promise<T> {
  const reader = new ByteReader(
    createReadStream(path, { highWaterMark: PART_BYTES }) as AsyncIterable<Buffer>,
  );
  try {
    return await use(reader);
  } finally {
    await reader.close();
  }
}
