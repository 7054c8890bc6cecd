/** A picture in memory: rows of red, green, blue bytes. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

export type Colour = readonly [red: number, green: number, blue: number];

export function newRaster(width: number, height: number, colour: Colour): Raster {
  const raster = { width, height, rgb: new Uint8Array(width * height * 3) };
  fillRect(raster, { x: 0, y: 0, width, height }, colour);
  return raster;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function setPixel(raster: Raster, x: number, y: number, colour: Colour): void {
  if (x < 0 || y < 0 || x >= raster.width || y >= raster.height) return;
  const at = (y * raster.width + x) * 3;
  raster.rgb[at] = colour[0];
  raster.rgb[at + 1] = colour[1];
  raster.rgb[at + 2] = colour[2];
}

export function fillRect(raster: Raster, box: Box, colour: Colour): void {
  const [left, top] = [Math.max(0, Math.round(box.x)), Math.max(0, Math.round(box.y))];
  const right = Math.min(raster.width, Math.round(box.x + box.width));
  const bottom = Math.min(raster.height, Math.round(box.y + box.height));
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) setPixel(raster, x, y, colour);
}

/** Ring between two radii; `inner` 0 fills the disc. */
export function fillRing(
  raster: Raster,
  cx: number,
  cy: number,
  inner: number,
  outer: number,
  colour: Colour,
): void {
  for (let y = Math.floor(cy - outer); y <= cy + outer; y++) {
    for (let x = Math.floor(cx - outer); x <= cx + outer; x++) {
      const distance = Math.hypot(x - cx, y - cy);
      if (distance <= outer && distance >= inner) setPixel(raster, x, y, colour);
    }
  }
}

/** A brush stroke through points, `radius` pixels wide on each side. */
export function stroke(
  raster: Raster,
  points: readonly (readonly [number, number])[],
  radius: number,
  colour: Colour,
): void {
  points.slice(1).forEach(([toX, toY], i) => {
    const [fromX, fromY] = points[i] ?? [toX, toY];
    const steps = Math.max(1, Math.ceil(Math.hypot(toX - fromX, toY - fromY)));
    for (let step = 0; step <= steps; step++) {
      const part = step / steps;
      fillRing(
        raster,
        Math.round(fromX + (toX - fromX) * part),
        Math.round(fromY + (toY - fromY) * part),
        0,
        radius,
        colour,
      );
    }
  });
}

/** Adds what a camera adds: darker corners and grain. `noise` gives -1 to 1. */
export function likeAPhoto(raster: Raster, noise: () => number): void {
  const { width, height, rgb } = raster;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const far = Math.hypot(x / width - 0.5, y / height - 0.5);
      const light = 1.06 - far * 0.35;
      const grain = noise() * 5;
      const at = (y * width + x) * 3;
      for (let c = at; c < at + 3; c++) rgb[c] = Math.max(0, Math.min(255, (rgb[c] ?? 0) * light + grain));
    }
  }
}
