import { open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { toBase64, utf8, type Hex } from '../../shared/lib/bytes.ts';
import type { Instant } from '../../shared/lib/dates.ts';
import type { RecordId } from '../../shared/lib/ids.ts';
import { canonicalJson, type JsonValue } from '../../shared/lib/json.ts';
import { encodeSectionHead, type CodedKind } from '../../shared/protocol/bundle-content.ts';
import {
  bundleContentKey,
  bundleFileName,
  DEVICE_KEY_ID,
  encodeBundleHeader,
  type BundleHeader,
} from '../../shared/protocol/bundle-header.ts';
import { PartSealer } from '../../shared/protocol/bundle-parts.ts';
import { rootFingerprint } from '../../shared/protocol/enrolment-code.ts';
import { signingBytes } from '../../shared/protocol/receipt.ts';
import { gcm } from './gcm.ts';
import type { StickIdentity } from './identity.ts';

const deflate = promisify(brotliCompress);
/** The line of a carrier may be slow: as hard as a push packs. */
const QUALITY = 9;

export interface NewOutward {
  readonly folder: string;
  readonly bundleId: string;
  readonly at: Instant;
  readonly number: number;
}

/**
 * One outward bundle being written: under a passing name, one part in memory at a time; `finish` flushes it to the medium and gives
 * it its name. Methods throw the disk's errors; after one of them only `abandon` is of use.
 */
export class OutwardWriter {
  readonly #sealer: PartSealer;
  readonly #file: FileHandle;
  readonly #draft: string;
  readonly #made: NewOutward;
  readonly #prefectureCode: string;
  readonly #deviceId: string;
  #sizeBytes = 0;

  private constructor(parts: {
    sealer: PartSealer;
    file: FileHandle;
    draft: string;
    made: NewOutward;
    identity: StickIdentity;
  }) {
    this.#sealer = parts.sealer;
    this.#file = parts.file;
    this.#draft = parts.draft;
    this.#made = parts.made;
    this.#prefectureCode = parts.identity.prefectureCode;
    this.#deviceId = parts.identity.deviceId;
  }

  static async begin(identity: StickIdentity, made: NewOutward, facts: JsonValue): Promise<OutwardWriter> {
    const agreed = identity.agreeWith(identity.bundleKey);
    if (agreed === null) throw new Error('the manifest names no bundle key');
    const header: BundleHeader = {
      kind: 'outward',
      bundleId: made.bundleId,
      region: identity.region,
      deviceId: identity.deviceId,
      recipientKeyId: rootFingerprint(identity.bundleKey),
      ephemeralKey: toBase64(agreed.ephemeral),
      createdAt: made.at,
      answers: null,
    };
    const body = canonicalJson(header);
    const signature = toBase64(identity.signAsDevice(signingBytes('jd-bundle-1', body)));
    const signed = { body, signature, keyId: DEVICE_KEY_ID };
    const draft = join(made.folder, `${made.bundleId}.part`);
    const file = await open(draft, 'wx', 0o600);
    const sealer = new PartSealer(gcm(bundleContentKey(agreed.shared, signed)));
    const writer = new OutwardWriter({ sealer, file, draft, made, identity });
    try {
      await writer.#put(encodeBundleHeader(signed));
      await writer.#coded('facts', utf8(canonicalJson(facts)));
    } catch (error) {
      await writer.abandon();
      throw error;
    }
    return writer;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  segment(batch: Uint8Array): Promise<void> {
    return this.#coded('segment', batch);
  }

  async file(attachmentId: RecordId, sha256: Hex, bytes: Uint8Array): Promise<void> {
    await this.#seal(encodeSectionHead({ kind: 'file', sizeBytes: bytes.length, attachmentId, sha256 }));
    await this.#seal(bytes);
  }

  /** The file's name on the medium, once its bytes are there for good. */
  async finish(): Promise<string> {
    await this.#seal(encodeSectionHead({ kind: 'end', sizeBytes: 0 }));
    await this.#put(this.#sealer.finish());
    await this.#file.sync();
    await this.#file.close();
    const name = await this.#freeName();
    await rename(this.#draft, join(this.#made.folder, name));
    await flushFolder(this.#made.folder);
    return name;
  }

  /** Takes what was written off the medium again; a medium that is gone has taken it along. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.#draft, { force: true }).catch(() => undefined);
  }

  async #coded(kind: CodedKind, plain: Uint8Array): Promise<void> {
    const packed = await deflate(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
    const isShorter = packed.length < plain.length;
    const bytes = isShorter ? packed : plain;
    await this.#seal(encodeSectionHead({ kind, sizeBytes: bytes.length, coding: isShorter ? 'br' : 'none' }));
    await this.#seal(bytes);
  }

  async #seal(plain: Uint8Array): Promise<void> {
    for (const part of this.#sealer.push(plain)) await this.#put(part);
  }

  async #put(bytes: Uint8Array): Promise<void> {
    await this.#file.writeFile(bytes);
    this.#sizeBytes += bytes.length;
  }

  async #freeName(): Promise<string> {
    const taken = new Set(await readdir(this.#made.folder));
    const { at } = this.#made;
    for (let { number } = this.#made; ; number++) {
      const name = bundleFileName({
        kind: 'outward',
        prefectureCode: this.#prefectureCode,
        deviceId: this.#deviceId,
        at,
        number,
      });
      if (!taken.has(name)) return name;
    }
  }
}

/** Many sticks are FAT, whose folders cannot be flushed by themselves: there the rename is as durable as it gets. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch {
    // Said above.
  } finally {
    await handle.close();
  }
}
