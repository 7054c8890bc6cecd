import { fillRect, fillRing, likeAPhoto, newRaster, stroke, type Colour, type Raster } from './raster.ts';
import type { Dice } from './seeded.ts';

/** What the drawn evidence photos show. */
export type Subject = 'licence' | 'premises' | 'record';

const RED: Colour = [188, 32, 36];
const INK: Colour = [38, 42, 60];
const PAPER: Colour = [246, 243, 232];

/** A drawing that stands in for a photo; all lengths follow `width`, the height is three quarters of it. */
export function drawPicture(subject: Subject, width: number, dice: Dice): Raster {
  const raster = { licence: drawLicence, premises: drawPremises, record: drawRecord }[subject](width, dice);
  likeAPhoto(raster, () => dice.int(2001) / 1000 - 1);
  return raster;
}

function drawLicence(width: number, dice: Dice): Raster {
  const u = width / 100;
  const raster = newRaster(width, Math.round(width * 0.75), [206 + dice.int(20), 208, 200]);
  fillRect(raster, { x: 14 * u, y: 8 * u, width: 72 * u, height: 58 * u }, [112, 74, 40]);
  fillRect(raster, { x: 16 * u, y: 10 * u, width: 68 * u, height: 54 * u }, PAPER);
  for (const inset of [2, 3])
    frame(
      raster,
      { x: (16 + inset) * u, y: (10 + inset) * u, width: (68 - 2 * inset) * u, height: (54 - 2 * inset) * u },
      u * 0.4,
      RED,
    );
  fillRect(raster, { x: 34 * u, y: 18 * u, width: 32 * u, height: 4 * u }, RED);
  writing(raster, { x: 26 * u, y: 29 * u, width: 48 * u, height: 22 * u }, 5, dice);
  seal(raster, 68 * u, 54 * u, 6 * u);
  return raster;
}

function drawPremises(width: number, dice: Dice): Raster {
  const u = width / 100;
  const raster = newRaster(width, Math.round(width * 0.75), [228, 230, 226]);
  fillRect(raster, { x: 0, y: 52 * u, width: 100 * u, height: 23 * u }, [164, 148, 128]);
  fillRect(raster, { x: 6 * u, y: 10 * u, width: 26 * u, height: 30 * u }, [176, 208, 232]);
  frame(raster, { x: 6 * u, y: 10 * u, width: 26 * u, height: 30 * u }, u, [250, 250, 250]);
  fillRect(raster, { x: 44 * u, y: 6 * u, width: 50 * u, height: 52 * u }, [136, 140, 148]);
  for (let row = 0; row < 4; row++) {
    for (let box = 0; box < 11; box++) {
      const colour: Colour = dice.pick([
        [46, 84, 142],
        [70, 110, 164],
        [148, 52, 48],
        [196, 190, 176],
      ]);
      fillRect(
        raster,
        { x: (46 + box * 4.2) * u, y: (9 + row * 12.4) * u, width: 3.6 * u, height: 10 * u },
        colour,
      );
    }
  }
  fillRect(raster, { x: 8 * u, y: 48 * u, width: 32 * u, height: 3 * u }, [120, 88, 56]);
  fillRect(raster, { x: 14 * u, y: 38 * u, width: 14 * u, height: 9 * u }, [34, 36, 40]);
  return raster;
}

function drawRecord(width: number, dice: Dice): Raster {
  const u = width / 100;
  const raster = newRaster(width, Math.round(width * 0.75), [132, 100, 70]);
  fillRect(raster, { x: 22 * u, y: 3 * u, width: 56 * u, height: 70 * u }, PAPER);
  fillRect(raster, { x: 38 * u, y: 7 * u, width: 24 * u, height: 3 * u }, INK);
  writing(raster, { x: 27 * u, y: 14 * u, width: 46 * u, height: 38 * u }, 10, dice);
  signature(raster, { x: 28 * u, y: 58 * u, width: 18 * u, height: 8 * u }, u * 0.3, dice);
  signature(raster, { x: 52 * u, y: 58 * u, width: 18 * u, height: 8 * u }, u * 0.3, dice);
  seal(raster, 66 * u, 62 * u, 5 * u);
  return raster;
}

/** A drawn signature on white. */
export function drawSignature(dice: Dice): Raster {
  const raster = newRaster(240, 96, [255, 255, 255]);
  signature(raster, { x: 16, y: 14, width: 208, height: 68 }, 2, dice);
  return raster;
}

function signature(
  raster: Raster,
  box: { x: number; y: number; width: number; height: number },
  radius: number,
  dice: Dice,
): void {
  const points = Array.from({ length: 9 }, (_, i): readonly [number, number] => [
    box.x + (box.width * (i + dice.int(60) / 100)) / 9,
    box.y + (box.height * dice.int(100)) / 100,
  ]);
  stroke(raster, points, radius, INK);
}

function writing(
  raster: Raster,
  box: { x: number; y: number; width: number; height: number },
  lines: number,
  dice: Dice,
): void {
  const step = box.height / lines;
  for (let line = 0; line < lines; line++) {
    for (let x = 0, part = 0; x < box.width * (line === lines - 1 ? 0.6 : 0.95); x += part + step * 0.18) {
      part = step * (0.35 + dice.int(30) / 100);
      fillRect(raster, { x: box.x + x, y: box.y + line * step, width: part, height: step * 0.45 }, INK);
    }
  }
}

function seal(raster: Raster, cx: number, cy: number, radius: number): void {
  fillRing(raster, cx, cy, radius * 0.88, radius, RED);
  fillRing(raster, cx, cy, 0, radius * 0.3, RED);
}

function frame(
  raster: Raster,
  box: { x: number; y: number; width: number; height: number },
  line: number,
  colour: Colour,
): void {
  fillRect(raster, { ...box, height: line }, colour);
  fillRect(raster, { ...box, y: box.y + box.height - line, height: line }, colour);
  fillRect(raster, { ...box, width: line }, colour);
  fillRect(raster, { ...box, x: box.x + box.width - line, width: line }, colour);
}
