import { expect, test } from 'vitest';
import { MAX_FILE_BYTES, preparePhoto } from './prepare-photo.ts';
import { imageSize } from './visit/image-size.ts';

/** A picture whose left half is red and right half is blue. */
async function aPicture(widthPx: number, heightPx: number, type = 'image/png'): Promise<Blob> {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = '#ff0000';
  pen.fillRect(0, 0, widthPx / 2, heightPx);
  pen.fillStyle = '#0000ff';
  pen.fillRect(widthPx / 2, 0, widthPx / 2, heightPx);
  return canvas.convertToBlob({ type });
}

/** What a camera writes beside the picture: it was held on its side, and by whom it is owned. */
function withCameraNotes(jpeg: Uint8Array<ArrayBuffer>): Blob {
  const owner = 'OWNER-13899887766';
  const tiff = new Uint8Array(26 + owner.length + 1);
  const view = new DataView(tiff.buffer);
  view.setUint32(0, 0x4d4d002a);
  view.setUint32(4, 8);
  view.setUint16(8, 1);
  // Orientation: 6, turn a quarter clockwise to stand upright.
  view.setUint16(10, 0x0112);
  view.setUint16(12, 3);
  view.setUint32(14, 1);
  view.setUint16(18, 6);
  tiff.set(new TextEncoder().encode(owner), 26);
  const body = new Uint8Array([...new TextEncoder().encode('Exif\0\0'), ...tiff]);
  const segment = new Uint8Array([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255, ...body]);
  return new Blob([jpeg.subarray(0, 2), segment, jpeg.subarray(2)], { type: 'image/jpeg' });
}

async function pixelsOf(bytes: Uint8Array<ArrayBuffer>): Promise<ImageData> {
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  pen.drawImage(bitmap, 0, 0);
  return pen.getImageData(0, 0, bitmap.width, bitmap.height);
}

test('a large photo is scaled to 2,048 on its long edge, as a JPEG', async () => {
  const prepared = await preparePhoto(await aPicture(3000, 1500));
  expect(prepared.ok && [prepared.value.mime, prepared.value.widthPx, prepared.value.heightPx]).toEqual([
    'image/jpeg',
    2048,
    1024,
  ]);
  expect(prepared.ok && imageSize(prepared.value.bytes)).toEqual({ widthPx: 2048, heightPx: 1024 });
});

test('a small photo keeps its size', async () => {
  const prepared = await preparePhoto(await aPicture(320, 200));
  expect(prepared.ok && [prepared.value.widthPx, prepared.value.heightPx]).toEqual([320, 200]);
});

test('a photo taken sideways is stored upright, without the camera’s notes about owner and place', async () => {
  const jpeg = new Uint8Array(await (await aPicture(400, 200, 'image/jpeg')).arrayBuffer());
  const prepared = await preparePhoto(withCameraNotes(jpeg));
  if (!prepared.ok) throw new Error(prepared.error.kind);
  expect([prepared.value.widthPx, prepared.value.heightPx]).toEqual([200, 400]);
  const text = new TextDecoder('latin1').decode(prepared.value.bytes);
  expect([text.includes('Exif'), text.includes('OWNER')]).toEqual([false, false]);
  // The left half was red: turned clockwise it is the upper one.
  const { data, width } = await pixelsOf(prepared.value.bytes);
  const [top, bottom] = [20, 380].map((y) => data[(y * width + 100) * 4] ?? 0);
  expect([top! > 200, bottom! < 60]).toEqual([true, true]);
});

test('what is no picture is said to be none', async () => {
  expect(await preparePhoto(new Blob(['%PDF-1.7 not a picture'], { type: 'image/jpeg' }))).toEqual({
    ok: false,
    error: { kind: 'not-an-image' },
  });
  const cut = (await aPicture(400, 300)).slice(0, 40);
  expect(await preparePhoto(cut)).toEqual({ ok: false, error: { kind: 'not-an-image' } });
});

test('a photo of 20 MB is taken and becomes a small one', async () => {
  const jpeg = await aPicture(2400, 1800, 'image/jpeg');
  // What some cameras append: a film, depth, their own notes.
  const large = new Blob([jpeg, new Uint8Array(20_000_000)], { type: 'image/jpeg' });
  const prepared = await preparePhoto(large);
  expect(prepared.ok && prepared.value.bytes.length < 1_000_000).toBe(true);
});

test('a file of 200 MB is refused by its size, unread', async () => {
  const chunk = new Uint8Array(20_000_000);
  const huge = new Blob(Array.from({ length: 10 }, () => chunk));
  expect(await preparePhoto(huge)).toEqual({
    ok: false,
    error: { kind: 'file-too-large', maxBytes: MAX_FILE_BYTES },
  });
});

test('a small file that would unfold into gigabytes is refused before it is decoded', async () => {
  const bytes = new Uint8Array(await (await aPicture(10, 10)).arrayBuffer());
  new DataView(bytes.buffer).setUint32(16, 30_000);
  new DataView(bytes.buffer).setUint32(20, 30_000);
  expect(await preparePhoto(new Blob([bytes]))).toEqual({
    ok: false,
    error: { kind: 'image-too-many-pixels' },
  });
});

test('transparent parts become white, not black', async () => {
  const canvas = new OffscreenCanvas(40, 40);
  canvas.getContext('2d');
  const empty = await canvas.convertToBlob({ type: 'image/png' });
  const prepared = await preparePhoto(empty);
  if (!prepared.ok) throw new Error(prepared.error.kind);
  const { data } = await pixelsOf(prepared.value.bytes);
  expect(data[0]! > 250 && data[1]! > 250 && data[2]! > 250).toBe(true);
});
