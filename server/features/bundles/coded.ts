import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { BundleFault } from '../../../shared/lib/bundle-refusal.ts';
import { MAX_DECODED_BYTES, type Section } from '../../../shared/protocol/bundle-content.ts';

const deflate = promisify(brotliCompress);
const inflate = promisify(brotliDecompress);
const QUALITY = 6;

/** The decoded body of a section. What does not decode was not written by us: `BundleFault`. */
export async function decodedBody(section: Section): Promise<Uint8Array> {
  const bytes = await section.bytes();
  if (!('coding' in section.head) || section.head.coding === 'none') return bytes;
  try {
    return await inflate(bytes, { maxOutputLength: MAX_DECODED_BYTES });
  } catch {
    throw new BundleFault({ kind: 'bundle-damaged', part: 2 });
  }
}

export async function coded(
  plain: Uint8Array,
): Promise<{ readonly coding: 'br' | 'none'; readonly bytes: Uint8Array }> {
  const packed = await deflate(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
  return packed.length < plain.length ? { coding: 'br', bytes: packed } : { coding: 'none', bytes: plain };
}
