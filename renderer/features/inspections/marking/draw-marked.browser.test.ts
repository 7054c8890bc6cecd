import { expect, test } from 'vitest';
import { preparePhoto, storable } from '../prepare-photo.ts';
import { drawMarked } from './draw-marked.ts';
import { addMark, cutTo, startHistory, turn, type Box, type MarkKind, type Marking } from './marking.ts';

/** A picture with writing in the upper left quarter; `secret` differs, all else is the same. */
function aPicture(secret: string): OffscreenCanvas {
  const canvas = new OffscreenCanvas(800, 400);
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = '#d8d2c4';
  pen.fillRect(0, 0, 800, 400);
  pen.fillStyle = '#2255aa';
  pen.fillRect(400, 200, 400, 200);
  pen.fillStyle = '#101010';
  pen.font = '64px sans-serif';
  pen.textBaseline = 'top';
  pen.fillText(secret, 60, 60);
  return canvas;
}

const SECRET_AREA: Box = { x: 0.05, y: 0.1, width: 0.4, height: 0.25 };

function marked(kind: MarkKind, box: Box = SECRET_AREA): Marking {
  return addMark(startHistory(), kind, box).now;
}

async function stored(picture: OffscreenCanvas, marking: Marking): Promise<ImageData> {
  const { bytes } = await storable(picture, marking);
  return pixelsOf(await createImageBitmap(new Blob([bytes])));
}

function pixelsOf(picture: ImageBitmap | OffscreenCanvas): ImageData {
  const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d')!;
  pen.drawImage(picture, 0, 0);
  return pen.getImageData(0, 0, picture.width, picture.height);
}

function coloursIn({ data, width }: ImageData, left: number, top: number, right: number, bottom: number) {
  const colours = new Set<string>();
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const at = (y * width + x) * 4;
      colours.add([...data.subarray(at, at + 3)].join(' '));
    }
  return colours;
}

test('under a cover there is one colour, in the stored bytes too', async () => {
  const { data, width } = await stored(aPicture('买买提 13899'), marked('cover'));
  // A JPEG rings within its blocks at an edge: inside, away from the edge, all is black.
  for (let y = 56; y < 124; y += 4)
    for (let x = 56; x < 344; x += 4) expect(data[(y * width + x) * 4]).toBeLessThanOrEqual(2);
});

test('a blurred area has at most four by four colours of sixteen steps: nothing of the writing is left', () => {
  const canvas = drawMarked(aPicture('买买提 13899'), marked('blur'), 2048);
  const colours = coloursIn(pixelsOf(canvas), 40, 40, 360, 140);
  expect(colours.size).toBeLessThanOrEqual(16);
  for (const colour of colours)
    for (const channel of colour.split(' '))
      expect(Number(channel) % 16 === 0 || channel === '255').toBe(true);
});

test('the same ink elsewhere within a field of a blur gives the same picture, byte for byte', async () => {
  const withStroke = (x: number): OffscreenCanvas => {
    const canvas = aPicture('');
    canvas.getContext('2d')!.fillRect(x, 60, 8, 40);
    return canvas;
  };
  const [first, second] = [withStroke(60), withStroke(84)];
  expect(pixelsOf(first).data).not.toEqual(pixelsOf(second).data);
  const [one, other] = [await storable(first, marked('blur')), await storable(second, marked('blur'))];
  expect(one.bytes).toEqual(other.bytes);
});

test('under a cover any two pictures are the same, also when the picture is scaled down and turned', async () => {
  const large = (secret: string): OffscreenCanvas => {
    const canvas = new OffscreenCanvas(3200, 1600);
    canvas.getContext('2d')!.drawImage(aPicture(secret), 0, 0, 3200, 1600);
    return canvas;
  };
  const marking = turn(addMark(startHistory(), 'cover', SECRET_AREA)).now;
  const [one, other] = [await storable(large('甲某'), marking), await storable(large('阿卜杜 7'), marking)];
  expect([one.widthPx, one.heightPx]).toEqual([1024, 2048]);
  expect(one.bytes).toEqual(other.bytes);
});

test('what is cut off is not stored, and a mark keeps its place', async () => {
  const cut: Box = { x: 0.5, y: 0.5, width: 0.5, height: 0.5 };
  const marking = cutTo(
    addMark(startHistory(), 'cover', { x: 0.5, y: 0.5, width: 0.1, height: 0.2 }),
    cut,
  ).now;
  const { data, width, height } = await stored(aPicture('名'), marking);
  expect([width, height]).toEqual([400, 200]);
  expect(data[(20 * width + 20) * 4 + 2]).toBeLessThanOrEqual(6);
  expect(data[(150 * width + 300) * 4 + 2]).toBeGreaterThan(150);
});

test('a picture turned a quarter stands on its side', () => {
  const canvas = drawMarked(aPicture(''), turn(startHistory()).now, 2048);
  expect([canvas.width, canvas.height]).toEqual([400, 800]);
  const { data, width } = pixelsOf(canvas);
  // The blue lower right quarter has become the lower left one.
  expect(data[(700 * width + 100) * 4 + 2]).toBe(0xaa);
});

test('a marked photo carries no notes of the camera: neither owner nor place', async () => {
  const jpeg = new Uint8Array(
    await (await aPicture('x').convertToBlob({ type: 'image/jpeg' })).arrayBuffer(),
  );
  const notes = new TextEncoder().encode('Exif\0\0MM\0*\0\0\0\u0008GPSLatitude 39.47 OWNER-1389');
  const segment = new Uint8Array([0xff, 0xe1, 0, notes.length + 2, ...notes]);
  const withNotes = new Blob([jpeg.subarray(0, 2), segment, jpeg.subarray(2)], { type: 'image/jpeg' });
  const prepared = await preparePhoto(withNotes);
  if (!prepared.ok) throw new Error(prepared.error.kind);
  const text = new TextDecoder('latin1').decode(prepared.value.bytes);
  expect(['Exif', 'GPS', 'OWNER'].filter((word) => text.includes(word))).toEqual([]);
});

test('a picture straight from the camera is prepared without ever having been a file', async () => {
  const bitmap = await createImageBitmap(aPicture('x'));
  const prepared = await preparePhoto(bitmap);
  expect(prepared.ok && [prepared.value.widthPx, prepared.value.heightPx]).toEqual([800, 400]);
});
