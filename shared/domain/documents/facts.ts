import { z } from 'zod';
import { freeText } from '../../lib/text.ts';

/** The same words in both languages as far as they are known; an empty text counts as missing. */
const Words = z.strictObject({ zh: freeText(2000), ug: freeText(2000) });
/** What a paper says: text in whatever language it was written, words in both languages, or rows of a table. */
const Cell = z.union([freeText(4000), Words]);
const Rows = z.array(z.record(z.string(), Cell)).max(500);
export const Fact = z.union([Cell, Rows]);

/** A paper's facts by slot name. Dates are `YYYY-MM-DD`, numbers are written out. */
export const Facts = z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/), Fact);

export type FactWords = z.infer<typeof Words>;
export type FactCell = z.infer<typeof Cell>;
export type Fact = z.infer<typeof Fact>;
export type Facts = z.infer<typeof Facts>;

export function isRows(fact: Fact): fact is z.infer<typeof Rows> {
  return Array.isArray(fact);
}

/** Nothing to print: an empty text, a pair of which one half is empty, or no rows. */
export function isEmptyFact(fact: Fact | undefined): boolean {
  if (fact === undefined) return true;
  if (isRows(fact)) return fact.length === 0;
  if (typeof fact === 'string') return fact.trim() === '';
  return fact.zh.trim() === '' || fact.ug.trim() === '';
}
