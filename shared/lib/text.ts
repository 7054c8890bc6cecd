import { z } from 'zod';
import { isPortableText } from './json.ts';

/** What a person typed, as the log keeps it: NFC, trimmed at the ends, without U+0000 and lone surrogates. */
export function cleanText(typed: string): string {
  return typed.toWellFormed().replaceAll('\u0000', '').normalize('NFC').trim();
}

/** Free text inside arguments and records; `max` counts UTF-16 units. */
export function freeText(max: number): z.ZodType<string> {
  return z.string().max(max).refine(isPortableText, 'portable-text');
}

/** The same words in both official languages. */
export const Bilingual = z.object({ zh: z.string().min(1).max(300), ug: z.string().min(1).max(300) });
export type Bilingual = z.infer<typeof Bilingual>;
