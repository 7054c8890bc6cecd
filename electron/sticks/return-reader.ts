import { createReadStream } from 'node:fs';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { BundleFault, type BundleRefusal } from '../../shared/lib/bundle-refusal.ts';
import { ByteReader } from '../../shared/lib/byte-reader.ts';
import { fromBase64, fromUtf8 } from '../../shared/lib/bytes.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import {
  MAX_DECODED_BYTES,
  readSections,
  ReturnFacts,
  type Section,
} from '../../shared/protocol/bundle-content.ts';
import {
  bundleContentKey,
  readBundleHeader,
  type BundleHeader,
  type SignedHeader,
} from '../../shared/protocol/bundle-header.ts';
import { openParts, PART_BYTES, type BundleCipher } from '../../shared/protocol/bundle-parts.ts';
import { rootFingerprint } from '../../shared/protocol/enrolment-code.ts';
import { PullAnswer, type CursorVector } from '../../shared/protocol/pull.ts';
import { signingBytes } from '../../shared/protocol/receipt.ts';
import { gcm } from './gcm.ts';
import type { StickIdentity } from './identity.ts';

const inflate = promisify(brotliDecompress);

export type ReadSection =
  | { readonly kind: 'statements' | 'page'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end' };

/** A bundle for this device whose every part was opened once. */
export interface ReturnBundle {
  readonly header: BundleHeader & { readonly kind: 'return' | 'snapshot' };
  readonly facts: ReturnFacts;
  /** Cursors after its last page; null when it has none. */
  readonly to: CursorVector | null;
  /** The content once more, from the beginning. Throws `BundleFault` and the disk's errors. */
  read(): AsyncGenerator<ReadSection>;
}

/** The clear beginning of a bundle file. Throws the disk's errors. */
export async function readHeaderOf(path: string): Promise<Result<SignedHeader, BundleRefusal>> {
  const reader = readerOf(path);
  try {
    return ok(await readBundleHeader(reader));
  } catch (error) {
    if (error instanceof BundleFault) return err(error.refusal);
    throw error;
  } finally {
    await reader.close();
  }
}

/** Checks a whole file: recipient, every part, the region's signature. Throws the disk's errors. */
export async function openReturn(
  identity: StickIdentity,
  path: string,
): Promise<Result<ReturnBundle, BundleRefusal>> {
  try {
    const read = await readHeaderOf(path);
    if (!read.ok) return read;
    const { signed, header } = read.value;
    const { kind } = header;
    if (header.region !== identity.region) return err({ kind: 'bundle-other-region' });
    if (kind === 'outward') return err({ kind: 'bundle-wrong-way' });
    if (header.deviceId !== identity.deviceId) return err({ kind: 'bundle-other-device' });
    if (header.recipientKeyId !== rootFingerprint(identity.sealingKey))
      return err({ kind: 'bundle-retired-key' });
    const shared = identity.agreeAsDevice(fromBase64(header.ephemeralKey));
    if (shared === null) return err({ kind: 'bundle-altered' });
    const isSignedBy = (keys: readonly { keyId: string; publicKey: string }[]): boolean => {
      const key = keys.find((one) => one.keyId === signed.keyId);
      const message = signingBytes('jd-bundle-1', signed.body);
      return (
        key !== undefined && identity.verify(fromBase64(key.publicKey), message, fromBase64(signed.signature))
      );
    };
    const isOfKnownKey = identity.receiptKeys.some((key) => key.keyId === signed.keyId);
    if (isOfKnownKey && !isSignedBy(identity.receiptKeys)) return err({ kind: 'bundle-altered' });
    const cipher = gcm(bundleContentKey(shared, signed));
    const { facts, to } = await firstPass(path, cipher);
    // The region may have changed its receipt key since: its newer manifest comes along, signed by the root.
    if (!isOfKnownKey && !(facts.manifest && isSignedBy(identity.keysOf(facts.manifest))))
      return err({ kind: 'bundle-altered' });
    return ok({ header: { ...header, kind }, facts, to, read: () => content(path, cipher) });
  } catch (error) {
    if (error instanceof BundleFault) return err(error.refusal);
    throw error;
  }
}

async function firstPass(
  path: string,
  cipher: BundleCipher,
): Promise<{ readonly facts: ReturnFacts; readonly to: CursorVector | null }> {
  let facts: ReturnFacts | null = null;
  let to: CursorVector | null = null;
  for await (const section of sections(path, cipher)) {
    const { kind } = section.head;
    if (kind === 'facts') facts = parsed(ReturnFacts, await decoded(section));
    else if (kind === 'page') to = parsed(PullAnswer, await decoded(section)).cursors;
    else if (kind === 'statements') await decoded(section);
    else if (kind !== 'end') throw new BundleFault({ kind: 'bundle-damaged', part: 2 });
  }
  if (facts === null) throw new BundleFault({ kind: 'bundle-damaged', part: 2 });
  return { facts, to };
}

async function* content(path: string, cipher: BundleCipher): AsyncGenerator<ReadSection> {
  for await (const section of sections(path, cipher)) {
    const { kind } = section.head;
    if (kind === 'statements' || kind === 'page') yield { kind, bytes: await decoded(section) };
    if (kind === 'end') yield { kind };
  }
}

async function* sections(path: string, cipher: BundleCipher): AsyncGenerator<Section> {
  const reader = readerOf(path);
  try {
    await readBundleHeader(reader);
    yield* readSections(openParts(reader, cipher));
  } finally {
    await reader.close();
  }
}

function readerOf(path: string): ByteReader {
  return new ByteReader(createReadStream(path, { highWaterMark: PART_BYTES }) as AsyncIterable<Buffer>);
}

async function decoded(section: Section): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await section.bytes();
  if (!('coding' in section.head) || section.head.coding === 'none') return bytes;
  try {
    return Uint8Array.from(await inflate(bytes, { maxOutputLength: MAX_DECODED_BYTES }));
  } catch {
    throw new BundleFault({ kind: 'bundle-damaged', part: 2 });
  }
}

function parsed<T>(schema: { parse(value: unknown): T }, bytes: Uint8Array): T {
  try {
    return schema.parse(JSON.parse(fromUtf8(bytes)));
  } catch {
    throw new BundleFault({ kind: 'bundle-damaged', part: 2 });
  }
}
