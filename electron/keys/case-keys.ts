import { sha256Hex } from '../../shared/lib/sha256.ts';
import type { Random } from '../../shared/lib/ports.ts';
import { deriveKey, open, seal } from './aead.ts';
import type { KeyFiles } from './key-files.ts';

/**
 * The key of each case on this device, wrapped under the data key, so that every field of a case is sealed under one.
 * File names are hashes: a case's id says nothing to whoever lists the folder.
 */
export class CaseKeys {
  private readonly files: KeyFiles;
  private readonly random: Random;

  constructor(files: KeyFiles, random: Random) {
    this.files = files;
    this.random = random;
  }

  /** The key of the case, made at first use. A damaged one is replaced: fields sealed before carry their own wrapped copy. */
  async keyFor(caseKeyId: string, dataKey: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    const path = `keys/case-keys/${sha256Hex(`jd-case-key-file-1|${caseKeyId}`).slice(0, 32)}.key`;
    const wrapping = deriveKey(dataKey, new Uint8Array(), 'jd-case-keys-1');
    const context = `jd-case-key-file-1|${caseKeyId}`;
    const stored = await this.files.read(path);
    const known = stored === null ? null : open(wrapping, stored, context);
    if (known !== null) return known;
    const made = Uint8Array.from(this.random.bytes(32));
    await this.files.write(path, seal(wrapping, made, context));
    return made;
  }
}
