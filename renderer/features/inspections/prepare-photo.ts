import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { PhotoProblem, PreparedPhoto } from '../../data/desk.ts';
import { imageSize } from './visit/image-size.ts';

export const MAX_FILE_BYTES = 64 * 2 ** 20;
const MAX_PIXELS = 100_000_000;
// Legible on paper at A4 and about 400 KB as a JPEG: what a weekly link can carry (design.md section 2, attachments).
const LONG_EDGE_PX = 2048;
const JPEG_QUALITY = 0.85;

/**
 * A photo as it will be stored: upright, long edge at most 2,048 px, JPEG, without the camera's notes (place, owner,
 * serial number). The original is not kept. Refuses by size before anything is decoded.
 */
export async function preparePhoto(file: Blob): Promise<Result<PreparedPhoto, PhotoProblem>> {
  if (file.size > MAX_FILE_BYTES) return err({ kind: 'file-too-large', maxBytes: MAX_FILE_BYTES });
  const told = imageSize(new Uint8Array(await file.arrayBuffer()));
  if (told && told.widthPx * told.heightPx > MAX_PIXELS) return err({ kind: 'image-too-many-pixels' });
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return err({ kind: 'not-an-image' });
  }
  try {
    if (bitmap.width * bitmap.height > MAX_PIXELS) return err({ kind: 'image-too-many-pixels' });
    return ok(await scaled(bitmap));
  } finally {
    bitmap.close();
  }
}

async function scaled(bitmap: ImageBitmap): Promise<PreparedPhoto> {
  const factor = Math.min(1, LONG_EDGE_PX / Math.max(bitmap.width, bitmap.height));
  const widthPx = Math.max(1, Math.round(bitmap.width * factor));
  const heightPx = Math.max(1, Math.round(bitmap.height * factor));
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no drawing surface');
  pen.imageSmoothingQuality = 'high';
  // A picture with transparent parts would turn black in a JPEG.
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, widthPx, heightPx);
  pen.drawImage(bitmap, 0, 0, widthPx, heightPx);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
  return { bytes: new Uint8Array(await blob.arrayBuffer()), mime: 'image/jpeg', widthPx, heightPx };
}
