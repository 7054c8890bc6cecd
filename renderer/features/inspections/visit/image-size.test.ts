import fc from 'fast-check';
import { expect, test } from 'vitest';
import { imageSize } from './image-size.ts';

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

test.each([
  ['PNG', '89504e470d0a1a0a0000000d494844520000003000000020', 48, 32],
  // APP0 and a Huffman table stand before the frame header.
  ['JPEG', 'ffd8ffe000044a46ffc400040000ffc2000b0800200030010111', 48, 32],
  ['GIF', '47494638396130002000', 48, 32],
  ['BMP stored top-down', '424d00000000000000000000000028000000' + '30000000e0ffffff', 48, 32],
  [
    'WebP, extended',
    '52494646000000005745425056503858' + '0a000000' + '00000000' + '2f0000' + '1f0000',
    48,
    32,
  ],
  ['WebP, lossy', '52494646000000005745425056503820' + '00000000' + '000000' + '9d012a' + '30002000', 48, 32],
  ['WebP, lossless', '5249464600000000574542505650384c' + '00000000' + '2f' + '2fc00700', 48, 32],
])('%s: the header tells the size', (_format, hex, widthPx, heightPx) => {
  expect(imageSize(bytes(hex))).toEqual({ widthPx, heightPx });
});

test.each([
  ['plain text', '68656c6c6f20776f726c6421'],
  ['a cut PNG header', '89504e470d0a1a0a'],
  ['a JPEG without a frame', 'ffd8ffe000044a46'],
  ['nothing', ''],
])('%s has no size', (_what, hex) => expect(imageSize(bytes(hex))).toBeNull());

test('any bytes give a size or nothing, and never an endless walk', () =>
  fc.assert(
    fc.property(
      fc.constantFrom('', 'ffd8', '89504e47', '47494638', '424d', '5249464600000000574542505650'),
      fc.uint8Array({ maxLength: 200 }),
      (head, rest) => {
        const found = imageSize(Uint8Array.from([...bytes(head), ...rest]));
        return found === null || (found.widthPx > 0 && found.heightPx > 0);
      },
    ),
  ));
