import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { PhotoProblem, PreparedPhoto } from '../../data/desk.ts';
import { drawMarked, type Drawable } from './marking/draw-marked.ts';
import { UNMARKED, type Marking } from './marking/marking.ts';
import { imageSize } from './visit/image-size.ts';

export const MAX_FILE_BYTES = 64 * 2 ** 20;
const MAX_PIXELS = 100_000_000;
// Legible on paper at A4 and about 400 KB as a JPEG: what a weekly link can carry (design.md section 2, attachments).
const LONG_EDGE_PX = 2048;
// Half of a picture may be cut away and what is left still fill the long edge; more would only fill the memory.
const WORK_EDGE_PX = 2 * LONG_EDGE_PX;
const JPEG_QUALITY = 0.85;

/** A photo from a file, or straight from the camera: that one never was a file. */
export type Picture = Blob | ImageBitmap;

/**
 * A photo as it will be stored: upright, long edge at most 2,048 px, JPEG, without the camera's notes (place, owner,
 * serial number). The original is not kept. Refuses by size before anything is decoded.
 */
export async function preparePhoto(picture: Picture): Promise<Result<PreparedPhoto, PhotoProblem>> {
  const opened = await openPhoto(picture);
  if (!opened.ok) return opened;
  try {
    return ok(await storable(opened.value, UNMARKED));
  } finally {
    opened.value.close();
  }
}

/** Decodes a photo, upright, for marking; whoever asked closes it. In memory only. */
export async function openPhoto(picture: Picture): Promise<Result<ImageBitmap, PhotoProblem>> {
  if (picture instanceof ImageBitmap) return ok(await createImageBitmap(picture));
  if (picture.size > MAX_FILE_BYTES) return err({ kind: 'file-too-large', maxBytes: MAX_FILE_BYTES });
  const told = imageSize(new Uint8Array(await picture.arrayBuffer()));
  if (told && told.widthPx * told.heightPx > MAX_PIXELS) return err({ kind: 'image-too-many-pixels' });
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image' });
  } catch {
    return err({ kind: 'not-an-image' });
  }
  if (bitmap.width * bitmap.height > MAX_PIXELS) {
    bitmap.close();
    return err({ kind: 'image-too-many-pixels' });
  }
  return ok(await workable(bitmap));
}

/** What leaves the marking step: nothing of what lay under a mark is in it. */
export async function storable(picture: Drawable, marking: Marking): Promise<PreparedPhoto> {
  const canvas = drawMarked(picture, marking, LONG_EDGE_PX);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return { bytes, mime: 'image/jpeg', widthPx: canvas.width, heightPx: canvas.height };
}

async function workable(bitmap: ImageBitmap): Promise<ImageBitmap> {
  const factor = WORK_EDGE_PX / Math.max(bitmap.width, bitmap.height);
  if (factor >= 1) return bitmap;
  const smaller = await createImageBitmap(bitmap, {
    resizeWidth: Math.max(1, Math.round(bitmap.width * factor)),
    resizeHeight: Math.max(1, Math.round(bitmap.height * factor)),
    resizeQuality: 'high',
  });
  bitmap.close();
  return smaller;
}
