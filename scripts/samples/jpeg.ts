import { AC_COUNTS, AC_SYMBOLS, DC_COUNTS, DC_SYMBOLS, LUMINANCE, ZIGZAG } from './jpeg-tables.ts';
import type { Raster } from './raster.ts';

interface Code {
  readonly bits: number;
  readonly length: number;
}
type Write = (bits: number, length: number) => void;

const COSINES = Array.from({ length: 64 }, (_, i) => {
  const [u, x] = [i >> 3, i & 7];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

/** A baseline JPEG (ITU-T T.81), three components without subsampling; `quality` 1 to 100. The same bytes for the same raster. */
export function encodeJpeg(raster: Raster, quality: number): Uint8Array<ArrayBuffer> {
  const table = quantisation(quality);
  const bytes: number[] = [...headers(raster, table)];
  const write = bitWriter(bytes);
  const [dc, ac] = [huffman(DC_COUNTS, DC_SYMBOLS), huffman(AC_COUNTS, AC_SYMBOLS)];
  const last = [0, 0, 0];
  for (let y = 0; y < raster.height; y += 8) {
    for (let x = 0; x < raster.width; x += 8) {
      componentsOf(raster, x, y).forEach((samples, component) => {
        const levels = quantise(transform(samples), table);
        writeBlock(levels, last[component] ?? 0, { dc, ac, write });
        last[component] = levels[0] ?? 0;
      });
    }
  }
  write(0x7f, 7);
  bytes.push(0xff, 0xd9);
  return Uint8Array.from(bytes);
}

function quantisation(quality: number): readonly number[] {
  const scale = quality < 50 ? 5000 / quality : 200 - quality * 2;
  return LUMINANCE.map((value) => Math.max(1, Math.min(255, Math.floor((value * scale + 50) / 100))));
}

function headers({ width, height }: Raster, table: readonly number[]): readonly number[] {
  const u16 = (value: number): readonly number[] => [value >> 8, value & 255];
  const segment = (marker: number, body: readonly number[]): readonly number[] => [
    0xff,
    marker,
    ...u16(body.length + 2),
    ...body,
  ];
  return [
    ...[0xff, 0xd8],
    ...segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...segment(0xdb, [0, ...ZIGZAG.map((at) => table[at] ?? 1)]),
    ...segment(0xc0, [8, ...u16(height), ...u16(width), 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]),
    ...segment(0xc4, [0x00, ...DC_COUNTS, ...DC_SYMBOLS]),
    ...segment(0xc4, [0x10, ...AC_COUNTS, ...AC_SYMBOLS]),
    ...segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
  ];
}

function huffman(counts: readonly number[], symbols: readonly number[]): ReadonlyMap<number, Code> {
  const codes = new Map<number, Code>();
  let bits = 0;
  let at = 0;
  counts.forEach((count, i) => {
    for (let n = 0; n < count; n++) codes.set(symbols[at++] ?? 0, { bits: bits++, length: i + 1 });
    bits <<= 1;
  });
  return codes;
}

/** Most significant bit first; a byte 0xff is followed by a zero byte. */
function bitWriter(bytes: number[]): Write {
  let pending = 0;
  let held = 0;
  return (bits, length) => {
    for (let i = length - 1; i >= 0; i--) {
      pending = (pending << 1) | ((bits >> i) & 1);
      if (++held < 8) continue;
      bytes.push(pending);
      if (pending === 0xff) bytes.push(0);
      pending = 0;
      held = 0;
    }
  };
}

/** Y, Cb and Cr of one 8×8 block, centred on 0; the edge is repeated beyond the picture. */
function componentsOf({ width, height, rgb }: Raster, left: number, top: number): readonly Float64Array[] {
  const planes = [new Float64Array(64), new Float64Array(64), new Float64Array(64)] as const;
  for (let i = 0; i < 64; i++) {
    const at = (Math.min(height - 1, top + (i >> 3)) * width + Math.min(width - 1, left + (i & 7))) * 3;
    const [r, g, b] = [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0];
    planes[0][i] = 0.299 * r + 0.587 * g + 0.114 * b - 128;
    planes[1][i] = -0.168736 * r - 0.331264 * g + 0.5 * b;
    planes[2][i] = 0.5 * r - 0.418688 * g - 0.081312 * b;
  }
  return planes;
}

/** The two-dimensional cosine transform, rows then columns. */
function transform(samples: Float64Array): Float64Array {
  const rows = new Float64Array(64);
  const out = new Float64Array(64);
  for (let y = 0; y < 8; y++) {
    for (let u = 0; u < 8; u++) {
      let sum = 0;
      for (let x = 0; x < 8; x++) sum += (samples[y * 8 + x] ?? 0) * (COSINES[u * 8 + x] ?? 0);
      rows[y * 8 + u] = sum;
    }
  }
  for (let v = 0; v < 8; v++) {
    for (let u = 0; u < 8; u++) {
      let sum = 0;
      for (let y = 0; y < 8; y++) sum += (rows[y * 8 + u] ?? 0) * (COSINES[v * 8 + y] ?? 0);
      out[v * 8 + u] = sum;
    }
  }
  return out;
}

/** Levels in zigzag order. */
function quantise(frequencies: Float64Array, table: readonly number[]): readonly number[] {
  return ZIGZAG.map((at) => Math.round((frequencies[at] ?? 0) / (table[at] ?? 1)));
}

function writeBlock(
  levels: readonly number[],
  lastDc: number,
  out: { dc: ReadonlyMap<number, Code>; ac: ReadonlyMap<number, Code>; write: Write },
): void {
  const put = (codes: ReadonlyMap<number, Code>, symbol: number): void => {
    const code = codes.get(symbol);
    if (!code) throw new Error(`no code for symbol ${symbol}`);
    out.write(code.bits, code.length);
  };
  const putLevel = (level: number): void => {
    const size = sizeOf(level);
    out.write(level < 0 ? level + (1 << size) - 1 : level, size);
  };
  const difference = (levels[0] ?? 0) - lastDc;
  put(out.dc, sizeOf(difference));
  putLevel(difference);
  let zeros = 0;
  for (const level of levels.slice(1)) {
    if (level === 0) {
      zeros++;
      continue;
    }
    for (; zeros > 15; zeros -= 16) put(out.ac, 0xf0);
    put(out.ac, (zeros << 4) | sizeOf(level));
    putLevel(level);
    zeros = 0;
  }
  if (zeros > 0) put(out.ac, 0);
}

function sizeOf(level: number): number {
  return 32 - Math.clz32(Math.abs(level));
}
