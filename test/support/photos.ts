import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeJpeg } from '../../scripts/samples/jpeg.ts';
import { drawPicture, type Subject } from '../../scripts/samples/pictures.ts';
import { seededDice } from '../../scripts/samples/seeded.ts';

/** A JPEG file as a camera would leave it: 4:3, larger than what the app keeps when `width` is above 2,048. */
export async function writePhoto(
  folder: string,
  subject: Subject,
  options: { readonly seed: number; readonly width?: number },
): Promise<string> {
  const path = join(folder, `${subject}-${options.seed}.jpg`);
  await writeFile(
    path,
    encodeJpeg(drawPicture(subject, options.width ?? 1280, seededDice(options.seed)), 82),
  );
  return path;
}
