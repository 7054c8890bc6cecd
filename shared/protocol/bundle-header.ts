import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { Base64, concat, equalBytes, fromUtf8, utf8 } from '../lib/bytes.ts';
import { BundleFault, BundleKind } from '../lib/bundle-refusal.ts';
import type { ByteReader } from '../lib/byte-reader.ts';
import { civilDateOf, Instant } from '../lib/dates.ts';
import { base32, DeviceId } from '../lib/ids.ts';
import { canonicalJson } from '../lib/json.ts';
import type { Random } from '../lib/ports.ts';
import { Signed } from './receipt.ts';

// A `.jdb` file: `JDBUNDLE` ‖ u16 format version ‖ u32 header length ‖ signed header ‖ sealed parts (bundle-parts.ts).
// The signature over the header also vouches for the content: the header names the ephemeral key, and parts under the key agreed
// with it can only come from whoever made that key. So a bundle is written in one pass and needs no hash of the whole.

// 1  first release
/** Format of the file, apart from the wire version. What a stick carries has no age limit: older formats are read for ever. */
export const BUNDLE_VERSION = 1;

const MAGIC = utf8('JDBUNDLE');
const PREFIX_BYTES = MAGIC.length + 6;
/** A header is some 600 bytes; a damaged length must not make us wait for gigabytes. */
const MAX_HEADER_BYTES = 16_384;

const BundleId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);

/** Readable by any carrier: which way, whose device, when. Nothing personal. */
export const BundleHeader = z.strictObject({
  kind: BundleKind,
  bundleId: BundleId,
  /** Fingerprint of the region's root key, as on every enrolment code. */
  region: z.string().length(16),
  /** Outward: whose work this is. Return and snapshot: for whom. */
  deviceId: DeviceId,
  /** Fingerprint of the X25519 key the parts are sealed to. */
  recipientKeyId: z.string().length(16),
  ephemeralKey: Base64,
  createdAt: Instant,
  /** Of a return: the bundle it answers. */
  answers: BundleId.nullable(),
});
export type BundleHeader = z.infer<typeof BundleHeader>;

/** An outward header is signed by the device's own key and says so here; the others by the region's receipt key. */
export const DEVICE_KEY_ID = 'device';

export interface SignedHeader {
  readonly signed: Signed;
  readonly header: BundleHeader;
}

export function encodeBundleHeader(signed: Signed): Uint8Array<ArrayBuffer> {
  const text = utf8(canonicalJson({ ...signed }));
  const numbers = new DataView(new ArrayBuffer(6));
  numbers.setUint16(0, BUNDLE_VERSION);
  numbers.setUint32(2, text.length);
  return concat(MAGIC, new Uint8Array(numbers.buffer), text);
}

/** Reads the clear beginning of a file. Throws `BundleFault`; the signature is for the caller to check. */
export async function readBundleHeader(reader: ByteReader): Promise<SignedHeader> {
  const prefix = await reader.take(PREFIX_BYTES);
  if (!equalBytes(prefix.subarray(0, MAGIC.length), MAGIC)) throw new BundleFault({ kind: 'bundle-not' });
  if (prefix.length < PREFIX_BYTES) throw new BundleFault({ kind: 'bundle-cut', part: 1 });
  const numbers = new DataView(prefix.buffer, MAGIC.length);
  const version = numbers.getUint16(0);
  if (version > BUNDLE_VERSION) throw new BundleFault({ kind: 'bundle-newer', version });
  const length = numbers.getUint32(2);
  if (version < 1 || length > MAX_HEADER_BYTES) throw new BundleFault({ kind: 'bundle-damaged', part: 1 });
  const text = await reader.take(length);
  if (text.length < length) throw new BundleFault({ kind: 'bundle-cut', part: 1 });
  const signed = Signed.safeParse(jsonOf(text));
  const header = BundleHeader.safeParse(signed.success ? jsonOf(utf8(signed.data.body)) : null);
  if (!signed.success || !header.success) throw new BundleFault({ kind: 'bundle-damaged', part: 1 });
  return { signed: signed.data, header: header.data };
}

/** The key of the parts: of one bundle only, bound to its header. `shared` is the X25519 secret of ephemeral and recipient key. */
export function bundleContentKey(shared: Uint8Array, signed: Signed): Uint8Array {
  return hkdf(sha256, shared, sha256(utf8(signed.body)), utf8('jd-bundle-key-1'), 32);
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch {
    return null;
  }
}

/** A bundle's id: 26 symbols like every id here, all of them chance, so that it tells nothing. */
export function newBundleId(random: Random): string {
  return base32(random.bytes(17)).slice(0, 26);
}

export const BUNDLE_ENDING = '.jdb';

/** `653100-Q7F3K9-20261124-3.jdb`: prefecture, end of the device's id, day, running number. Nothing personal. */
export function bundleFileName(parts: {
  readonly kind: BundleKind;
  readonly prefectureCode: string;
  readonly deviceId: string;
  readonly at: Instant;
  readonly number: number;
}): string {
  const day = civilDateOf(parts.at).replaceAll('-', '');
  const kind = parts.kind === 'outward' ? '' : `.${parts.kind}`;
  return `${parts.prefectureCode}-${parts.deviceId.slice(-6)}-${day}-${parts.number}${kind}${BUNDLE_ENDING}`;
}
