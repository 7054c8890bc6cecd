export interface ImageSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Width and height as the file's own header tells, for PNG, JPEG, GIF, BMP and WebP; null for anything else or a cut
 * header. Read before decoding, so that a small file that unfolds into gigabytes is refused unopened.
 */
export function imageSize(bytes: Uint8Array): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (view.getUint32(0) === 0x89504e47) return size(view.getUint32(16), view.getUint32(20));
    if (view.getUint16(0) === 0xffd8) return jpegSize(view);
    if (view.getUint32(0) === 0x47494638) return size(view.getUint16(6, true), view.getUint16(8, true));
    if (view.getUint16(0) === 0x424d) return size(view.getInt32(18, true), Math.abs(view.getInt32(22, true)));
    if (view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250) return webpSize(view);
    return null;
  } catch {
    // A read past the end: the header is cut.
    return null;
  }
}

function size(widthPx: number, heightPx: number): ImageSize | null {
  return widthPx > 0 && heightPx > 0 ? { widthPx, heightPx } : null;
}

/** Walks the segments to the first start-of-frame (ITU-T T.81 B.2.2); C4, C8 and CC are other things. */
function jpegSize(view: DataView): ImageSize | null {
  let at = 2;
  while (at < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return size(view.getUint16(at + 7), view.getUint16(at + 5));
    const isBare = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    at += isBare ? 2 : 2 + view.getUint16(at + 2);
  }
  return null;
}

function webpSize(view: DataView): ImageSize | null {
  const chunk = view.getUint32(12);
  if (chunk === 0x56503858) return size(1 + uint24(view, 24), 1 + uint24(view, 27));
  if (chunk === 0x56503820) return size(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  if (chunk !== 0x5650384c) return null;
  const bits = view.getUint32(21, true);
  return size((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}
