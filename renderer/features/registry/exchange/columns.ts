import { z } from 'zod';
import registerColumns from '../../../../resources/domain/register-columns.json';

/** The three lists that can be brought in and taken out. */
export const LISTS = ['institutions', 'appraisers', 'certificates'] as const;
export type ListName = (typeof LISTS)[number];

const Words = z.array(z.string().min(1)).min(1);
const Column = z.strictObject({
  key: z.string(),
  required: z.boolean(),
  /** Header words by which a column is known; the first of a language is the one we write ourselves. */
  words: z.strictObject({ zh: Words, ug: Words, en: Words }),
});
export type Column = z.infer<typeof Column>;
const Choices = z.record(z.string(), Words);
const RegisterColumns = z.strictObject({
  version: z.string(),
  institutions: z.array(Column),
  appraisers: z.array(Column),
  certificates: z.array(Column),
  choices: z.strictObject({
    category: Choices,
    institutionState: Choices,
    appraiserState: Choices,
    sponsorKind: Choices,
    title: Choices,
    yesNo: Choices,
    certificateKind: Choices,
  }),
});

const known = RegisterColumns.parse(registerColumns);

export function columnsOf(list: ListName): readonly Column[] {
  return known[list];
}

export function columnTitle(column: Column, language: string): string {
  return (language === 'ug-CN' ? column.words.ug[0] : column.words.zh[0]) ?? column.key;
}

export type ChoiceGroup = keyof typeof known.choices;

/** The code that a word of a choice stands for, in any of the languages, or the code itself; null when no list has it. */
export function choiceOf(group: ChoiceGroup, typed: string): string | null {
  const wanted = plain(typed);
  const found = Object.entries(known.choices[group]).find(
    ([code, words]) => plain(code) === wanted || words.some((word) => plain(word) === wanted),
  );
  return found?.[0] ?? null;
}

/** The word of a code for a list that is taken out. */
export function choiceWord(group: ChoiceGroup, code: string): string {
  return known.choices[group][code]?.[0] ?? code;
}

/** For comparing words of people: without spaces, case and the two kinds of brackets. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s*:]/g, '');
}
