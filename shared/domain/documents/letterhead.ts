import { z } from 'zod';
import { freeText } from '../../lib/text.ts';

const Words = z
  .strictObject({ zh: freeText(100), ug: freeText(100) })
  .refine((words) => words.zh !== '' && words.ug !== '', 'empty');

/** What stands at the head and foot of a bureau's papers; the setting `letterhead` holds a bureau's own. */
export const Letterhead = z.strictObject({
  bureau: Words,
  /** 机关代字: the first letters of every number. */
  mark: freeText(12).refine((mark) => mark.trim() !== '', 'empty'),
  /** Where the seal goes. */
  seal: Words,
});
export type Letterhead = z.infer<typeof Letterhead>;

export const LETTERHEAD_KEY = 'letterhead';
