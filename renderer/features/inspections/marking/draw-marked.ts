import type { Box, Marking } from './marking.ts';

// At most four fields along the longer side of a blurred box, each one colour of sixteen steps: a face becomes a patch, and a
// line of writing a bar whose few fields cannot be compared with a list of names.
const FIELDS = 4;
const COLOUR_STEP = 16;
// Scaling spreads a pixel into its neighbours: what is marked reaches a little over its edge.
const OVERLAP_PX = 2;
const COVER = '#000000';

/** A picture that can be drawn, with its size. */
export type Drawable = CanvasImageSource & { readonly width: number; readonly height: number };

/**
 * The picture turned, scaled so that what stays after cutting has at most `longEdgePx`, marked, and cut. What lay under a
 * mark is read once, averaged, and painted over: the canvas that comes back no longer has it.
 */
export function drawMarked(picture: Drawable, marking: Marking, longEdgePx: number): OffscreenCanvas {
  const isOnSide = marking.turns % 2 === 1;
  const [width, height] = isOnSide ? [picture.height, picture.width] : [picture.width, picture.height];
  const cut = marking.cut ?? { x: 0, y: 0, width: 1, height: 1 };
  const factor = Math.min(1, longEdgePx / Math.max(cut.width * width, cut.height * height));
  const whole = new OffscreenCanvas(pixels(width * factor), pixels(height * factor));
  const pen = penOf(whole);
  paintTurned(pen, picture, marking.turns, whole.width, whole.height);
  for (const { kind, box } of marking.marks) {
    if (kind === 'cover') cover(pen, area(box, whole, OVERLAP_PX));
    else blur(pen, area(box, whole, OVERLAP_PX));
  }
  if (!marking.cut) return whole;
  const kept = area(marking.cut, whole, 0);
  const rest = new OffscreenCanvas(kept.width, kept.height);
  penOf(rest).drawImage(whole, -kept.x, -kept.y);
  return rest;
}

function penOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) throw new Error('no drawing surface');
  pen.imageSmoothingQuality = 'high';
  return pen;
}

function paintTurned(
  pen: OffscreenCanvasRenderingContext2D,
  picture: Drawable,
  turns: number,
  width: number,
  height: number,
): void {
  // A picture with transparent parts would turn black in a JPEG.
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, width, height);
  const [w, h] = turns % 2 === 1 ? [height, width] : [width, height];
  pen.save();
  pen.translate(width / 2, height / 2);
  pen.rotate((turns * Math.PI) / 2);
  pen.drawImage(picture, -w / 2, -h / 2, w, h);
  pen.restore();
}

/** Whole pixels, reaching outwards. */
function area(box: Box, on: { readonly width: number; readonly height: number }, over: number): Box {
  const x = Math.max(0, Math.floor(box.x * on.width) - over);
  const y = Math.max(0, Math.floor(box.y * on.height) - over);
  const right = Math.min(on.width, Math.ceil((box.x + box.width) * on.width) + over);
  const bottom = Math.min(on.height, Math.ceil((box.y + box.height) * on.height) + over);
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
}

function cover(pen: OffscreenCanvasRenderingContext2D, { x, y, width, height }: Box): void {
  pen.fillStyle = COVER;
  pen.fillRect(x, y, width, height);
}

function blur(pen: OffscreenCanvasRenderingContext2D, { x, y, width, height }: Box): void {
  const { data } = pen.getImageData(x, y, width, height);
  const side = Math.max(width, height) / FIELDS;
  const columns = Math.max(1, Math.round(width / side));
  const rows = Math.max(1, Math.round(height / side));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const left = Math.floor((column * width) / columns);
      const right = Math.floor(((column + 1) * width) / columns);
      const top = Math.floor((row * height) / rows);
      const bottom = Math.floor(((row + 1) * height) / rows);
      if (right <= left || bottom <= top) continue;
      pen.fillStyle = meanColour(data, width, left, top, right, bottom);
      pen.fillRect(x + left, y + top, right - left, bottom - top);
    }
  }
}

function meanColour(
  data: Uint8ClampedArray,
  width: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): string {
  let [red, green, blue] = [0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = (y * width + x) * 4;
      red += data[at] ?? 0;
      green += data[at + 1] ?? 0;
      blue += data[at + 2] ?? 0;
    }
  }
  const count = (right - left) * (bottom - top);
  const steps = [red, green, blue].map((total) =>
    Math.min(255, Math.round(total / count / COLOUR_STEP) * COLOUR_STEP),
  );
  return `rgb(${steps.join(' ')})`;
}

function pixels(length: number): number {
  return Math.max(1, Math.round(length));
}
