const BOM = [0xef, 0xbb, 0xbf];

/** A text with a mark is UTF-8; one that is strictly UTF-8 is; anything else is taken for GB18030, which Chinese Excel writes. */
export function decodeText(bytes: Uint8Array): {
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'gb18030';
  readonly text: string;
} {
  const hasMark = BOM.every((byte, at) => bytes[at] === byte);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { encoding: hasMark ? 'utf-8-bom' : 'utf-8', text };
  } catch {
    return { encoding: 'gb18030', text: new TextDecoder('gb18030').decode(bytes) };
  }
}
